package accesslog

import (
	"math"
	"time"

	"github.com/tocsin-ir/tocsin/internal/columnar"
)

// A block is rows that follow each other in one page of every column. Where it
// has times and codes, each row of it has a time and a principal.
type block struct {
	first, rows int64
	times       []int64 // in steps of the clock since 1970
	codes       []int32 // of the principals
	counted     int64   // rows that went into tallies
}

// block finds the rows from one on, at most so many.
func (t *table) block(r *rows, first, most int64) (*block, error) {
	b := &block{first: first, rows: most}
	if t.want.Tally == nil || t.sequence != nil || len(t.want.Principals) == 0 || r.clock.Step <= 0 || r.clock.Local {
		return b, nil
	}
	at, err := r.column[roleTime].Run(first)
	if err != nil {
		return nil, err
	}
	who, err := r.column[rolePrincipal].Run(first)
	if err != nil {
		return nil, err
	}
	b.rows = min(most, at.Rows, who.Rows)
	if at.Numbers != nil && who.Codes != nil {
		b.times, b.codes = at.Numbers[:b.rows], who.Codes[:b.rows]
	}
	return b, nil
}

// count tallies a block's rows of principals whom nobody asked for. The other
// rows are taken one by one, in their order.
func (t *table) count(r *rows, b *block, one func(row int64) error) error {
	if b.codes == nil {
		for row := b.first; row < b.first+b.rows; row++ {
			if err := one(row); err != nil {
				return err
			}
		}
		return nil
	}
	h := &t.hourly
	h.begin(r)
	for i, at := range b.times {
		code := b.codes[i]
		if int(code) >= len(h.counts) || h.counts[code] == unseen {
			h.meet(code)
		}
		if h.counts[code] == apart {
			if err := one(b.first + int64(i)); err != nil {
				return err
			}
			continue
		}
		if at < h.from || at >= h.to {
			h.flush(t.want.Tally)
			if !h.enter(at) {
				if err := one(b.first + int64(i)); err != nil {
					return err
				}
				continue
			}
		}
		if h.counts[code] == 0 {
			h.present = append(h.present, code)
		}
		h.counts[code]++
		h.first, h.last = min(h.first, at), max(h.last, at)
		b.counted++
	}
	h.flush(t.want.Tally)
	return nil
}

// What stands for a count of records of a principal.
const (
	unseen = -1 - iota // not looked at yet in this dictionary
	apart              // wanted, or no whole name: rows are taken one by one
)

// Hourly counts records by the codes of their principals.
type hourly struct {
	rows     *rows
	clock    columnar.Clock
	of       any     // the dictionary that counts are of
	counts   []int64 // by code
	present  []int32 // codes that are counted, each once
	from, to int64   // the hour, in steps since 1970
	first    int64   // of the records counted
	last     int64
	tally    Tally
}

// begin says of which rows the codes are.
func (h *hourly) begin(r *rows) {
	h.rows, h.clock = r, r.clock
	if of := r.column[rolePrincipal].Words(); of != h.of {
		h.of, h.counts = of, h.counts[:0]
	}
	h.from, h.to = 0, 0
}

// meet looks a code up that is new.
func (h *hourly) meet(code int32) {
	for int(code) >= len(h.counts) {
		h.counts = append(h.counts, unseen)
	}
	h.counts[code] = 0
	if w := h.rows.principal[0].coded(int(code)); w.wanted || w.bad != "" {
		h.counts[code] = apart
	}
}

// enter goes to the hour of a time; false when it is none that can be told.
func (h *hourly) enter(at int64) bool {
	step := int64(h.clock.Step)
	if h.from, h.to = 0, 0; at > math.MaxInt64/step || at < math.MinInt64/step {
		return false
	}
	long := int64(time.Hour) / step
	into := at % long
	if into < 0 {
		into += long
	}
	h.from = at - into
	h.to = h.from + long
	h.first, h.last = at, at
	return true
}

// flush hands over what was counted.
func (h *hourly) flush(hand func(*Tally)) {
	if len(h.present) == 0 {
		return
	}
	t := &h.tally
	t.First, t.Last, t.Events, t.Each = h.at(h.first), h.at(h.last), 0, t.Each[:0]
	for _, code := range h.present {
		w := h.rows.principal[0].coded(int(code))
		t.Each = append(t.Each, Tallied{w.text, w.number, uint32(h.counts[code])}) // #nosec G115 -- at most blockRows
		t.Events += h.counts[code]
		h.counts[code] = 0
	}
	h.present = h.present[:0]
	hand(t)
}

func (h *hourly) at(steps int64) time.Time {
	return time.Unix(0, steps*int64(h.clock.Step)).UTC()
}
