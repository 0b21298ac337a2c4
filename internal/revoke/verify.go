package revoke

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Report is what containment came to, read back from IAM.
type Report struct {
	Incident   incident.ID `json:"incident"`
	Plan       int         `json:"plan"`
	At         time.Time   `json:"at"`
	Cut        int         `json:"cut"`
	Open       int         `json:"open"`
	Refused    int         `json:"refused"`
	Unresolved int         `json:"unresolved"`
	Contained  bool        `json:"contained"` // nothing open, refused or unresolved
	Findings   []Finding   `json:"findings"`
	Suspects   []Suspect   `json:"suspects"`
	// Limits by kind say what a cut does not reach.
	Limits map[string]string `json:"limits"`
}

// A Finding is how one credential stands.
type Finding struct {
	Action
	State  State      `json:"state"`
	CutAt  *time.Time `json:"cut_at,omitempty"` // when Tocsin cut it, or first found it cut
	Reason string     `json:"reason,omitempty"` // why it is open
}

// VerifyRequest asks how a plan's credentials stand now.
type VerifyRequest = ApplyRequest

// VerifyResult counts them.
type VerifyResult struct {
	Cut        int       `json:"cut"`
	Open       int       `json:"open"`
	Refused    int       `json:"refused"`
	Unresolved int       `json:"unresolved"`
	Contained  bool      `json:"contained"`
	Report     vault.Ref `json:"report"` // in the evidence bucket
}

// lag is how long Verify waits before it looks again at what IAM took but does
// not show yet; IAM speaks of seconds, seldom more.
var lag = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}

// Verify reads back how every credential of the plan stands, and whether its
// holders have others by now, and stores a Report.
func (r Revoker) Verify(ctx context.Context, in VerifyRequest) (VerifyResult, error) {
	plan, err := r.stored(ctx, in.Incident, in.Plan)
	if err != nil {
		return VerifyResult{}, err
	}
	applied, err := recorded[Applied](ctx, r.Evidence, folder(in.Incident)+"applied.json")
	if err != nil {
		return VerifyResult{}, err
	}
	var report Report
	for try := 0; ; try++ {
		if report, err = r.inspect(ctx, plan, applied); err != nil {
			return VerifyResult{}, fmt.Errorf("verifying containment of incident %s: %w", in.Incident, err)
		}
		if try == len(lag) || !report.lags() {
			break
		}
		if err := r.Wait(ctx, lag[try]); err != nil {
			return VerifyResult{}, fmt.Errorf("verifying containment of incident %s: %w", in.Incident, err)
		}
	}
	ref, err := vault.PutJSON(ctx, r.Evidence, folder(in.Incident)+"report.json", report, len(report.Findings))
	if err != nil {
		return VerifyResult{}, err
	}
	return VerifyResult{report.Cut, report.Open, report.Refused, report.Unresolved, report.Contained, ref}, nil
}

// lags says whether something shows as open that IAM has taken a cut of.
func (report Report) lags() bool {
	return slices.ContainsFunc(report.Findings, func(f Finding) bool { return f.State == Open && f.CutAt != nil })
}

func (r Revoker) inspect(ctx context.Context, plan Plan, applied Applied) (Report, error) {
	report := Report{
		Incident: plan.Incident, Plan: plan.Number, At: r.Now().UTC(), Suspects: plan.Suspects,
		Refused: plan.count(Refused), Unresolved: plan.count(Unresolved), Limits: map[string]string{},
	}
	visit := r.visit(plan.Incident)
	for _, a := range plan.Actions {
		f, err := r.find(ctx, visit, a, applied)
		if err != nil {
			return Report{}, fmt.Errorf("reading action %d of %d (%s): %w", a.N, len(plan.Actions), a.Kind, err)
		}
		report.Findings = append(report.Findings, f)
	}
	more, err := r.newcomers(ctx, visit, plan)
	if err != nil {
		return Report{}, fmt.Errorf("looking for new credentials: %w", err)
	}
	report.Findings = append(report.Findings, more...)
	for _, f := range report.Findings {
		if f.State == Open {
			report.Open++
		} else {
			report.Cut++
		}
		if kind, err := kindOf(f.Credential); err == nil {
			report.Limits[kind.Name()] = kind.Limit()
		}
	}
	report.Contained = report.Open+report.Refused+report.Unresolved == 0
	return report, nil
}

// find reads one credential. What cannot be read for good counts as open.
func (r Revoker) find(ctx context.Context, visit *visited, a Action, applied Applied) (Finding, error) {
	f := Finding{Action: a}
	i := slices.IndexFunc(applied.Outcomes, func(o Outcome) bool { return o.N == a.N })
	if i >= 0 {
		o := applied.Outcomes[i]
		if o.Result == WasCut {
			f.CutAt = &o.At
		}
		f.Reason = o.Error
	}
	undone, err := r.undone(ctx, visit.incident, a)
	if err != nil {
		return f, err
	}
	kind, err := kindOf(a.Credential)
	var iam IAM
	if err == nil {
		iam, err = visit.in(ctx, a.Holder.Account)
	}
	if err == nil {
		f.State, err = kind.State(ctx, iam, a.Credential)
	}
	switch {
	case err != nil && temporary(err):
		return f, err
	case err != nil:
		f.State, f.CutAt, f.Reason = Open, nil, "it cannot be read: "+err.Error()
	case f.State != Open:
		f.Reason = ""
	case undone:
		f.CutAt, f.Reason = nil, "a person gave it back (undo.json says who and why)"
	case f.Reason == "" && f.CutAt == nil:
		f.Reason = "it was not cut: run the incident again"
	case f.Reason == "":
		f.Reason = "it was cut and is open again: find out who opened it"
	}
	return f, nil
}

// newcomers finds open credentials of the plan's holders that the plan does not know.
func (r Revoker) newcomers(ctx context.Context, visit *visited, plan Plan) ([]Finding, error) {
	known, seen := map[string]bool{}, map[Identity]bool{}
	for _, a := range plan.Actions {
		known[a.ID()] = true
	}
	var more []Finding
	for _, a := range plan.Actions {
		if seen[a.Holder] {
			continue
		}
		seen[a.Holder] = true
		iam, err := visit.in(ctx, a.Holder.Account)
		if err != nil {
			continue // find has reported it
		}
		for _, kind := range Kinds {
			held, err := kind.Find(ctx, iam, plan.Incident, a.Holder)
			if err != nil && temporary(err) {
				return nil, err
			}
			for _, c := range held {
				if c.WasOpen && !known[c.ID()] {
					more = append(more, Finding{Action: Action{Credential: c}, State: Open,
						Reason: "it appeared after the plan was made: run the incident again"})
				}
			}
		}
	}
	return more, nil
}
