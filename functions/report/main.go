// Command report is the function that writes an incident's dossier and seals it.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "PEOPLE_BUCKET", "EVIDENCE_BUCKET", "LEDGER_TABLE", "SIGNING_KEY_ID", "DRILL")
	cfg := task.AWS(context.Background())
	tables, store := dynamodb.NewFromConfig(cfg), vault.Client(cfg)
	incidents := incident.DynamoDB{Client: tables, Table: env["INCIDENTS_TABLE"]}
	evidence := vault.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]}
	key := &ledger.KMS{Client: kms.NewFromConfig(cfg), KeyID: env["SIGNING_KEY_ID"]}

	writer := dossier.Writer{
		Records: incidents, People: vault.S3{Client: store, Bucket: env["PEOPLE_BUCKET"]}, Evidence: evidence,
		History: dossier.StepFunctions{Client: sfn.NewFromConfig(cfg)}, Now: time.Now,
	}
	sealer := dossier.Sealer{
		Ledger: &ledger.Log{
			Objects: ledger.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]},
			Heads:   ledger.DynamoDB{Client: tables, Table: env["LEDGER_TABLE"]},
			Signer:  key, Origin: ledger.Origin(env["EVIDENCE_BUCKET"]), Now: time.Now,
			Drill: env["DRILL"] == "true",
		},
		Owed: func(ctx context.Context, id incident.ID) ([]string, error) { return obligation.Owed(ctx, evidence, id) },
		Key:  key, Evidence: evidence, Incidents: incidents, Now: time.Now,
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"write": task.Step(writer.Write),
		"seal":  task.Step(sealer.Seal),
	}})
}
