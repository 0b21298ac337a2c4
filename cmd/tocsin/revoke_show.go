package main

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/tocsin-ir/tocsin/internal/revoke"
)

// showPlan prints what a dry run found.
func showPlan(w io.Writer, out rehearsed) {
	for _, s := range out.Plan.Suspects {
		showSuspect(w, s)
	}
	fmt.Fprintln(w, "\ncredentials, and how they stand:")
	for _, a := range out.Plan.Actions {
		fmt.Fprintf(w, "  %-17s %-44s %s\n", a.Kind, who(a.Holder)+" "+a.Target, a.Before)
	}
	fmt.Fprintln(w, "\ncalls that would cut them (none was made; the policies would bear the incident's id):")
	for _, c := range out.Writes {
		fmt.Fprintf(w, "  %-24s %s in %s: %s %s\n", c.Call, c.Holder, c.Account, c.Target, c.To)
	}
	if len(out.Writes) == 0 {
		fmt.Fprintln(w, "  none")
	}
}

// showReport prints how everything stands, and what is left to a human.
func showReport(w io.Writer, report revoke.Report) {
	for _, s := range report.Suspects {
		showSuspect(w, s)
	}
	fmt.Fprintln(w)
	for _, f := range report.Findings {
		fmt.Fprintf(w, "  %-8s %-17s %s %s", f.State, f.Kind, who(f.Holder), f.Target)
		if f.CutAt != nil {
			fmt.Fprintf(w, "   cut %s", f.CutAt.Format(time.RFC3339))
		}
		if f.Reason != "" {
			fmt.Fprintf(w, "\n           %s", f.Reason)
		}
		fmt.Fprintln(w)
	}
	verdict := map[bool]string{true: "contained", false: "NOT contained"}[report.Contained]
	fmt.Fprintf(w, "\n%s: cut %d, open %d, refused %d, not found %d, attested %d (read %s)\n", verdict,
		report.Cut, report.Open, report.Refused, report.Unresolved, report.Attested, report.At.Format(time.RFC3339))
}

func showSuspect(w io.Writer, s revoke.Suspect) {
	fmt.Fprintf(w, "%s: %s", s.Principal, s.Status)
	if s.Reason != "" {
		fmt.Fprintf(w, ": %s", s.Reason)
	}
	fmt.Fprintln(w)
	if s.ByHand != "" {
		fmt.Fprintf(w, "  by hand: %s\n", s.ByHand)
	}
}

func who(id revoke.Identity) string {
	return id.Type + " " + cmp.Or(id.ARN, id.Name) + map[bool]string{true: " session " + id.Session}[id.Session != ""]
}
