// Command detect is the function that finds who the source is.
package main

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/dataset"
	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("PEOPLE_BUCKET", "DATASET_BUCKET", "DATASET_KEY")
	objects := vault.Client(task.AWS(context.Background()))
	set := dataset.S3{Client: objects, Bucket: env["DATASET_BUCKET"], Key: env["DATASET_KEY"]}
	// The size of the directory stays unknown: this function has no business in
	// it, and a smaller number of customers only makes the test more cautious.
	detector := func(ctx context.Context) (*detect.Detector, error) {
		log, err := set.Log(ctx)
		return &detect.Detector{People: vault.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"]}, Log: log}, err
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"plan":     task.StepOf(detector, (*detect.Detector).Plan),
		"count":    task.StepOf(detector, (*detect.Detector).Count),
		"localise": task.StepOf(detector, (*detect.Detector).Localise),
	}})
}
