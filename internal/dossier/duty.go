package dossier

import (
	"cmp"
	"slices"
	"time"
)

// due is the moment to work towards; ok is false when neither law nor guidance names one.
func (o Duty) due() (at time.Time, ok bool) {
	at, err := time.Parse(time.RFC3339, cmp.Or(o.DueAt, o.GuidanceDue))
	return at, err == nil
}

// dueWords ends a sentence with the time that is left for a duty.
func (o Duty) dueWords() string {
	at, ok := o.due()
	switch {
	case !ok:
		return ", without delay"
	case o.DueAt == "":
		return ", by " + local(at) + " (guidance)"
	}
	return ", by " + local(at)
}

// Standings of a duty when the dossier was written.
const (
	standsApplies = "applies"
	standsPassed  = "time passed" // nothing here says whether it was done
	standsJudge   = "needs judgement"
	standsNoRule  = "no rule"
	standsNot     = "does not apply"
	standsDone    = "done"
)

func (o Duty) standing(now time.Time) string {
	at, dated := o.due()
	switch {
	case o.Filed != nil:
		return standsDone
	case o.NoRule && o.Applies == nil:
		return standsNoRule
	case o.Applies == nil:
		return standsJudge
	case !*o.Applies:
		return standsNot
	case dated && at.Before(now):
		return standsPassed
	}
	return standsApplies
}

// sorted puts what is due first first, what has no date after it, and what
// does not apply last.
func sorted(duties []Duty, now time.Time) []Duty {
	out := slices.Clone(duties)
	slices.SortStableFunc(out, func(a, b Duty) int {
		if c := cmp.Compare(rank(a, now), rank(b, now)); c != 0 {
			return c
		}
		at, _ := a.due()
		bt, _ := b.due()
		return at.Compare(bt)
	})
	return out
}

func rank(o Duty, now time.Time) int {
	_, dated := o.due()
	switch {
	case o.standing(now) == standsNot:
		return 3
	case o.Filed != nil:
		return 2
	case !dated:
		return 1
	}
	return 0
}
