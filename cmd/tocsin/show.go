package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// show prints an incident: what is known, phase by phase, then what to do.
func show(w io.Writer, v status.View) {
	showDrill(w, v.Drill)
	fmt.Fprintf(w, "%s   %s   run %d (%s)\n", v.ID, v.Status, v.Run, strings.ToLower(v.State.Status))
	fmt.Fprintf(w, "opened %s by %s (%s); aware since %s\n\n", v.OpenedAt.Format(time.RFC3339), v.OpenedBy, v.Trigger, v.AwareAt.Format(time.RFC3339))
	for _, name := range incident.Phases {
		if p, ok := v.Phases[name]; ok {
			fmt.Fprintln(w, phaseLine(v.Record, p))
		}
	}
	if v.State.Total > 0 {
		fmt.Fprintf(w, "  …        %s: %d of %d\n", v.State.Map, v.State.Done, v.State.Total)
	}
	for _, s := range v.Suspects {
		fmt.Fprintf(w, "\nsuspect %s (%s", s.Principal, s.Basis)
		if s.By != "" {
			fmt.Fprintf(w, " by %s", s.By)
		}
		fmt.Fprint(w, ")")
		if s.Why != "" {
			fmt.Fprintf(w, "\n  %s", s.Why)
		}
		fmt.Fprintln(w)
	}
	if v.Question != nil {
		showQuestion(w, v, true)
	}
	showNext(w, v)
}

// showDrill says of an exercise that it is one.
func showDrill(w io.Writer, drill bool) {
	if drill {
		fmt.Fprintln(w, "DRILL: this is an exercise. Nothing of it happened.")
	}
}

// phaseLine is one phase in one line: when since the opening, and its figures.
func phaseLine(r incident.Record, p incident.PhaseResult) string {
	since := p.At.Sub(r.OpenedAt).Round(100 * time.Millisecond)
	line := fmt.Sprintf("  %-8s %-7s %8s   ", p.Phase, p.Status, since)
	if p.Status == incident.Failed {
		return line + p.Error
	}
	return line + figures(p)
}

// figures puts a phase's result in words. A result it does not know prints nothing.
func figures(p incident.PhaseResult) string {
	var n map[string]any
	numbers := json.NewDecoder(bytes.NewReader(p.Result))
	numbers.UseNumber() // a count of millions is no float
	if numbers.Decode(&n) != nil {
		return ""
	}
	switch p.Phase {
	case incident.PhaseClocks:
		return fmt.Sprintf("%v duties may apply, %v reminders set", n["count"], n["reminders"])
	case incident.PhaseDetect:
		if n["basis"] != nil {
			return fmt.Sprintf("%v, %v by a person", n["decision"], n["basis"])
		}
		return fmt.Sprintf("%v: %v reports, %v principals, %v log lines (%v bad)", n["decision"], n["reports"], n["principals"], n["lines_read"], n["bad_lines"])
	case incident.PhaseRevoke:
		return fmt.Sprintf("cut %v, still open %v, refused %v, not found %v", n["cut"], n["open"], n["refused"], n["unresolved"])
	case incident.PhaseScope:
		return fmt.Sprintf("%v affected, %v can be written to, %v without usable address; %v hours missing in the log%s", n["affected"], n["recipients"], n["unreachable"], n["gap_hours"], hidden(n["cannot_be_excluded"]))
	case incident.PhaseAssess:
		return fmt.Sprintf("%v duties apply, %v need a judgement, %v places without a rule; first due %v", n["applies"], n["undecided"], n["no_rule"], n["first_due"])
	case incident.PhaseApprove:
		return fmt.Sprintf("%v by %v", n["decision"], n["by"])
	case incident.PhaseNotify:
		return fmt.Sprintf("%v letters: %v sent, %v failed, %v unknown, %v bounced", n["recipients"], n["sent"], n["failed"], n["unknown"], n["bounced"])
	case incident.PhaseReport:
		return "dossier written"
	}
	return ""
}

// hidden says how many more the missing hours can hide, if anybody.
func hidden(atMost any) string {
	if n, ok := atMost.(json.Number); !ok || n == "0" {
		return ""
	}
	return fmt.Sprintf(", at most %v more cannot be excluded", atMost)
}

// showQuestion prints what a person must look at before answering; letters in
// full when asked for.
func showQuestion(w io.Writer, v status.View, letters bool) {
	q := v.Question
	fmt.Fprintf(w, "\nWAITS FOR A PERSON since %s (asked %d time(s)): %s\n", q.AskedAt.Format(time.RFC3339), q.Round, q.Kind)
	if q.Kind == incident.AskSuspect {
		showRanking(w, q.Details)
		return
	}
	var d approval.Details
	if json.Unmarshal(q.Details, &d) != nil {
		return
	}
	fmt.Fprintf(w, "\n  affected %d; letters %d; without usable address %d; hours missing in the log %d; bad log lines %d\n", d.Affected, d.Recipients, d.Unreachable, d.GapHours, d.BadLines)
	fmt.Fprintf(w, "  cannot be excluded: at most %d more, who get no letter; %d others in the directory may have been read\n", d.CannotBeExcluded, d.Reachable)
	if d.OutsideWindow > 0 {
		fmt.Fprintf(w, "  of the affected, %d were looked up only outside the time that stands out; they are written to all the same\n", d.OutsideWindow)
	}
	fmt.Fprintf(w, "  by country   %s\n  by segment   %s\n  by language  %s\n", counts(d.ByCountry), counts(d.BySegment), counts(d.ByLanguage))
	fmt.Fprintf(w, "  cost %.2f USD; %s at %g letters a second", d.CostUSD, time.Duration(d.Seconds)*time.Second, d.Rate)
	if d.Days > 1 {
		fmt.Fprintf(w, ", but %d days because of the daily quota", d.Days)
	}
	fmt.Fprintln(w)
	for _, what := range d.Confirm {
		fmt.Fprintf(w, "  ! %s\n", what)
	}
	for _, language := range slices.Sorted(maps.Keys(d.Samples)) {
		s := d.Samples[language]
		if !letters {
			fmt.Fprintf(w, "  letter (%s)  %s\n", language, s.Subject)
			continue
		}
		fmt.Fprintf(w, "\n  --- sample letter (%s) ---\n  Subject: %s\n\n%s\n", language, s.Subject, indent(s.Text))
	}
}

// showRanking prints detection's finding as tocsin detect does.
func showRanking(w io.Writer, details json.RawMessage) {
	var f detect.Finding
	if json.Unmarshal(details, &f) != nil {
		return
	}
	fmt.Fprintln(w)
	_ = showFinding(w, f) // the terminal's own trouble
}

// showNext says what to do now.
func showNext(w io.Writer, v status.View) {
	fmt.Fprintln(w)
	switch {
	case v.Question != nil && v.Question.Kind == incident.AskSuspect:
		fmt.Fprintf(w, "next: tocsin choose %s -seen %s -suspect PRINCIPAL -reason TEXT   (or -no-breach)\n", v.ID, v.Question.Code)
	case v.Question != nil:
		fmt.Fprintf(w, "next: tocsin approve %s -seen %s\n  or: tocsin reject %s -seen %s -reason TEXT   (not by %s)\n", v.ID, v.Question.Code, v.ID, v.Question.Code, v.OpenedBy)
	case v.Status == "closed":
		fmt.Fprintf(w, "closed %s; next: tocsin dossier %s -out DIR; tocsin duties %s\n", v.ClosedAt.Format(time.RFC3339), v.ID, v.ID)
	case v.State.Status == "RUNNING":
		fmt.Fprintf(w, "running; follow it with: tocsin status -watch %s\n", v.ID)
	default:
		if v.State.Error != "" {
			fmt.Fprintf(w, "stopped: %s\n%s\n", v.State.Error, v.State.Cause)
		}
		fmt.Fprintf(w, "next: mend the cause, then tocsin resume %s\n", v.ID)
	}
}

func counts(m map[string]int) string {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if m[a] != m[b] {
			return m[b] - m[a]
		}
		return strings.Compare(a, b)
	})
	var out []string
	for _, k := range keys {
		out = append(out, fmt.Sprintf("%s %d", k, m[k]))
	}
	return strings.Join(out, ", ")
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ")
}
