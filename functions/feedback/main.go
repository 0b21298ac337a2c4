// Command feedback is the function that takes in what SES reports about letters.
package main

import (
	"context"
	"fmt"
	"net/mail"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func main() {
	env := task.Env("DELIVERY_TABLE", "SENDER")
	if _, err := mail.ParseAddress(env["SENDER"]); err != nil {
		fmt.Fprintln(os.Stderr, "SENDER is not an e-mail address, with or without a name")
		os.Exit(2)
	}
	l := notify.Listener{
		Ledger: notify.DynamoDB{Client: dynamodb.NewFromConfig(task.AWS(context.Background())), Table: env["DELIVERY_TABLE"], Now: time.Now},
		From:   env["SENDER"],
		Clock:  notify.RealClock,
	}
	task.Start(task.Function{Event: l.Event})
}
