// Command archive is the function that keeps every execution's full history,
// which Step Functions forgets after 90 days.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("EVIDENCE_BUCKET")
	cfg := task.AWS(context.Background())
	a := dossier.Archivist{
		History:  dossier.StepFunctions{Client: sfn.NewFromConfig(cfg)},
		Evidence: vault.S3{Client: vault.Client(cfg), Bucket: env["EVIDENCE_BUCKET"]},
	}
	task.Start(task.Function{Event: a.Event})
}
