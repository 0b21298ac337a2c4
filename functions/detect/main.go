// Command detect is the function that finds who the source is.
package main

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("PEOPLE_BUCKET", "LOG_BUCKET", "LOG_PREFIX")
	objects := vault.Client(task.AWS(context.Background()))
	// The size of the directory stays unknown: this function has no business in
	// it, and a smaller number of customers only makes the test more cautious.
	d := detect.Detector{
		People: vault.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"]},
		Log:    accesslog.Log{Archive: accesslog.S3{Client: objects, Bucket: env["LOG_BUCKET"], Prefix: env["LOG_PREFIX"]}},
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"plan":     task.Step(d.Plan),
		"count":    task.Step(d.Count),
		"localise": task.Step(d.Localise),
	}})
}
