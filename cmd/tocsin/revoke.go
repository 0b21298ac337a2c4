package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/tocsin-ir/tocsin/internal/api"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/status"
)

const revokeHelp = `usage: tocsin revoke plan -principal P [-principal P...] [-json]
       tocsin revoke show INCIDENT [-json]
       tocsin revoke undo INCIDENT -reason TEXT [-json]
       tocsin revoke attest INCIDENT -reason TEXT [-json]

  plan    what would be cut, looked up with your own AWS credentials; nothing is changed
  show    how everything stands that the incident is to cut, and what is left to you
  undo    give back what the incident cut; what cannot be given back is listed
  attest  say that you cut by hand what show leaves to you; then: tocsin resume INCIDENT

Undo and attest are kept with your name and reason, and refused to suspects.

exit codes: 0 done, and with plan and show: nothing is left to do by hand;
1 failed, refused, or something is left to do by hand; 2 wrong usage
`

// runRevoke is the command "tocsin revoke".
func runRevoke(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	verbs := map[string]func(context.Context, []string, io.Writer, io.Writer) int{
		"plan": revokePlan, "show": revokeShow, "undo": revokeUndo, "attest": revokeAttest,
	}
	if len(args) > 0 {
		switch args[0] {
		case "help", "-h", "-help", "--help":
			fmt.Fprint(stdout, revokeHelp)
			return exitOK
		}
		if run, ok := verbs[args[0]]; ok {
			return run(ctx, args[1:], stdout, stderr)
		}
		fmt.Fprintf(stderr, "tocsin revoke: no command %q\n\n", args[0])
	}
	fmt.Fprint(stderr, revokeHelp)
	return exitUsage
}

func revokeShow(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("revoke show", "revoke show INCIDENT", "How everything stands that the incident is to cut, and what is left to you.", stdout, stderr)
	id, ok, code := r.incident(args)
	if !ok {
		return code
	}
	var out struct {
		Phase  *incident.PhaseResult `json:"phase,omitempty"`
		Report *revoke.Report        `json:"report,omitempty"`
	}
	var view status.View
	if !r.call(ctx, http.MethodGet, "/incidents/"+id, nil, &view) {
		return exitFailed
	}
	if p, ok := view.Phases[incident.PhaseRevoke]; ok {
		out.Phase = &p
	}
	var report revoke.Report
	switch err := r.try(ctx, http.MethodGet, "/incidents/"+id+"/contained", nil, &report); {
	case err == nil:
		out.Report = &report
	case !isStatus(err, http.StatusNotFound): // 404: nothing is planned yet
		fmt.Fprintf(stderr, "tocsin revoke show: %v\n", err)
		return exitFailed
	}
	code = r.print(out, func(w io.Writer) {
		if out.Phase != nil {
			fmt.Fprintln(w, phaseLine(view.Record, *out.Phase))
		}
		if out.Report == nil {
			fmt.Fprintf(w, "%s: nothing is planned to be cut yet\n", id)
			return
		}
		showReport(w, report)
	})
	if code == exitOK && (out.Report == nil || !report.Contained) {
		return exitFailed
	}
	return code
}

func revokeUndo(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("revoke undo", "revoke undo INCIDENT -reason TEXT", "Gives back what the incident cut. Refused to suspects.", stdout, stderr)
	var out revoke.UndoResult
	if code, ok := r.reasoned(ctx, args, "undo", &out); !ok {
		return code
	}
	code := r.print(out, func(w io.Writer) {
		fmt.Fprintf(w, "%s: gave back %d, as before %d, failed %d\n", out.Incident, out.GivenBack, out.AsBefore, out.Failed)
		for _, s := range out.ByHand {
			fmt.Fprintf(w, "by hand: %s\n", s)
		}
	})
	if out.Failed > 0 {
		return exitFailed
	}
	return code
}

func revokeAttest(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("revoke attest", "revoke attest INCIDENT -reason TEXT",
		"Says that you cut by hand what Tocsin could not, and how. Refused to suspects.", stdout, stderr)
	var out revoke.AttestResult
	if code, ok := r.reasoned(ctx, args, "contained", &out); !ok {
		return code
	}
	return r.print(out, func(w io.Writer) {
		fmt.Fprintf(w, "%s: %d attested, %d open that the next run cuts\nnext: tocsin resume %s\n", out.Incident, out.Attested, out.Open, out.Incident)
	})
}

// reasoned posts a reason about an incident and takes the answer.
func (r *remote) reasoned(ctx context.Context, args []string, route string, out any) (code int, ok bool) {
	reason := r.flags.String("reason", "", "`text` that is kept with your name")
	id, ok, code := r.incident(args)
	if !ok {
		return code, false
	}
	if *reason == "" {
		fmt.Fprintf(r.stderr, "tocsin %s: give a -reason\n", r.flags.Name())
		return exitUsage, false
	}
	if !r.call(ctx, http.MethodPost, "/incidents/"+id+"/"+route, map[string]string{"reason": *reason}, out) {
		return exitFailed, false
	}
	return exitOK, true
}

// incident parses the arguments of a command that takes one incident.
func (r *remote) incident(args []string) (id string, ok bool, code int) {
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return "", false, code
	}
	if err := incident.ID(rest[0]).Check(); err != nil {
		fmt.Fprintf(r.stderr, "tocsin %s: %v\n", r.flags.Name(), err)
		return "", false, exitUsage
	}
	return rest[0], true, exitOK
}

// try does one request and returns why it was refused.
func (r *remote) try(ctx context.Context, method, path string, in, out any) error {
	client, err := api.New(ctx, *r.api)
	if err != nil {
		return err
	}
	return client.Call(ctx, method, path, in, out)
}

func isStatus(err error, want int) bool {
	var refusal *api.Refusal
	return errors.As(err, &refusal) && refusal.Status == want
}
