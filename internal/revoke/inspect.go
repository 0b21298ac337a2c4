package revoke

import (
	"context"
	"fmt"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// evidenceSoFar is what the incident's records say about its credentials.
type evidenceSoFar struct {
	applied  Applied
	undone   Undone
	attested Attested
}

func (r Revoker) soFar(ctx context.Context, id incident.ID) (e evidenceSoFar, err error) {
	if e.applied, err = recorded[Applied](ctx, r.Evidence, appliedKey(id)); err != nil {
		return e, err
	}
	if e.undone, err = recorded[Undone](ctx, r.Evidence, undoKey(id)); err != nil {
		return e, err
	}
	e.attested, err = recorded[Attested](ctx, r.Evidence, attestKey(id))
	return e, err
}

// inspect reads how everything in a plan stands now.
func (r Revoker) inspect(ctx context.Context, plan Plan) (Report, error) {
	report := Report{Incident: plan.Incident, Plan: plan.Number, At: r.Now().UTC(), Findings: []Finding{}, Limits: map[string]string{}}
	records, err := r.soFar(ctx, plan.Incident)
	if err != nil {
		return Report{}, err
	}
	visit := r.visit(plan.Incident)
	for _, a := range plan.Actions {
		f, err := r.find(ctx, visit, a, records)
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
	for _, s := range plan.Suspects {
		if word := records.attested.suspect(s.Principal); word != nil && s.Status != Planned {
			s.Status, s.Reason, s.ByHand = ByPerson, s.Reason+"; "+word.String(), ""
		}
		report.Suspects = append(report.Suspects, s)
	}
	report.count()
	return report, nil
}

func (report *Report) count() {
	for _, f := range report.Findings {
		switch f.State {
		case Open:
			report.Open++
		case Said:
			report.Attested++
		default:
			report.Cut++
		}
		if kind, err := kindOf(f.Credential); err == nil {
			report.Limits[kind.Name()] = kind.Limit()
		}
	}
	for _, s := range report.Suspects {
		switch s.Status {
		case Refused:
			report.Refused++
		case Unresolved:
			report.Unresolved++
		case ByPerson:
			report.Attested++
		}
	}
	report.Contained = report.Open+report.Refused+report.Unresolved == 0
}

// find reads one credential. What cannot be read for good counts as open.
func (r Revoker) find(ctx context.Context, visit *visited, a Action, records evidenceSoFar) (Finding, error) {
	f := Finding{Action: a}
	var failed string
	if i := slices.IndexFunc(records.applied.Outcomes, func(o Outcome) bool { return o.N == a.N }); i >= 0 {
		o := records.applied.Outcomes[i]
		if o.Result == WasCut {
			f.CutAt = &o.At
		}
		failed = o.Error
		f.byHand = o.Result == WasFailed || o.Result == WasRefused
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
		f.State, f.CutAt, f.byHand, f.Reason = Open, nil, true, "it cannot be read: "+err.Error()
	case f.State != Open:
		return f, nil
	case records.undone.covers(a):
		f.CutAt, f.byHand, f.Reason = nil, true, "a person gave it back (undo.json says who and why)"
	case failed != "":
		f.Reason = failed
	case f.byHand:
		f.Reason = "its holder is protected by now"
	case f.CutAt != nil:
		f.Reason = "it was cut and is open again: find out who opened it"
	default:
		f.Reason = "it was not cut: run the incident again"
	}
	if word := records.attested.action(a.ID()); word != nil && f.byHand {
		f.State, f.Reason = Said, f.Reason+"; "+word.String()
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
