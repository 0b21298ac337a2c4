// Command status is the function behind the API's reading routes.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/status"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "PEOPLE_BUCKET", "EVIDENCE_BUCKET")
	cfg := task.AWS(context.Background())
	store := vault.Client(cfg)
	r := &status.Reader{
		Incidents: incident.DynamoDB{Client: dynamodb.NewFromConfig(cfg), Table: env["INCIDENTS_TABLE"]},
		Machine:   status.StepFunctions{Client: sfn.NewFromConfig(cfg)},
		People:    vault.S3{Client: store, Bucket: env["PEOPLE_BUCKET"]},
		Evidence:  vault.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]},
		Now:       time.Now,
	}
	task.Start(task.Function{Routes: map[string]task.Route{
		"GET /incidents":              r.List,
		"GET /incidents/{id}":         r.Show,
		"GET /incidents/{id}/duties":  r.Duties,
		"GET /incidents/{id}/dossier": r.Dossier,
	}})
}
