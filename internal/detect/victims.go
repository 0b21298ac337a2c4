package detect

import (
	"cmp"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// A victim is a report that the log could explain.
type victim struct {
	customer customer
	call     time.Time
	day      time.Time // where only the day of the call is known: when that day began
}

// victims takes the reports that are of use and counts those dated before the
// log begins: nobody's access can precede them, so they say nothing about anybody.
func victims(reports []customerreport.Report, begin time.Time) (used []victim, beforeLog int) {
	for _, r := range reports {
		if r.CalledAt.Before(begin) {
			beforeLog++
			continue
		}
		v := victim{customer: fingerprint(r.CustomerID), call: r.CalledAt}
		if r.DayOnly {
			v.day = r.CalledAt.Truncate(24 * time.Hour)
		}
		used = append(used, v)
	}
	return used, beforeLog
}

// A witness looks for the victims in principals' accesses.
type witness struct {
	victims []sought // sorted by customer
	found   []found
}

type sought struct {
	customer customer
	report   int
}

type found struct {
	report int
	weigh.Look
}

func newWitness(all []victim) *witness {
	w := &witness{}
	for j, v := range all {
		w.victims = append(w.victims, sought{v.customer, j})
	}
	slices.SortFunc(w.victims, func(a, b sought) int { return cmp.Compare(a.customer, b.customer) })
	return w
}

// look notes which victims are in a block of one principal's sorted accesses.
func (w *witness) look(principal int32, block []access) {
	if len(block) == 0 {
		return
	}
	from, _ := slices.BinarySearchFunc(w.victims, block[0].customer, func(v sought, c customer) int { return cmp.Compare(v.customer, c) })
	for _, v := range w.victims[from:] {
		at, ok := slices.BinarySearchFunc(block, v.customer, func(b access, c customer) int { return cmp.Compare(b.customer, c) })
		if at == len(block) {
			return
		}
		if block = block[at:]; ok {
			w.found = append(w.found, found{v.report, weigh.Look{Who: principal, At: block[0].at.millis(), Ticket: block[0].at.ticket()}})
		}
	}
}
