// Command open is the function that turns triggers into incidents.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/opening"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "PEOPLE_BUCKET", "INTAKE_BUCKET", "STATE_MACHINE_ARN", "DRILL")
	cfg := task.AWS(context.Background())
	store := vault.Client(cfg)
	o := &opening.Opener{
		Incidents: incident.DynamoDB{Client: dynamodb.NewFromConfig(cfg), Table: env["INCIDENTS_TABLE"]},
		People:    vault.S3{Client: store, Bucket: env["PEOPLE_BUCKET"]},
		Intake:    vault.S3{Client: store, Bucket: env["INTAKE_BUCKET"]},
		Machine:   opening.StepFunctions{Client: sfn.NewFromConfig(cfg), ARN: env["STATE_MACHINE_ARN"]},
		Now:       time.Now,
		Drill:     env["DRILL"] == "true",
	}
	task.Start(task.Function{
		Routes: map[string]task.Route{
			"POST /incidents":             o.ByPerson,
			"POST /incidents/{id}/resume": o.Resume,
		},
		Event: o.Event,
	})
}
