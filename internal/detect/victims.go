package detect

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
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
