package accesslog

import (
	"math"
	"time"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// count counts as many lines as it can that fit their form, as take would, and
// returns how many: those with a time in milliseconds, in the minute at hand, by
// somebody who is not wanted and has a number. The first begins at at.
func (p *parser) count(b []byte, at int, next []lanes.Line) (n int) {
	t := &p.tally
	minute := p.clock.unix - t.begin
	if t.hand == nil || minute < 0 || minute >= hourSeconds {
		return 0
	}
	c := lanes.Count{
		Spots: &p.forms.spots, ToMinute: p.clock.first, Minute: p.clock.last,
		Names: p.names.slots, Seed: p.names.seed, Counts: t.counts, Met: t.met, First: math.MaxUint64,
	}
	if n = c.Lines(b, at, next); n > 0 {
		minute *= int64(time.Second)
		t.first, t.last = min(t.first, minute+millis(c.First)), max(t.last, minute+millis(c.Last))
		t.met = c.Met
	}
	return n
}

// millis are nanoseconds of what is behind the minute, as a Count has it.
func millis(digits uint64) int64 {
	ms := digits>>48&15*10000 + digits>>40&15*1000 + digits>>24&15*100 + digits>>16&15*10 + digits>>8&15
	return int64(ms) * int64(time.Millisecond) // #nosec G115 -- less than a minute
}

// spot says where a form has what is counted.
func (f *found) spot() lanes.Spot {
	name := f.principal.to - f.principal.from
	return lanes.Spot{
		Time: int32(f.time.from), From: int32(f.principal.from), To: int32(f.principal.to), // #nosec G115 -- lines that have a form are short
		Usual: f.time.to-f.time.from == lanes.MillisSize && name >= 8 && name <= 16,
	}
}
