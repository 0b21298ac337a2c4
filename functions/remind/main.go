// Command remind is the function that the Scheduler calls before a deadline: it
// tells the people on duty.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/tocsin-ir/tocsin/internal/alert"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "ALERT_TOPIC_ARN", "DRILL")
	cfg := task.AWS(context.Background())
	reminding := obligation.Reminding{
		Alerts: alert.Marked(alert.SNS{Client: sns.NewFromConfig(cfg), Topic: env["ALERT_TOPIC_ARN"]}, env["DRILL"] == "true"),
		Marks:  obligation.DynamoDB{Client: dynamodb.NewFromConfig(cfg), Table: env["INCIDENTS_TABLE"]},
		Now:    time.Now,
	}
	task.Start(task.Function{Event: reminding.Event})
}
