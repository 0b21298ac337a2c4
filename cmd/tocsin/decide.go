package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/opening"
)

// A decided is the API's answer to a decision.
type decided struct {
	Incident string    `json:"incident"`
	Decision string    `json:"decision"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

func (d decided) print(w io.Writer) {
	fmt.Fprintf(w, "%s: %s by %s at %s\n", d.Incident, d.Decision, d.By, d.At.Format(time.RFC3339))
}

func runApprove(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("approve", "approve INCIDENT [-reason TEXT]",
		"Lets the letters go out. See the count, the samples and the cost first: tocsin status INCIDENT.\nRefused to whoever opened the incident and to suspects.", stdout, stderr)
	return r.decide(ctx, args, "approve")
}

func runReject(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("reject", "reject INCIDENT -reason TEXT",
		"Stops the incident before the letters. tocsin resume asks again.\nRefused to whoever opened the incident and to suspects.", stdout, stderr)
	return r.decide(ctx, args, "reject")
}

func (r *remote) decide(ctx context.Context, args []string, decision string) int {
	reason := r.flags.String("reason", "", "`text` that is kept with the decision")
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	if decision == "reject" && *reason == "" {
		fmt.Fprintln(r.stderr, "tocsin reject: a rejection needs -reason")
		return exitUsage
	}
	var out decided
	if !r.call(ctx, http.MethodPost, "/incidents/"+rest[0]+"/decision", approval.Decision{Decision: decision, Reason: *reason}, &out) {
		return exitFailed
	}
	return r.print(out, out.print)
}

func runChoose(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("choose", "choose INCIDENT (-suspect PRINCIPAL... | -no-breach) -reason TEXT",
		"Says who the source is, on the evidence that tocsin status shows.\nThe chosen are cut off at once; -no-breach closes the incident.", stdout, stderr)
	var suspects names
	r.flags.Var(&suspects, "suspect", "`principal` as the evidence names it; may be repeated")
	none := r.flags.Bool("no-breach", false, "there was no breach")
	reason := r.flags.String("reason", "", "`text` that is kept with the choice")
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	if *none == (len(suspects) > 0) || *reason == "" {
		fmt.Fprintln(stderr, "tocsin choose: give either -suspect or -no-breach, and -reason")
		return exitUsage
	}
	var out decided
	in := approval.Choice{Suspects: suspects, NoBreach: *none, Reason: *reason}
	if !r.call(ctx, http.MethodPost, "/incidents/"+rest[0]+"/suspect", in, &out) {
		return exitFailed
	}
	return r.print(out, out.print)
}

func runResume(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("resume", "resume INCIDENT", "Starts a new run of an incident that stopped. It does only what is left.", stdout, stderr)
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	var out opening.Opened
	if !r.call(ctx, http.MethodPost, "/incidents/"+rest[0]+"/resume", nil, &out) {
		return exitFailed
	}
	return r.print(out, func(w io.Writer) {
		fmt.Fprintf(w, "resumed %s\nwatch it with: tocsin status -watch %s\n", out.Incident, out.Incident)
	})
}
