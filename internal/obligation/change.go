package obligation

import (
	"fmt"
	"time"
)

// A Change is what became of a duty when the facts changed.
type Change struct {
	ID   string `json:"id"`
	What string `json:"what"` // ChangeNew …
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// What can become of a duty.
const (
	ChangeNew     = "new"     // it was not in the list
	ChangeGone    = "gone"    // it is no longer in the list
	ChangeDecided = "decided" // it applies, or does not, which was open
	ChangeTurned  = "turned"  // it applies, which it did not, or the other way round
	ChangeOpened  = "opened"  // it was decided, and a fact or judgement is missing now
	ChangeMoved   = "moved"   // its due time
	ChangeFiled   = "filed"   // it was done
)

// Compare says what changed from one list of duties to a later one.
func Compare(before, after []Obligation) []Change {
	var changes []Change
	old := map[string]Obligation{}
	for _, o := range before {
		old[o.ID] = o
	}
	for _, o := range after {
		b, ok := old[o.ID]
		delete(old, o.ID)
		if !ok {
			changes = append(changes, Change{o.ID, ChangeNew, "", o.words()})
			continue
		}
		if b.Filed == nil && o.Filed != nil {
			changes = append(changes, Change{o.ID, ChangeFiled, b.words(), o.words()})
			continue
		}
		what := ""
		switch at, bt := o.state(), b.state(); {
		case at == bt && changed(b, o):
			what = ChangeMoved
		case at == bt:
			continue
		case b.Applies == nil:
			what = ChangeDecided
		case o.Applies == nil:
			what = ChangeOpened
		default:
			what = ChangeTurned
		}
		changes = append(changes, Change{o.ID, what, b.words(), o.words()})
	}
	for _, b := range before {
		if _, gone := old[b.ID]; gone {
			changes = append(changes, Change{b.ID, ChangeGone, b.words(), ""})
		}
	}
	return changes
}

// words sums a duty up: "applies, due 2026-06-04 14:00 +02:00".
func (o Obligation) words() string {
	s := o.state()
	if o.Filed != nil {
		return s + ", done " + o.Filed.At
	}
	if at, dated := o.Aim(); dated && o.Open() {
		s += ", due " + at.Format("2006-01-02 15:04 -07:00")
	}
	if o.Applies == nil || !*o.Applies {
		return s + " (" + o.Reason + ")"
	}
	return s
}

// A Result is all that there is to say of an incident's duties at one time.
type Result struct {
	AsOf        string       `json:"as_of"` // RFC 3339
	Obligations []Obligation `json:"obligations"`
	Questions   []Question   `json:"questions"`         // what is missing, most urgent first
	Changes     []Change     `json:"changes,omitempty"` // since the facts before
	Judgements  []Judgement  `json:"judgements,omitempty"`
	Facts       *Facts       `json:"facts,omitempty"` // what all this was made from
	Drill       bool         `json:"drill,omitempty"` // an exercise
}

// Report assesses the facts, asks what is missing and says what is late at now.
func Report(f Facts, now time.Time) (Result, error) {
	all, err := AssessAt(f, now)
	if err != nil {
		return Result{}, err
	}
	questions, err := Questions(f)
	if err != nil {
		return Result{}, err
	}
	for i := range all {
		all[i].Late = all[i].late(now)
	}
	if questions == nil {
		questions = []Question{}
	}
	return Result{now.UTC().Format(time.RFC3339), all, questions, nil, f.Judgements, &f, false}, nil
}

// late says by how much a duty is overdue and what to do about it, or by how
// much it was done too late; empty: neither.
func (o Obligation) late(now time.Time) string {
	due, err := time.Parse(time.RFC3339, o.DueAt)
	if err != nil || o.Applies != nil && !*o.Applies {
		return ""
	}
	if o.Filed != nil {
		if at, err := time.Parse(time.RFC3339, o.Filed.At); err == nil && at.After(due) {
			return fmt.Sprintf("done %s late", span(at.Sub(due)))
		}
		return ""
	}
	if !now.After(due) {
		return ""
	}
	if o.Applies == nil {
		return Left(due, now) + ": settle now whether it applies; if it does, tell them at once and say why it is late"
	}
	return Left(due, now) + ": tell them now, and say why it is late; a late report is better than none"
}
