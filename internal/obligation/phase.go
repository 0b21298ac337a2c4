package obligation

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Phase is the assess phase of the workflow.
type Phase struct {
	Evidence  vault.Store
	Scheduler Scheduler
	Company   Facts // what is true of the company in every incident; the rest is empty
	Now       func() time.Time
}

// A StartRequest comes as soon as the hour of awareness is known.
type StartRequest struct {
	Incident incident.ID `json:"incident"`
	AwareAt  string      `json:"aware_at"` // RFC 3339
}

// A StartResult counts every duty that could apply.
type StartResult struct {
	Obligations vault.Ref `json:"obligations"` // JSON []Obligation in the evidence bucket
	Count       int       `json:"count"`
	Reminders   int       `json:"reminders"` // schedules that stand
}

// An AssessRequest brings the counts of the scope phase.
type AssessRequest struct {
	Incident  incident.ID    `json:"incident"`
	AwareAt   string         `json:"aware_at"`
	Affected  int            `json:"affected"`
	ByCountry map[string]int `json:"by_country"` // as in the customer directory
	BySegment map[string]int `json:"by_segment"`
	Fields    []string       `json:"fields"` // kinds of data that were seen
}

// An AssessResult counts the duties by what is known of them.
type AssessResult struct {
	Obligations vault.Ref `json:"obligations"`
	Count       int       `json:"count"`
	Applies     int       `json:"applies"`
	Undecided   int       `json:"undecided"` // a fact or a judgement is missing
	NoRule      int       `json:"no_rule"`   // of these, places without a rule here
	FirstDue    string    `json:"first_due"` // the earliest time to aim at; empty: none has one
	Reminders   int       `json:"reminders"`
	Changed     int       `json:"changed"` // duties that are otherwise than in the list before, which stand in changesKey
}

// Keys of what the phase writes into the evidence bucket.
func startKey(id incident.ID) string {
	return "incidents/" + string(id) + "/assess/obligations-start.json"
}
func changesKey(id incident.ID) string { return "incidents/" + string(id) + "/assess/changes.json" }
func assessKey(id incident.ID) string  { return "incidents/" + string(id) + "/assess/obligations.json" }

// Start sets the reminders of every duty that could apply, before anybody has
// counted. Once the duties were assessed it leaves those reminders standing.
func (p Phase) Start(ctx context.Context, in StartRequest) (StartResult, error) {
	facts, err := p.facts(in.Incident, in.AwareAt)
	if err != nil {
		return StartResult{}, err
	}
	facts.Affected, facts.DataElements, facts.Segments = nil, nil, nil
	all, err := AssessAt(facts, p.Now())
	if err != nil {
		return StartResult{}, err
	}
	newest, err := Known(ctx, p.Evidence, in.Incident)
	if errors.Is(err, vault.ErrMissing) {
		newest, err = facts, nil
	}
	if err != nil {
		return StartResult{}, err
	}
	remind, err := Assess(newest)
	if err != nil {
		return StartResult{}, err
	}
	// Before anything is written: the reminders matter more than the list.
	reminders, err := Remind(ctx, p.Scheduler, in.Incident, remind, p.Now())
	if err != nil {
		return StartResult{}, err
	}
	if _, err := vault.PutJSON(ctx, p.Evidence, factsKey(in.Incident, false), facts, 0); err != nil {
		return StartResult{}, err
	}
	ref, err := vault.PutJSON(ctx, p.Evidence, startKey(in.Incident), all, len(all))
	return StartResult{Obligations: ref, Count: len(all), Reminders: reminders}, err
}

// Assess decides the duties by the counts, and moves the reminders with them.
func (p Phase) Assess(ctx context.Context, in AssessRequest) (AssessResult, error) {
	facts, err := p.facts(in.Incident, in.AwareAt)
	if err != nil {
		return AssessResult{}, err
	}
	if facts.Affected, err = directoryCounts(in.ByCountry, in.Affected); err != nil {
		return AssessResult{}, err
	}
	facts.Segments, facts.DataElements = in.BySegment, nil
	if len(in.Fields) > 0 { // a log without fields tells nothing of what was seen
		facts.DataElements = in.Fields
	}
	before, err := p.before(ctx, in.Incident)
	if err != nil {
		return AssessResult{}, err
	}
	counted := facts
	if err := said(ctx, p.Evidence, in.Incident, &facts); err != nil {
		return AssessResult{}, err
	}
	all, err := AssessAt(facts, p.Now())
	if err != nil {
		return AssessResult{}, err
	}
	out := AssessResult{Count: len(all)}
	for _, o := range all {
		if o.NoRule {
			out.NoRule++
		}
		if o.Applies == nil {
			out.Undecided++
		} else if *o.Applies {
			out.Applies++
		}
		if aim, ok := o.Aim(); ok && o.Open() && out.FirstDue == "" { // the list is in order of urgency
			out.FirstDue = aim.Format(time.RFC3339)
		}
	}
	if out.Reminders, err = Remind(ctx, p.Scheduler, in.Incident, all, p.Now()); err != nil {
		return AssessResult{}, err
	}
	if out.Changed, err = p.changed(ctx, in.Incident, before, all); err != nil {
		return AssessResult{}, err
	}
	if _, err := vault.PutJSON(ctx, p.Evidence, factsKey(in.Incident, true), counted, 0); err != nil {
		return AssessResult{}, err
	}
	out.Obligations, err = vault.PutJSON(ctx, p.Evidence, assessKey(in.Incident), all, len(all))
	return out, err
}

// before is the list as it stood until now; nil when there is none.
func (p Phase) before(ctx context.Context, id incident.ID) ([]Obligation, error) {
	facts, err := Known(ctx, p.Evidence, id)
	if errors.Is(err, vault.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return Assess(facts)
}

// changed writes what is otherwise than before and counts it. When nothing is,
// such as in a second try, what was written last time stands.
func (p Phase) changed(ctx context.Context, id incident.ID, before, all []Obligation) (int, error) {
	changes := Compare(before, all)
	if len(changes) > 0 {
		_, err := vault.PutJSON(ctx, p.Evidence, changesKey(id), changes, len(changes))
		return len(changes), err
	}
	changes, err := read[[]Change](ctx, p.Evidence, changesKey(id))
	if errors.Is(err, vault.ErrMissing) {
		return 0, nil
	}
	return len(changes), err
}

// facts are the company's own, with the incident's hour of awareness.
func (p Phase) facts(id incident.ID, awareAt string) (Facts, error) {
	if err := id.Check(); err != nil {
		return Facts{}, task.Fail(task.BadInput, err)
	}
	if awareAt == "" {
		return Facts{}, BadFacts("%s has no aware_at: without the hour of awareness no clock runs", id)
	}
	facts := p.Company
	facts.AwareAt = awareAt
	// Whoever reads through the application reads in clear, so no exemption for
	// encrypted data can hold, whatever the company's defaults say.
	facts.Encrypted = new(bool)
	return facts, nil
}

// directoryCounts brings the directory's countries into the form of Facts. A
// code that does not exist must not stop the clocks: its people count as of
// unknown residence, as do those whom the directory does not hold.
func directoryCounts(byCountry map[string]int, affected int) (map[string]int, error) {
	counts, sum := map[string]int{}, 0
	for code, n := range byCountry {
		if n < 0 {
			return nil, BadFacts("by_country: %d people in one country, fewer than none", n)
		}
		place, ok := normalisePlace(code)
		if !ok {
			place = NotKnown
		}
		counts[place] += n
		sum += n
	}
	if affected > sum {
		counts[NotKnown] += affected - sum
	}
	return counts, nil
}
