package filing

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// Owed is whether a report must be made.
type Owed string

// Answers. A draft can be made in each case: to be ready, or of one's own will.
const (
	OwedYes  Owed = "yes"
	OwedNo   Owed = "no"
	OwedOpen Owed = "undecided"    // a fact or a judgement is missing
	OwedDone Owed = "filed"        // the duty is marked as done
	OwedNot  Owed = "not assessed" // nobody has worked the duties out
)

// owed says whether any of the duties that the draft fulfils applies, and where
// none does for certain, why of each.
func (in Incident) owed(f Form, stage Stage) (Owed, []string) {
	owed, why := OwedNot, map[Owed][]string{}
	rank := []Owed{OwedNot, OwedNo, OwedDone, OwedOpen, OwedYes}
	for _, o := range in.Duties {
		if !fulfils(f, stage, o) {
			continue
		}
		var is Owed
		says := o.ID + ": " + o.Reason
		switch {
		case o.Filed != nil:
			is, says = OwedDone, o.ID+": filed on "+moment(o.Filed.At)
			if o.Filed.Reference != "" {
				says += " (" + o.Filed.Reference + ")"
			}
		case o.Applies == nil:
			if is = OwedOpen; len(o.Needs) > 0 {
				says += ". Missing: " + strings.Join(o.Needs, "; ")
			}
		case *o.Applies:
			is = OwedYes
		default:
			is = OwedNo
		}
		why[is] = append(why[is], says)
		if slices.Index(rank, is) > slices.Index(rank, owed) {
			owed = is
		}
	}
	if owed == OwedYes {
		return owed, nil
	}
	return owed, why[owed]
}

// Line says it in words, for the top of a draft; empty: it is owed.
func (o Owed) Line() string {
	return map[Owed]string{
		OwedNo:   "Not owed, as the facts stand: file it only of your own will.",
		OwedOpen: "Not decided whether this report is owed: settle that first.",
		OwedDone: "Marked as filed already: what follows is for a later report, or for the file.",
		OwedNot:  "Nobody has worked out whether this report is owed.",
	}[o]
}

// earliest is the first of the times that the draft's duties have; zero: none.
func (in Incident) earliest(f Form, stage Stage, text func(obligation.Obligation) string) (first time.Time) {
	for _, o := range in.Duties {
		at, err := time.Parse(time.RFC3339, text(o))
		if err == nil && fulfils(f, stage, o) && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// due is the earliest due time of a report.
func (in Incident) due(f Form, stage Stage) time.Time {
	return in.earliest(f, stage, func(o obligation.Obligation) string { return o.DueAt })
}

// fulfils reports whether a report at this stage does the duty: the stage's own
// where it has one, else any that the form serves. The first report does no
// later stage's.
func fulfils(f Form, stage Stage, o obligation.Obligation) bool {
	if own := f.DutyOf[stage]; own != "" {
		return own == o.ID
	}
	later := stage == First && slices.Contains(slices.Collect(maps.Values(f.DutyOf)), o.ID)
	return serves(f, o) && !later
}

// zone is the authority's, by the draft's duties; nil: not known.
func (in Incident) zone(f Form, stage Stage) *time.Location {
	for _, o := range in.Duties {
		if zone, err := time.LoadLocation(o.Zone); err == nil && o.Zone != "" && fulfils(f, stage, o) {
			return zone
		}
	}
	return nil
}

func serves(f Form, o obligation.Obligation) bool { return slices.Contains(f.Duties, o.ID) }
