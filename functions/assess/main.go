// Command assess is the function that says which laws apply, by when, and sets
// the reminders.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("EVIDENCE_BUCKET", "COMPANY_FACTS", "SCHEDULE_GROUP", "REMINDER_FUNCTION_ARN", "SCHEDULER_ROLE_ARN")
	company, err := obligation.Decode(strings.NewReader(env["COMPANY_FACTS"]))
	if err == nil {
		_, err = company.Check()
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "COMPANY_FACTS: %v\n", err)
		os.Exit(2)
	}
	cfg := task.AWS(context.Background())
	phase := obligation.Phase{
		Evidence: vault.S3{Client: vault.Client(cfg), Bucket: env["EVIDENCE_BUCKET"]},
		Scheduler: obligation.EventBridge{
			Client: scheduler.NewFromConfig(cfg), Group: env["SCHEDULE_GROUP"],
			Target: env["REMINDER_FUNCTION_ARN"], Role: env["SCHEDULER_ROLE_ARN"],
		},
		Company: company,
		Now:     time.Now,
	}
	task.Start(task.Function{Steps: map[string]task.Handler{
		"start":  task.Step(phase.Start),
		"assess": task.Step(phase.Assess),
		"stop":   task.Step(phase.Stop),
	}})
}
