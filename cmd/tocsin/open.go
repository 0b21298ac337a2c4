package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/opening"
)

// names is a flag that may be given more than once.
type names []string

func (n *names) String() string     { return fmt.Sprint([]string(*n)) }
func (n *names) Set(s string) error { *n = append(*n, s); return nil }

func runOpen(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("open", "open (-reports FILE | -suspect PRINCIPAL...) [-from TIME -to TIME] [-aware TIME]",
		"Opens an incident, or joins the open one of the same reports or suspect.\nWho opens it cannot approve its letters.", stdout, stderr)
	var suspects names
	var from, to, aware time.Time
	reports := r.flags.String("reports", "", "CSV `file` of customers' reports: customer_id,called_at,note")
	r.flags.Var(&suspects, "suspect", "`principal` as it stands in the access log, or an IAM ARN; may be repeated")
	r.flags.Var(moment{&from}, "from", "first `time` to scope, included")
	r.flags.Var(moment{&to}, "to", "end `time` to scope, not included")
	r.flags.Var(moment{&aware}, "aware", "`time` at which the company became aware, if earlier than now: the clocks run from it")
	if _, code, ok := r.parse(args, 0); !ok {
		return code
	}
	in := opening.Request{Suspects: suspects, From: optional(from), To: optional(to), AwareAt: optional(aware)}
	if *reports != "" {
		body, err := os.ReadFile(*reports)
		if err != nil {
			fmt.Fprintf(stderr, "tocsin open: reading the reports: %v\n", err)
			return exitFailed
		}
		// Read here first, so that a bad row is named by its line before anything is sent.
		set, err := customerreport.Parse(bytes.NewReader(body))
		if err != nil {
			fmt.Fprintf(stderr, "tocsin open: %s: %v\n", *reports, err)
			return exitFailed
		}
		for _, bad := range set.Bad {
			fmt.Fprintf(stderr, "tocsin open: %s: line %d: %s (left out)\n", *reports, bad.Line, bad.Reason)
		}
		in.ReportsCSV = string(body)
	}
	if in.ReportsCSV == "" && len(suspects) == 0 {
		fmt.Fprintln(stderr, "tocsin open: neither -reports nor -suspect")
		r.flags.Usage()
		return exitUsage
	}
	var out opening.Opened
	if !r.call(ctx, http.MethodPost, "/incidents", in, &out) {
		return exitFailed
	}
	return r.print(out, func(w io.Writer) {
		verb := "opened"
		if out.Joined {
			verb = "joined the open incident"
		}
		fmt.Fprintf(w, "%s %s\nwatch it with: tocsin status -watch %s\n", verb, out.Incident, out.Incident)
	})
}

func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
