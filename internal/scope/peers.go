package scope

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// maxPeers is how many principals are counted by day. Of more a sample is
// kept, the same whatever the order of the log; suspects are always in it.
const maxPeers = 4096

// Peers is everybody's events by day: what the suspects' own pace is compared
// with.
type peers struct {
	rows     map[string]*row
	level    int    // those whose hash ends in so many zero bits are kept
	numbered []*row // by accesslog.Record.Number; nil where that is not known yet
	hints    []hint
}

// A hint is whose row was asked for at a place: objects have much the same
// principals in the same order.
type hint struct {
	name string
	row  *row
}

// rowAt is row for one of many principals in order.
func (p *peers) rowAt(place int, principal string) *row {
	for place >= len(p.hints) {
		p.hints = append(p.hints, hint{})
	}
	h := &p.hints[place]
	if h.row != nil && h.name == principal {
		return h.row
	}
	r := p.row(principal)
	if place < len(p.hints) { // nobody was left out meanwhile
		p.hints[place] = hint{principal, r}
	}
	return r
}

// A row is one principal's events by day since 1970, in pages so that few days
// far apart cost little.
type row struct {
	suspect int // place in Query.Principals, or -1
	pages   map[int64]*page
	current *page
	number  int64 // of the current page
}

const pageDays = 64

type page [pageDays]uint32

func newPeers(suspects []string) *peers {
	p := &peers{rows: map[string]*row{}}
	for i, s := range suspects {
		p.rows[s] = &row{suspect: i, pages: map[int64]*page{}}
	}
	return p
}

// add counts events and returns the principal's place among the suspects, or -1.
func (p *peers) add(principal string, number int, hour int64, n uint32) int {
	if number < len(p.numbered) && p.numbered[number] != nil {
		r := p.numbered[number]
		r.add(dayOf(hour), n)
		return r.suspect
	}
	r := p.row(principal)
	if r == nil {
		return -1
	}
	if number > 0 {
		p.numbered = append(p.numbered, make([]*row, max(0, number+1-len(p.numbered)))...)
		p.numbered[number] = r
	}
	r.add(dayOf(hour), n)
	return r.suspect
}

func (r *row) add(day int64, n uint32) {
	number := floorDiv(day, pageDays)
	if r.current == nil || r.number != number {
		if r.pages[number] == nil {
			r.pages[number] = &page{}
		}
		r.current, r.number = r.pages[number], number
	}
	r.current[day-number*pageDays] += n
}

// row finds or makes a principal's row; nil when it is not in the sample.
func (p *peers) row(principal string) *row {
	if r := p.rows[principal]; r != nil || !p.sampled(principal) {
		return r
	}
	r := &row{suspect: -1, pages: map[int64]*page{}}
	p.rows[strings.Clone(principal)] = r
	for len(p.rows) > maxPeers && p.level < 32 {
		p.thin(p.level + 1)
	}
	if p.rows[principal] == nil {
		return nil
	}
	return r
}

func (p *peers) sampled(principal string) bool {
	if p.level == 0 {
		return true
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(principal)) // never fails
	x := h.Sum64()
	x ^= x >> 32 // fnv's low bits alone depend on the last bytes most
	return x&(1<<p.level-1) == 0
}

func (p *peers) thin(level int) {
	p.level = max(p.level, level)
	for name, r := range p.rows {
		if r.suspect < 0 && !p.sampled(name) {
			delete(p.rows, name)
		}
	}
	clear(p.numbered)
	p.hints = nil
}

func (p *peers) merge(other *peers) {
	p.thin(other.level)
	for name, theirs := range other.rows {
		if ours := p.row(name); ours != nil {
			theirs.each(ours.add)
		}
	}
}

// each calls fn for every day with events, in no order.
func (r *row) each(fn func(day int64, n uint32)) {
	for number, page := range r.pages {
		for i, n := range page {
			if n > 0 {
				fn(number*pageDays+int64(i), n)
			}
		}
	}
}

// worked counts the days with events.
func (r *row) worked() (n int) {
	for _, page := range r.pages {
		for _, events := range page {
			if events > 0 {
				n++
			}
		}
	}
	return n
}

// MarshalJSON writes days and their events in turn.
func (r *row) MarshalJSON() ([]byte, error) {
	flat := [][2]int64{} // not null, which would be read as no row
	r.each(func(day int64, n uint32) { flat = append(flat, [2]int64{day, int64(n)}) })
	slices.SortFunc(flat, func(a, b [2]int64) int { return int(a[0] - b[0]) })
	return json.Marshal(flat)
}

func (r *row) UnmarshalJSON(body []byte) error {
	var flat [][2]int64
	if err := json.Unmarshal(body, &flat); err != nil {
		return err
	}
	r.suspect, r.pages = -1, map[int64]*page{}
	for _, d := range flat {
		if d[1] < 0 || d[1] > 1<<32-1 {
			return fmt.Errorf("reading a principal's days: %d is no count of events", d[1])
		}
		r.add(d[0], uint32(d[1])) // #nosec G115 -- held above
	}
	return nil
}
