package detect

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A tally is what the log, or a part of it, says about who looked up whom. What
// its memory does not hold lies in a scratch, so that memory is bounded however
// long the log is.
type tally struct {
	stats      accesslog.Stats
	begin, end time.Time // earliest and latest record of any action; zero when there is none
	principals map[string]*lookups

	limit  int // of held, before it is sorted; 0 is none
	most   int // what limit may grow to
	held   int // accesses in memory
	disk   *scratch
	recent *recent
	sorter sorter
	spare  [][]access        // pieces to fill again
	ending [endings]*lookups // the last ones by how their names end
}

const endings = 1 << 10

// newTally makes a tally that holds at most so many accesses in memory; 0 is all.
func newTally(disk *scratch, most int) *tally {
	return &tally{principals: map[string]*lookups{}, limit: (most + 3) / 4, most: most, disk: disk}
}

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
	l := t.of(r.Principal)
	at := momentOf(r.Time, r.TicketID != "")
	if t.recent == nil {
		t.recent = newRecent()
	}
	if t.recent.known(l.number, r.CustomerID, at) {
		return nil
	}
	return t.add(l, access{fingerprint(r.CustomerID), at})
}

// of returns a principal's look-ups, new ones if there are none. The name is not kept.
func (t *tally) of(name string) *lookups {
	l := &t.ending[ending(name)]
	if *l != nil && (*l).name == name {
		return *l
	}
	known := t.principals[name]
	if known == nil {
		name = strings.Clone(name)
		known = &lookups{name: name, number: uint64(len(t.principals))}
		t.principals[name] = known
	}
	*l = known
	return known
}

// ending is a number of a name's last bytes, in which the names of colleagues
// differ: those that end in three digits by them.
func ending(name string) (n uint) {
	for i := max(0, len(name)-3); i < len(name); i++ {
		n = 10*n + uint(name[i])
	}
	return n % endings
}

func (t *tally) add(l *lookups, a access) error {
	if len(l.tail) == cap(l.tail) {
		t.grow(l)
	}
	l.tail = append(l.tail, a)
	if t.held++; t.held < t.limit || t.limit == 0 {
		return nil
	}
	return t.shrink()
}

// grow gives l another piece.
func (t *tally) grow(l *lookups) {
	l.sorted = false
	size := smallestPiece
	if pieces := l.all(); len(pieces) > 0 {
		size = min(2*cap(pieces[len(pieces)-1]), largestPiece)
	}
	if last := len(t.spare) - 1; size == largestPiece && last >= 0 {
		l.tail, t.spare = t.spare[last], t.spare[:last]
		return
	}
	l.tail = make([]access, 0, size)
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

// merge adds another part of the same log, which must not be used after it; the
// order of merging does not matter but for which bad lines are named.
func (t *tally) merge(other *tally) error {
	t.stats.Add(other.stats)
	t.span(other.begin, other.end)
	for name, theirs := range other.principals {
		ours := t.of(name)
		ours.sorted = theirs.sorted && len(ours.all()) == 0
		ours.pieces = append(ours.pieces, theirs.all()...)
		ours.stored = append(ours.stored, theirs.stored...)
	}
	for _, p := range other.spare {
		t.free(p)
	}
	for t.held += other.held; t.held >= t.limit && t.limit > 0; {
		if err := t.shrink(); err != nil {
			return err
		}
	}
	return nil
}

// names returns the principals in order.
func (t *tally) names() []string { return slices.Sorted(maps.Keys(t.principals)) }

func (t *tally) reader() *reader { return &reader{scratch: t.disk} }
