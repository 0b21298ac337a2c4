// Command assess is the function that says which laws apply, by when, sets the
// reminders, and takes what people filed and judged.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "EVIDENCE_BUCKET", "LEDGER_TABLE", "SIGNING_KEY_ID", "COMPANY_FACTS", "SCHEDULE_GROUP", "REMINDER_FUNCTION_ARN", "SCHEDULER_ROLE_ARN", "DRILL")
	company, err := obligation.Decode(strings.NewReader(env["COMPANY_FACTS"]))
	if err == nil {
		_, err = company.Check()
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "COMPANY_FACTS: %v\n", err)
		os.Exit(2)
	}
	cfg := task.AWS(context.Background())
	tables, store := dynamodb.NewFromConfig(cfg), vault.Client(cfg)
	phase := obligation.Phase{
		Evidence: vault.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]},
		Scheduler: obligation.EventBridge{
			Client: scheduler.NewFromConfig(cfg), Group: env["SCHEDULE_GROUP"],
			Target: env["REMINDER_FUNCTION_ARN"], Role: env["SCHEDULER_ROLE_ARN"],
		},
		Company: company,
		Now:     time.Now,
	}
	key := &ledger.KMS{Client: kms.NewFromConfig(cfg), KeyID: env["SIGNING_KEY_ID"]}
	log := &ledger.Log{
		Objects: ledger.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]},
		Heads:   ledger.DynamoDB{Client: tables, Table: env["LEDGER_TABLE"]},
		Signer:  key,
		Origin:  ledger.Origin(env["EVIDENCE_BUCKET"]),
		Now:     time.Now,
		Drill:   env["DRILL"] == "true",
	}
	desk := &obligation.Desk{
		Phase:     phase,
		Incidents: incident.DynamoDB{Client: tables, Table: env["INCIDENTS_TABLE"]},
		Ledger:    log,
		Renew:     dossier.Sealer{Ledger: log, Key: key, Evidence: phase.Evidence}.Renew,
	}
	task.Start(task.Function{
		Steps: map[string]task.Handler{
			"start":  task.Step(phase.Start),
			"assess": task.Step(phase.Assess),
			"told":   task.Step(phase.Told),
			"stop":   task.Step(phase.Stop),
		},
		Routes: map[string]task.Route{
			"POST /incidents/{id}/filed":  desk.File,
			"POST /incidents/{id}/judged": desk.Judge,
		},
	})
}
