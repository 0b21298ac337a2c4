package obligation

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // Lambda's image has no time zones
)

// A Unit is how a period is counted.
type Unit string

// Units. Promptly is "as soon as practicable" and its like: no period, but no
// leisure either, so reminders come daily.
const (
	Hours        Unit = "hours"                                   // elapsed, through weekends, holidays and clock changes
	Days         Unit = "calendar days"                           // local dates; ends with the last second of the last day
	Months       Unit = "months"                                  // to the same day of the month, or the month's last
	BusinessDays Unit = "business days"                           // of Calendar; ends likewise
	AfterYear    Unit = "calendar days after the end of the year" // in which the event falls
	Promptly     Unit = ""
)

// A Period is how long a duty leaves.
type Period struct {
	N        int
	Unit     Unit
	FirstDay bool   // the day of the event is day 1 (else the day after it is)
	Calendar string // key of calendars, for BusinessDays
	// Roll is a calendar: an end on a day off moves to its next business day,
	// to the hour RollClock ("12:00") or else to that day's end.
	Roll, RollClock string
	// WholeHours: the hour of the event does not count, so the period starts
	// with the next full hour.
	WholeHours bool
	// Working is how many whole business days of Roll the period holds at least.
	Working int
	Words   string // the law's own words, for Promptly
}

func (p Period) String() string {
	if p.Unit == Promptly {
		return p.Words
	}
	unit := string(p.Unit)
	if p.N == 1 {
		unit = map[Unit]string{Hours: "hour", Days: "calendar day", Months: "month", BusinessDays: "business day"}[p.Unit]
		if unit == "" {
			unit = string(p.Unit)
		}
	}
	s := fmt.Sprintf("%d %s", p.N, unit)
	switch {
	case p.Unit == Hours && p.Roll == "" && p.Working == 0:
		s += ", through weekends and holidays"
	case p.Calendar == "weekends":
		s += " (Saturdays and Sundays excluded)"
	case p.Calendar != "":
		s += " (" + p.Calendar + " holidays excluded)"
	}
	if p.FirstDay {
		s += ", the day of the event being the first"
	}
	if p.WholeHours {
		s += ", from the next full hour"
	}
	if p.Working > 0 {
		s += fmt.Sprintf(", at least %d working days", p.Working)
	}
	switch {
	case p.Roll == "" || p.Working > 0:
	case p.RollClock != "":
		s += fmt.Sprintf(", an end on a day off (%s) moving to %s of the next business day", p.Roll, p.RollClock)
	default:
		s += fmt.Sprintf(", an end on a day off (%s) moving to the next business day", p.Roll)
	}
	return s
}

// end returns the last second of the period that starts at start, in zone.
func (p Period) end(start time.Time, zone *time.Location) time.Time {
	return p.roll(p.plain(start, zone), start, zone)
}

func (p Period) plain(start time.Time, zone *time.Location) time.Time {
	local := start.In(zone)
	noon := time.Date(local.Year(), local.Month(), local.Day(), 12, 0, 0, 0, zone) // noon exists every day
	n := p.N
	if p.FirstDay {
		n--
	}
	switch p.Unit {
	case Hours:
		if p.WholeHours {
			into := time.Duration(local.Minute())*time.Minute + time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
			if into > 0 { // by the clock there: some zones are half an hour off
				local = local.Add(time.Hour - into)
			}
		}
		return local.Add(time.Duration(p.N) * time.Hour)
	case BusinessDays:
		return lastSecond(calendars[p.Calendar].WorkdaysFrom(noon, n))
	case Days:
		return lastSecond(noon.AddDate(0, 0, n))
	case Months:
		return lastSecond(addMonths(noon, p.N))
	case AfterYear:
		return lastSecond(time.Date(local.Year(), time.December, 31, 12, 0, 0, 0, zone).AddDate(0, 0, n))
	}
	return time.Time{}
}

// roll moves an end on a day off, and one that leaves too few working days.
func (p Period) roll(end, start time.Time, zone *time.Location) time.Time {
	calendar := calendars[p.Roll]
	if calendar == nil || end.IsZero() {
		return end
	}
	noon := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, zone) }
	if p.Working > 0 { // whole working days after the day of the event
		if least := lastSecond(calendar.WorkdaysFrom(noon(start.In(zone)), p.Working)); least.After(end) {
			return least
		}
		return end
	}
	if day := noon(end); !calendar.IsWorkday(day) {
		end = lastSecond(calendar.WorkdaysFrom(day, 1))
		if hour, err := time.Parse("15:04", p.RollClock); err == nil {
			end = time.Date(end.Year(), end.Month(), end.Day(), hour.Hour(), hour.Minute(), 0, 0, zone)
		}
	}
	return end
}

// addMonths goes to the same day of a later month; where there is none, to the
// month's last day.
func addMonths(day time.Time, n int) time.Time {
	then := day.AddDate(0, n, 0)
	if then.Day() != day.Day() {
		then = then.AddDate(0, 0, -then.Day())
	}
	return then
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
