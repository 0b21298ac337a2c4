package detect

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A tally is what the log, or a part of it, says about who looked up whom.
type tally struct {
	stats      accesslog.Stats
	begin, end time.Time // earliest and latest record of any action; zero when there is none
	principals map[string]*lookups
}

func newTally() *tally { return &tally{principals: map[string]*lookups{}} }

// A filter says which records count as look-ups.
type filter struct {
	actions []string
	// before drops accesses from that time on: after the last call nothing can
	// explain a report. Zero keeps all.
	before time.Time
}

func (f filter) counts(r *accesslog.Record) bool {
	return r.CustomerID != "" && slices.Contains(f.actions, r.Action) && (f.before.IsZero() || r.Time.Before(f.before))
}

// keep adds one record. The record's strings are not kept.
func (t *tally) keep(f filter, r *accesslog.Record) error {
	t.span(r.Time, r.Time)
	if !f.counts(r) {
		return nil
	}
	l := t.principals[r.Principal]
	if l == nil {
		l = &lookups{}
		t.principals[strings.Clone(r.Principal)] = l
	}
	l.add(access{fingerprint(r.CustomerID), momentOf(r.Time, r.TicketID != "")})
	return nil
}

// span widens what the log is known to cover.
func (t *tally) span(from, to time.Time) {
	if from.IsZero() {
		return
	}
	if t.begin.IsZero() || from.Before(t.begin) {
		t.begin = from.UTC()
	}
	if to.After(t.end) {
		t.end = to.UTC()
	}
}

// merge adds another part of the same log; the order of merging does not matter
// but for which bad lines are named.
func (t *tally) merge(other *tally) {
	t.stats.Add(other.stats)
	t.span(other.begin, other.end)
	for name, theirs := range other.principals {
		ours := t.principals[name]
		if ours == nil {
			t.principals[name] = theirs
			continue
		}
		for _, a := range theirs.list {
			ours.add(a)
		}
	}
}

// settle makes every list sorted and final.
func (t *tally) settle() {
	for _, l := range t.principals {
		l.settle()
	}
}

// names returns the principals in order.
func (t *tally) names() []string { return slices.Sorted(maps.Keys(t.principals)) }
