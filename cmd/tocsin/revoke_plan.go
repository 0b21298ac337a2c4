package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// rehearsal stands for the id of the incident that does not exist yet.
const rehearsal = incident.ID("inc-000000000000-1")

const revokePlanHelp = `usage: tocsin revoke plan -principal P [-principal P...] [-json]

Shows what Tocsin would cut of these principals, with your own AWS credentials
(they need to read IAM). Nothing is changed and nothing is stored.

  -principal P  name of an IAM user, or ARN of a user, a role or an assumed-role session
  -json         print the plan and the calls as JSON

Like the deployed function it obeys PROTECTED_PRINCIPALS, STACK_NAME,
CONTAINMENT_ROLE and CONTAINMENT_EXTERNAL_ID, when they are set.

exit codes: 0 all could be cut; 1 failed, or a principal is refused or not found; 2 wrong usage
`

// rehearsed is what a dry run found.
type rehearsed struct {
	Plan   revoke.Plan    `json:"plan"`
	Writes []revoke.Write `json:"writes"` // the calls that cut, in order
}

func revokePlan(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("revoke plan", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, revokePlanHelp) }
	var principals names
	flags.Var(&principals, "principal", "")
	asJSON := flags.Bool("json", false, "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage
	}
	if len(principals) == 0 || flags.NArg() > 0 {
		fmt.Fprint(stderr, "tocsin revoke plan: give at least one -principal, and nothing else\n\n"+revokePlanHelp)
		return exitUsage
	}
	cfg, err := config.LoadDefaultConfig(ctx)
	var account string
	if err == nil {
		account, _, err = revoke.Caller(ctx, cfg)
	}
	role := os.Getenv("CONTAINMENT_ROLE")
	var out rehearsed
	if err == nil {
		out, err = rehearse(ctx, revoke.Revoker{
			Accounts:    revoke.AWS{Config: cfg, Account: account, Role: role, ExternalID: os.Getenv("CONTAINMENT_EXTERNAL_ID")},
			Protected:   revoke.NewProtected(os.Getenv("PROTECTED_PRINCIPALS"), os.Getenv("STACK_NAME"), role),
			Account:     account,
			MaxSuspects: revoke.DefaultMaxSuspects,
			Now:         time.Now,
			Wait:        revoke.Sleep,
		}, principals)
	}
	if err == nil && *asJSON {
		err = printJSON(stdout, out)
	} else if err == nil {
		showPlan(stdout, out)
	}
	if err != nil {
		fmt.Fprintf(stderr, "tocsin revoke plan: %v\n", err)
		return exitFailed
	}
	for _, s := range out.Plan.Suspects {
		if s.Status != revoke.Planned {
			return exitFailed
		}
	}
	return exitOK
}

// rehearse plans and applies with r's settings, in memory and writing nothing.
func rehearse(ctx context.Context, r revoke.Revoker, principals []string) (rehearsed, error) {
	people, evidence, dry := &vault.Memory{}, &revoke.Local{}, &revoke.DryRun{Accounts: r.Accounts}
	r.People, r.Evidence, r.Accounts = people, evidence, dry
	var suspects []incident.Suspect
	for _, p := range principals {
		suspects = append(suspects, incident.Suspect{Principal: p, Basis: "named"})
	}
	list, err := vault.PutJSON(ctx, people, "suspects.json", suspects, len(suspects))
	if err != nil {
		return rehearsed{}, err
	}
	planned, err := r.Plan(ctx, revoke.PlanRequest{Incident: rehearsal, Suspects: list})
	if err != nil {
		return rehearsed{}, err
	}
	if _, err := r.Apply(ctx, revoke.ApplyRequest{Incident: rehearsal, Plan: planned.Plan}); err != nil {
		return rehearsed{}, err
	}
	plan, err := vault.GetJSON[revoke.Plan](ctx, evidence, planned.Plan)
	return rehearsed{plan, dry.Writes()}, err
}
