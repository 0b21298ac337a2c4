package revoke

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Undone is the record of all undos of an incident.
type Undone struct {
	Incident incident.ID `json:"incident"`
	Runs     []UndoRun   `json:"runs"`
}

// An UndoRun is one person's undo. It is stored before anything is given back,
// so that a run of the machine at the same time stops cutting.
type UndoRun struct {
	By     string     `json:"by"` // ARN
	At     time.Time  `json:"at"`
	Reason string     `json:"reason"`
	Plan   int        `json:"plan"` // number of the plan that is undone
	Steps  []UndoStep `json:"steps"`
}

// How an action was undone.
const (
	Started   = "started" // not known yet, or the run ended in between
	GivenBack = "given-back"
	AsBefore  = "as-before" // nothing to give back: it was so before Tocsin came
	ByHand    = "by-hand"   // a human must do it
	NotUndone = "failed"
)

// An UndoStep is how one action was undone.
type UndoStep struct {
	N      int    `json:"n"`
	Action string `json:"action"`
	Result string `json:"result"`
	ByHand string `json:"by_hand,omitempty"`
}

// UndoResult counts the plan's actions by how they were undone.
type UndoResult struct {
	Incident  incident.ID `json:"incident"`
	GivenBack int         `json:"given_back"`
	AsBefore  int         `json:"as_before"`
	Failed    int         `json:"failed"`
	// ByHand is what a human must still do, one sentence each.
	ByHand []string `json:"by_hand"`
}

// Undo gives back what stood before the incident's first plan: the newest cut
// first. Afterwards the incident never cuts these credentials again; a new
// incident may. Undoing again gives back what is still cut.
func (r Revoker) Undo(ctx context.Context, id incident.ID, by, reason string) (UndoResult, error) {
	if err := checkIncident(id); err != nil {
		return UndoResult{}, err
	}
	plan, _, err := r.latest(ctx, id)
	if err != nil {
		return UndoResult{}, err
	}
	if plan.Number == 0 {
		return UndoResult{}, fmt.Errorf("undoing incident %s: %w", id, vault.ErrMissing)
	}
	record, err := recorded[Undone](ctx, r.Evidence, undoKey(id))
	if err != nil {
		return UndoResult{}, err
	}
	run := UndoRun{By: by, At: r.Now().UTC(), Reason: reason, Plan: plan.Number}
	for _, a := range slices.Backward(plan.Actions) {
		run.Steps = append(run.Steps, UndoStep{N: a.N, Action: a.ID(), Result: Started})
	}
	record.Incident, record.Runs = id, append(record.Runs, run)
	steps := record.Runs[len(record.Runs)-1].Steps
	if _, err := vault.PutJSON(ctx, r.Evidence, undoKey(id), record, len(record.Runs)); err != nil {
		return UndoResult{}, err
	}
	result := UndoResult{Incident: id, ByHand: []string{}}
	var later error
	visit := r.visit(id)
	for i, a := range slices.Backward(plan.Actions) {
		step := &steps[len(plan.Actions)-1-i]
		err := r.restore(ctx, visit, a, step)
		if err != nil && temporary(err) {
			later = fmt.Errorf("undoing action %d of %d (%s) of incident %s: %w", a.N, len(plan.Actions), a.Kind, id, err)
			continue
		}
		result.count(a, *step)
	}
	if _, err := vault.PutJSON(ctx, r.Evidence, undoKey(id), record, len(record.Runs)); err != nil {
		return result, err
	}
	return result, later
}

// restore undoes one action, notes in step how it went, and returns why not.
func (r Revoker) restore(ctx context.Context, visit *visited, a Action, step *UndoStep) error {
	kind, err := kindOf(a.Credential)
	if err != nil {
		step.Result, step.ByHand = NotUndone, err.Error()
		return err
	}
	var byHand string
	iam, err := visit.in(ctx, a.Holder.Account)
	if err == nil {
		byHand, err = kind.Restore(ctx, iam, a.Credential)
	}
	switch {
	case err != nil:
		step.Result, step.ByHand = NotUndone, fmt.Sprintf("action %d (%s) could not be undone: %v", a.N, a.Kind, err)
	case byHand != "":
		step.Result, step.ByHand = ByHand, byHand
	case a.WasOpen:
		step.Result = GivenBack
	default:
		step.Result = AsBefore
	}
	return err
}

func (u *UndoResult) count(a Action, s UndoStep) {
	switch s.Result {
	case GivenBack:
		u.GivenBack++
	case AsBefore:
		u.AsBefore++
	case NotUndone:
		u.Failed++
	}
	if s.ByHand != "" {
		u.ByHand = append(u.ByHand, s.ByHand)
	}
}

func undoKey(id incident.ID) string { return folder(id) + "undo.json" }

// undone says whether a person has asked to give the action's credential back.
func (r Revoker) undone(ctx context.Context, id incident.ID, a Action) (bool, error) {
	record, err := recorded[Undone](ctx, r.Evidence, undoKey(id))
	return record.covers(a), err
}

func (u Undone) covers(a Action) bool {
	return slices.ContainsFunc(u.Runs, func(run UndoRun) bool {
		return slices.ContainsFunc(run.Steps, func(s UndoStep) bool { return s.Action == a.ID() })
	})
}
