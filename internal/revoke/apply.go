package revoke

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Applied is the record of how each action went, over all runs.
type Applied struct {
	Incident incident.ID `json:"incident"`
	Plan     int         `json:"plan"` // number of the newest plan applied
	Outcomes []Outcome   `json:"outcomes"`
}

// How an action went.
const (
	WasCut     = "cut"     // by Tocsin
	WasAlready = "already" // cut before Tocsin came
	WasFailed  = "failed"  // for good: a human must look
	WasDelayed = "delayed" // AWS asked for patience: the next run tries again
	WasUndone  = "undone"  // a human gave it back; the machine does not overrule that
	WasRefused = "refused" // its holder is protected by now
)

// An Outcome is how one action went in the newest run that tried it.
type Outcome struct {
	N      int       `json:"n"`
	Action string    `json:"action"` // the credential's ID
	Result string    `json:"result"`
	At     time.Time `json:"at"`
	Error  string    `json:"error,omitempty"`
}

// ApplyRequest asks to carry a plan out.
type ApplyRequest struct {
	Incident incident.ID `json:"incident"`
	Plan     vault.Ref   `json:"plan"`
}

// ApplyResult counts the plan's actions by how they went in this run.
type ApplyResult struct {
	Applied int `json:"applied"` // cut by this run
	Already int `json:"already"` // cut before this run
	Failed  int `json:"failed"`  // for good; verify says what is open
	Undone  int `json:"undone"`  // left alone: a human gave them back
}

// Apply cuts what the plan says and records how each action went. An action
// that fails does not hold up the others. If another try may mend one, the
// error is Temporary, after everything else is done.
func (r Revoker) Apply(ctx context.Context, in ApplyRequest) (ApplyResult, error) {
	plan, err := r.stored(ctx, in.Incident, in.Plan)
	if err != nil {
		return ApplyResult{}, err
	}
	record, err := recorded[Applied](ctx, r.Evidence, appliedKey(in.Incident))
	if err != nil {
		return ApplyResult{}, err
	}
	record.Incident, record.Plan = in.Incident, max(record.Plan, plan.Number)
	var sum ApplyResult
	var later error // the newest failure that another try may mend
	visit := r.visit(in.Incident)
	for _, a := range plan.Actions {
		outcome, changed, err := r.apply(ctx, visit, a)
		switch {
		case err != nil && temporary(err):
			later = fmt.Errorf("cutting action %d of %d (%s) of incident %s: %w", a.N, len(plan.Actions), a.Kind, in.Incident, err)
		case outcome == WasFailed || outcome == WasRefused:
			sum.Failed++
		case outcome == WasUndone:
			sum.Undone++
		case changed:
			sum.Applied++
		default:
			sum.Already++
		}
		if !record.note(a, outcome, changed, r.Now().UTC(), err) {
			continue
		}
		// What is cut stays cut when its record fails, and the next run makes the record good.
		if _, err := vault.PutJSON(ctx, r.Evidence, appliedKey(in.Incident), record, len(record.Outcomes)); err != nil {
			later = err
		}
	}
	if later != nil {
		return sum, later
	}
	return sum, nil
}

// apply carries out one action and returns how it went and whether this call changed IAM.
func (r Revoker) apply(ctx context.Context, visit *visited, a Action) (outcome string, changed bool, err error) {
	defer func() {
		if err != nil && temporary(err) {
			outcome = WasDelayed
		} else if err != nil {
			outcome = WasFailed
		}
	}()
	if r.Protected.Refuses(a.Holder, "") != "" {
		return WasRefused, false, nil
	}
	undone, err := r.undone(ctx, visit.incident, a)
	if err != nil || undone {
		return WasUndone, false, err
	}
	kind, err := kindOf(a.Credential)
	if err != nil {
		return "", false, err
	}
	iam, err := visit.in(ctx, a.Holder.Account)
	if err != nil {
		return "", false, err
	}
	state, err := kind.State(ctx, iam, a.Credential)
	if err != nil {
		return "", false, err
	}
	if state == Open {
		return WasCut, true, kind.Cut(ctx, iam, a.Credential, r.Now())
	}
	if a.WasOpen {
		return WasCut, false, nil // by an earlier run
	}
	return WasAlready, false, nil
}

// note records an outcome and returns whether that changes the record. What an
// earlier run cut keeps the time of that run.
func (record *Applied) note(a Action, result string, changed bool, at time.Time, err error) bool {
	o := Outcome{N: a.N, Action: a.ID(), Result: result, At: at}
	if err != nil {
		o.Error = err.Error()
	}
	i := slices.IndexFunc(record.Outcomes, func(old Outcome) bool { return old.N == a.N })
	if i < 0 {
		record.Outcomes = append(record.Outcomes, o)
		return true
	}
	if !changed && record.Outcomes[i].Result == result && record.Outcomes[i].Error == o.Error {
		return false
	}
	record.Outcomes[i] = o
	return true
}

func appliedKey(id incident.ID) string { return folder(id) + "applied.json" }

// stored reads the plan of a reference and checks that it is the incident's.
func (r Revoker) stored(ctx context.Context, id incident.ID, ref vault.Ref) (Plan, error) {
	if err := checkIncident(id); err != nil {
		return Plan{}, err
	}
	plan, err := vault.GetJSON[Plan](ctx, r.Evidence, ref)
	if err != nil {
		return Plan{}, fmt.Errorf("reading the plan of incident %s: %w", id, err)
	}
	if plan.Incident != id {
		return Plan{}, task.Fail(task.BadInput, fmt.Errorf("%s is the plan of incident %s, not of %s", ref.Key, plan.Incident, id))
	}
	return plan, nil
}
