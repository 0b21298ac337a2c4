// Command revoke is the function that cuts suspects off, and gives back what it cut.
package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("PEOPLE_BUCKET", "EVIDENCE_BUCKET", "STACK_NAME")
	limit, err := strconv.Atoi(cmp.Or(os.Getenv("MAX_SUSPECTS"), strconv.Itoa(revoke.DefaultMaxSuspects)))
	if err != nil || limit < 1 {
		fmt.Fprintln(os.Stderr, "MAX_SUSPECTS: want a whole number from 1")
		os.Exit(2)
	}
	ctx := context.Background()
	cfg := task.AWS(ctx)
	account, _, err := revoke.Caller(ctx, cfg)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	store, role := vault.Client(cfg), os.Getenv("CONTAINMENT_ROLE")
	r := revoke.Revoker{
		Accounts:    revoke.AWS{Config: cfg, Account: account, Role: role, ExternalID: os.Getenv("CONTAINMENT_EXTERNAL_ID")},
		People:      vault.S3{Client: store, Bucket: env["PEOPLE_BUCKET"]},
		Evidence:    revoke.Bucket{S3: vault.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]}},
		Protected:   revoke.NewProtected(os.Getenv("PROTECTED_PRINCIPALS"), env["STACK_NAME"], role),
		Account:     account,
		MaxSuspects: limit,
		Now:         time.Now,
		Wait:        revoke.Sleep,
	}
	task.Start(task.Function{
		Steps: map[string]task.Handler{
			"plan":   task.Step(r.Plan),
			"apply":  task.Step(r.Apply),
			"verify": task.Step(r.Verify),
		},
		Routes: map[string]task.Route{
			"POST /incidents/{id}/undo":      r.UndoRoute,
			"POST /incidents/{id}/contained": r.AttestRoute,
			"GET /incidents/{id}/contained":  r.ReportRoute,
		},
	})
}
