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

// asked are the victims, sorted by customer, with the report of each.
type asked []askedFor

type askedFor struct {
	customer customer
	report   *weigh.Report
}

func newAsked(all []victim, reports []weigh.Report) asked {
	out := make(asked, len(all))
	for j, v := range all {
		reports[j].Call = v.call.UnixMilli()
		out[j] = askedFor{v.customer, &reports[j]}
	}
	slices.SortFunc(out, func(a, b askedFor) int { return cmp.Compare(a.customer, b.customer) })
	return out
}

// look notes which of them are in a block of one principal's sorted accesses.
func (a asked) look(principal int32, block []access) {
	if len(block) == 0 {
		return
	}
	from, _ := slices.BinarySearchFunc(a, block[0].customer, func(v askedFor, c customer) int { return cmp.Compare(v.customer, c) })
	for _, v := range a[from:] {
		at, ok := slices.BinarySearchFunc(block, v.customer, func(b access, c customer) int { return cmp.Compare(b.customer, c) })
		if ok {
			v.report.Looks = append(v.report.Looks, weigh.Look{Who: principal, At: block[at].at.millis(), Ticket: block[at].at.ticket()})
		}
		if at == len(block) {
			return
		}
		block = block[at:]
	}
}
