// Command log is the function that notes every phase's status.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/tocsin-ir/tocsin/internal/alert"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/journal"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "EVIDENCE_BUCKET", "LEDGER_TABLE", "SIGNING_KEY_ID", "ALERT_TOPIC_ARN", "DRILL")
	cfg := task.AWS(context.Background())
	tables := dynamodb.NewFromConfig(cfg)
	j := &journal.Journal{
		Ledger: &ledger.Log{
			Objects: ledger.S3{Client: vault.Client(cfg), Bucket: env["EVIDENCE_BUCKET"]},
			Heads:   ledger.DynamoDB{Client: tables, Table: env["LEDGER_TABLE"]},
			Signer:  &ledger.KMS{Client: kms.NewFromConfig(cfg), KeyID: env["SIGNING_KEY_ID"]},
			Origin:  ledger.Origin(env["EVIDENCE_BUCKET"]),
			Now:     time.Now,
			Drill:   env["DRILL"] == "true",
		},
		Incidents: incident.DynamoDB{Client: tables, Table: env["INCIDENTS_TABLE"]},
		Alert:     alert.Marked(alert.SNS{Client: sns.NewFromConfig(cfg), Topic: env["ALERT_TOPIC_ARN"]}, env["DRILL"] == "true"),
		Now:       time.Now,
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"append": task.Step(j.Append),
		"recall": task.Step(j.Recall),
	}})
}
