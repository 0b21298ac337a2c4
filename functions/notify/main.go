// Command notify is the function that writes to every affected customer once.
package main

import (
	"context"
	"fmt"
	"net/mail"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "DELIVERY_TABLE", "PEOPLE_BUCKET", "SENDER", "COMPANY_NAME", "CONTACT", "CONTACT_URL")
	from, err := mail.ParseAddress(env["SENDER"])
	if err != nil {
		exit("SENDER is not an e-mail address, with or without a name")
	}
	policy, err := notify.ParsePolicy(os.Getenv("UNKNOWN_POLICY"), os.Getenv("UNKNOWN_SETTLE"))
	if err != nil {
		exit(err.Error())
	}
	cfg := task.AWS(context.Background())
	table := dynamodb.NewFromConfig(cfg)
	ledger := notify.DynamoDB{Client: table, Table: env["DELIVERY_TABLE"], Now: time.Now}
	n := &notify.Notifier{
		Company: notify.Company{
			Name: env["COMPANY_NAME"], Contact: env["CONTACT"], Site: env["CONTACT_URL"],
			NotTaken: task.OptionalList("NOT_TAKEN"),
		},
		Policy:    policy,
		BatchSize: notify.MaxRows,
		Incidents: incident.DynamoDB{Client: table, Table: env["INCIDENTS_TABLE"]},
		People:    vault.S3{Client: vault.Client(cfg), Bucket: env["PEOPLE_BUCKET"]},
		Ledger:    ledger,
		Pace:      ledger,
		// String encodes a name that is not ASCII, as SES demands.
		Mailer:   notify.SES{Client: ses.NewFromConfig(cfg), From: from.String(), ConfigurationSet: os.Getenv("CONFIGURATION_SET")},
		Clock:    notify.RealClock,
		Lifetime: notify.DefaultLifetime,
		Grace:    notify.DefaultGrace,
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"prepare": task.Step(n.Prepare),
		"send":    task.Step(n.Send),
		"settle":  task.Step(n.Settle),
	}})
}

func exit(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}
