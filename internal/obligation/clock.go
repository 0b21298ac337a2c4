package obligation

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // Lambda's image has no time zones

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
)

// A Unit is how a period is counted.
type Unit string

// Units. Promptly is "as soon as practicable" and its like: no period, but no
// leisure either, so reminders come daily.
const (
	Hours        Unit = "hours"         // elapsed, through weekends, holidays and clock changes
	Days         Unit = "calendar days" // local dates; ends with the last second of the last day
	BusinessDays Unit = "business days" // of Calendar; ends likewise
	Promptly     Unit = ""
)

// A Period is how long a duty leaves.
type Period struct {
	N        int
	Unit     Unit
	FirstDay bool   // the day of the event is day 1 (else the day after it is)
	Calendar string // key of calendars, for BusinessDays
	Words    string // the law's own words, for Promptly
}

func (p Period) String() string {
	if p.Unit == Promptly {
		return p.Words
	}
	s := fmt.Sprintf("%d %s", p.N, p.Unit)
	switch {
	case p.Unit == Hours:
		s += ", through weekends and holidays"
	case p.Calendar != "":
		s += " (" + p.Calendar + " holidays excluded)"
	case p.FirstDay:
		s += ", the day of the event being the first"
	}
	return s
}

// Calendars of business days, by the name that a rule shows.
var calendars = map[string]*cal.BusinessCalendar{"US federal": usFederal()}

// usFederal has Saturday to Sunday off and the federal holidays as observed
// (5 U.S.C. 6103). Closings by executive order are not in it: leaving them out
// makes a due date earlier, never later.
func usFederal() *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(us.Holidays...)
	return c
}

// end returns the last second of the period that starts at start, in zone.
func (p Period) end(start time.Time, zone *time.Location) time.Time {
	local := start.In(zone)
	noon := time.Date(local.Year(), local.Month(), local.Day(), 12, 0, 0, 0, zone) // noon exists every day
	switch p.Unit {
	case Hours:
		return start.Add(time.Duration(p.N) * time.Hour).In(zone)
	case BusinessDays:
		return lastSecond(calendars[p.Calendar].WorkdaysFrom(noon, p.N))
	case Days:
		n := p.N
		if p.FirstDay {
			n--
		}
		return lastSecond(noon.AddDate(0, 0, n))
	}
	return time.Time{}
}

func lastSecond(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, day.Location())
}

// zones remembers what was loaded: loading unpacks the embedded database.
var zones sync.Map

// mustZone loads a zone of the embedded database; the rules' linter calls it
// for every rule, so a wrong name cannot ship.
func mustZone(name string) *time.Location {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(fmt.Sprintf("obligation: rule with unknown time zone %q", name))
	}
	zones.Store(name, zone)
	return zone
}
