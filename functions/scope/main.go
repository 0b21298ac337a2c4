// Command scope is the function that makes the exact set of the affected.
package main

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/scope"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("PEOPLE_BUCKET", "LOG_BUCKET", "LOG_PREFIX", "DIRECTORY_BUCKET", "DIRECTORY_KEY")
	objects := vault.Client(task.AWS(context.Background()))
	phase := scope.Phase{
		People:    vault.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"]},
		Log:       accesslog.Log{Archive: accesslog.S3{Client: objects, Bucket: env["LOG_BUCKET"], Prefix: env["LOG_PREFIX"]}},
		Directory: directory.S3{Client: objects, Bucket: env["DIRECTORY_BUCKET"], Key: env["DIRECTORY_KEY"]},
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"plan":  task.Step(phase.Plan),
		"scan":  task.Step(phase.Scan),
		"merge": task.Step(phase.Merge),
	}})
}
