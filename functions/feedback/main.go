// Command feedback is the function that takes in what SES reports about letters.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func main() {
	env := task.Env("DELIVERY_TABLE", "SENDER")
	l := notify.Listener{
		Ledger: notify.DynamoDB{Client: dynamodb.NewFromConfig(task.AWS(context.Background())), Table: env["DELIVERY_TABLE"], Now: time.Now},
		From:   env["SENDER"],
		Clock:  notify.RealClock,
	}
	task.Start(task.Function{Event: l.Event})
}
