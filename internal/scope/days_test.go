package scope

import (
	"testing"
	"time"
)

// A team of two has too few events for a rhythm of hours, but not for one of days.
func TestDays(t *testing.T) {
	team := func(h int) int64 { // seven on each working day, in every third hour or so
		if day, hour := h/24, h%24; day%7 >= 5 || hour < 7 || hour >= 19 || (h+day)%2 == 0 {
			return 0
		}
		return 1
	}
	guard := func(h int) int64 { // eight on every day, at any hour
		return int64(min(h*7%24/16, 1))
	}
	for _, c := range []struct {
		name        string
		events      map[int64]int64
		from, to    time.Time
		gaps, quiet string
	}{
		{"nothing missing", rhythmOf(63, team), time.Time{}, time.Time{}, "", ""},
		{"a week", lose(rhythmOf(63, team), 14*24, 19*24), time.Time{}, time.Time{}, "336-456", ""},
		{"a week of four", lose(rhythmOf(28, team), 7*24, 12*24), time.Time{}, time.Time{}, "168-288", ""},
		{"a day, as a holiday", lose(rhythmOf(63, team), 16*24, 17*24), time.Time{}, time.Time{}, "", "384-408"},
		{"three days round a weekend", lose(rhythmOf(63, team), 18*24, 23*24), time.Time{}, time.Time{}, "", "432-552"},
		{"four days", lose(rhythmOf(63, team), 15*24, 19*24), time.Time{}, time.Time{}, "360-456", ""},
		{"a day where nobody closes", lose(rhythmOf(63, guard), 16*24, 17*24), time.Time{}, time.Time{}, "384-408", ""},
		{"a month of three", lose(rhythmOf(91, team), 28*24, 56*24), time.Time{}, time.Time{}, "672-1296", ""},
		{"a window beyond the log", rhythmOf(63, team), at(-7 * 24), at(70 * 24), "-168--48 1512-1632", ""},
		{"a window within a gap", lose(rhythmOf(63, team), 14*24, 19*24), at(15 * 24), at(16*24 + 5), "360-389", ""},
		{"too short a log", lose(rhythmOf(10, team), 2*24, 4*24), time.Time{}, time.Time{}, "", ""},
	} {
		gaps, quiet := Gaps(c.events, c.from, c.to)
		if render(gaps) != c.gaps || render(quiet) != c.quiet {
			t.Errorf("%s: gaps %q, quiet %q; want %q and %q", c.name, render(gaps), render(quiet), c.gaps, c.quiet)
		}
	}
}
