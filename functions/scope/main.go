// Command scope is the function that makes the exact set of the affected.
package main

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/dataset"
	"github.com/tocsin-ir/tocsin/internal/scope"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("PEOPLE_BUCKET", "DATASET_BUCKET", "DATASET_KEY")
	objects := vault.Client(task.AWS(context.Background()))
	set := dataset.S3{Client: objects, Bucket: env["DATASET_BUCKET"], Key: env["DATASET_KEY"]}
	phase := func(ctx context.Context) (*scope.Phase, error) {
		log, directory, err := set.LogAndDirectory(ctx)
		return &scope.Phase{
			People: vault.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"]}, Log: log, Directory: directory,
			Summaries: summary.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"], Prefix: summary.Prefix},
		}, err
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"plan":  task.StepOf(phase, (*scope.Phase).Plan),
		"scan":  task.StepOf(phase, (*scope.Phase).Scan),
		"merge": task.StepOf(phase, (*scope.Phase).Merge),
	}})
}
