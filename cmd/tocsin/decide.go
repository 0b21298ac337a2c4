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
	r := newRemote("approve", "approve INCIDENT -seen CODE [-reason TEXT]",
		"Lets the letters go out. See the count, the samples and the cost first: tocsin status INCIDENT\nshows them with their code. Refused when they are others by now, and to whoever opened the incident and to suspects.", stdout, stderr)
	return r.decide(ctx, args, "approve")
}

func runReject(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("reject", "reject INCIDENT -seen CODE -reason TEXT",
		"Stops the incident before the letters. tocsin resume asks again.\nRefused to whoever opened the incident and to suspects.", stdout, stderr)
	return r.decide(ctx, args, "reject")
}

func (r *remote) decide(ctx context.Context, args []string, decision string) int {
	reason := r.flags.String("reason", "", "`text` that is kept with the decision")
	seen := r.flags.String("seen", "", "`code` of the figures that tocsin status showed")
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	if decision == "reject" && *reason == "" {
		fmt.Fprintln(r.stderr, "tocsin reject: a rejection needs -reason")
		return exitUsage
	}
	if !r.saw(decision, *seen, rest[0]) {
		return exitUsage
	}
	var out decided
	if !r.call(ctx, http.MethodPost, "/incidents/"+rest[0]+"/decision", approval.Decision{Decision: decision, Reason: *reason, Seen: *seen}, &out) {
		return exitFailed
	}
	return r.print(out, out.print)
}

// saw wants the code of what an answer is about: nobody decides what they did not see.
func (r *remote) saw(command, seen, id string) bool {
	if seen == "" {
		fmt.Fprintf(r.stderr, "tocsin %s: say with -seen CODE what you looked at: tocsin status %s shows it with its code\n", command, id)
	}
	return seen != ""
}

func runChoose(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("choose", "choose INCIDENT (-suspect PRINCIPAL... | -no-breach) -seen CODE -reason TEXT",
		"Says who the source is, on the evidence that tocsin status shows.\nThe chosen are cut off at once; -no-breach closes the incident.", stdout, stderr)
	var suspects names
	r.flags.Var(&suspects, "suspect", "`principal` as the evidence names it; may be repeated")
	none := r.flags.Bool("no-breach", false, "there was no breach")
	reason := r.flags.String("reason", "", "`text` that is kept with the choice")
	seen := r.flags.String("seen", "", "`code` of the ranking that tocsin status showed")
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	if *none == (len(suspects) > 0) || *reason == "" {
		fmt.Fprintln(stderr, "tocsin choose: give either -suspect or -no-breach, and -reason")
		return exitUsage
	}
	if !r.saw("choose", *seen, rest[0]) {
		return exitUsage
	}
	var out decided
	in := approval.Choice{Suspects: suspects, NoBreach: *none, Reason: *reason, Seen: *seen}
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
