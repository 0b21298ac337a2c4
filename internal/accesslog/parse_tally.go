package accesslog

import (
	"math"
	"slices"
	"time"
)

// A Tally is what several records of those who are not wanted say together. All
// of them lie in one hour since 1970, but of one hour there may be several tallies.
type Tally struct {
	First, Last time.Time // UTC
	Events      int64
	Each        []Tallied // by principal, each once, in no order
}

// Tallied is one principal's share of a Tally.
type Tallied struct {
	Principal string
	Number    int // as in a Record
	Events    uint32
}

// A tallier counts records of those who are not wanted, hour by hour.
type tallier struct {
	hand   func(*Tally) // nil: nothing is counted
	names  *names
	begin  int64    // of the hour at hand, in seconds since 1970, or noHour
	first  int64    // nanoseconds into it, of the records counted
	last   int64    //
	counts []uint32 // in the hour, by number
	met    []int32  // numbers of those who have a count
	out    Tally
}

const (
	hourSeconds = 3600
	noHour      = math.MinInt64 / 2
)

// add counts a record of one who has a number.
func (t *tallier) add(number int32, at instant) {
	if int(number) >= len(t.counts) {
		t.counts = append(t.counts, make([]uint32, int(number)+1)...)
		t.met = slices.Grow(t.met, len(t.counts)-len(t.met)) // room for all, see lanes.Count
	}
	count := &t.counts[number]
	into := at.unix - t.begin
	if uint64(into) >= hourSeconds || *count == math.MaxUint32 { // #nosec G115 -- a time before the hour becomes a large number
		t.flush()
		if into = at.unix % hourSeconds; into < 0 {
			into += hourSeconds
		}
		t.begin, t.first, t.last = at.unix-into, math.MaxInt64, 0
	}
	into = into*int64(time.Second) + at.nanos
	t.first, t.last = min(t.first, into), max(t.last, into)
	if *count == 0 {
		t.met = append(t.met, number)
	}
	*count++
}

// flush hands over what was counted.
func (t *tallier) flush() {
	if len(t.met) == 0 {
		return
	}
	out := &t.out
	out.First, out.Last = time.Unix(t.begin, t.first).UTC(), time.Unix(t.begin, t.last).UTC()
	out.Events, out.Each = 0, out.Each[:0]
	for _, number := range t.met {
		n := t.counts[number]
		out.Each = append(out.Each, Tallied{t.names.texts[number-1], int(number), n})
		out.Events += int64(n)
		t.counts[number] = 0
	}
	t.met, t.begin = t.met[:0], noHour
	t.hand(out)
}
