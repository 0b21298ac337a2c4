package scope

import "github.com/tocsin-ir/tocsin/internal/accesslog"

// A dayTally sums tallies up by principal for the day at hand, since they come by the
// hour and peers are counted by day.
type dayTally struct {
	day    int64    // since 1970
	events []uint32 // by number, as a Tallied has it
	names  []string // likewise
	met    []int    // numbers of those who have events
}

// add takes events of the day, if their sum can be held.
func (d *dayTally) add(of accesslog.Tallied) bool {
	if of.Number >= len(d.events) {
		d.events = append(d.events, make([]uint32, of.Number+1)...)
		d.names = append(d.names, make([]string, len(d.events)-len(d.names))...)
	}
	before := d.events[of.Number]
	after := before + of.Events
	if of.Number == 0 || after < before {
		return false
	}
	if before == 0 {
		d.names[of.Number] = of.Principal
		d.met = append(d.met, of.Number)
	}
	d.events[of.Number] = after
	return true
}

// settle hands the day over, and begins another.
func (d *dayTally) settle(to *peers, day int64) {
	for _, number := range d.met {
		to.add(d.names[number], number, d.day*24, d.events[number])
		d.events[number] = 0
	}
	d.day, d.met = day, d.met[:0]
}
