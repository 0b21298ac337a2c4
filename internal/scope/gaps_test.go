package scope

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// monday is a Monday, 00:00 UTC, from which the tests' logs run.
var monday = time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)

// rhythmOf makes days of a log with n(hours since monday) events an hour.
func rhythmOf(days int, n func(h int) int64) map[int64]int64 {
	events := map[int64]int64{}
	for h := range days * 24 {
		if c := n(h); c > 0 {
			events[hourOf(monday)+int64(h)] = c
		}
	}
	return events
}

// lose takes hours out of a log.
func lose(events map[int64]int64, from, to int) map[int64]int64 {
	for h := from; h < to; h++ {
		delete(events, hourOf(monday)+int64(h))
	}
	return events
}

func at(hours float64) time.Time { return monday.Add(time.Duration(hours * float64(time.Hour))) }

func render(gaps []Gap) string {
	var out []string
	for _, g := range gaps {
		out = append(out, fmt.Sprintf("%v-%v", g.From.Sub(monday).Hours(), g.To.Sub(monday).Hours()))
	}
	return strings.Join(out, " ")
}

func always(n int64) func(int) int64 { return func(int) int64 { return n } }

// office has events on weekdays from 8 to 18, an hour earlier from day shift on.
func office(shift int) func(int) int64 {
	return func(h int) int64 {
		day, hour := h/24, h%24
		if day >= shift {
			hour++
		}
		if day%7 >= 5 || hour < 8 || hour >= 18 {
			return 0
		}
		return 60
	}
}

func TestGaps(t *testing.T) {
	batch := func(h int) int64 { // a night job, and little else
		if h%24 == 2 {
			return 100_000
		}
		return int64(h % 5 / 4)
	}
	edges := func(before, behind int64) map[int64]int64 {
		events := lose(rhythmOf(90, always(40)), 1000, 1002)
		events[hourOf(monday)+999], events[hourOf(monday)+1002] = before, behind
		return events
	}
	for _, c := range []struct {
		name     string
		events   map[int64]int64
		from, to time.Time
		want     string
	}{
		{"no log", nil, time.Time{}, time.Time{}, ""},
		{"one event", rhythmOf(1, func(h int) int64 { return int64(1 - min(h, 1)) }), time.Time{}, time.Time{}, ""},
		{"nothing missing", rhythmOf(90, always(40)), time.Time{}, time.Time{}, ""},
		{"one hour", lose(rhythmOf(90, always(40)), 1000, 1001), time.Time{}, time.Time{}, "1000-1001"},
		{"some hours", lose(lose(rhythmOf(90, always(40)), 100, 103), 1000, 1002), time.Time{}, time.Time{}, "100-103 1000-1002"},
		{"from within an hour to within an hour", edges(19, 1), time.Time{}, time.Time{}, "999-1003"},
		{"from within an hour on", edges(3, 20), time.Time{}, time.Time{}, "999-1002"},
		{"beside an hour that chance made lean", lose(rhythmOf(90, func(h int) int64 {
			if h == 999 {
				return 1
			}
			return 4
		}), 1000, 1003), time.Time{}, time.Time{}, "1000-1003"},
		{"a quiet hour that is not beside a gap", edges(20, 20), time.Time{}, time.Time{}, "1000-1002"},
		{"many single hours", lose(lose(lose(rhythmOf(20, always(4)), 100, 101), 200, 201), 300, 301), time.Time{}, time.Time{}, "100-101 200-201 300-301"},
		{"an hour of one event an hour", lose(rhythmOf(14, always(1)), 100, 101), time.Time{}, time.Time{}, "100-101"},
		{"an hour of a two-day log", lose(rhythmOf(2, always(12)), 20, 21), time.Time{}, time.Time{}, "20-21"},
		{"three weeks of eight", lose(rhythmOf(56, always(40)), 400, 400+21*24), time.Time{}, time.Time{}, "400-904"},
		{"five days of nine weeks of office hours", lose(rhythmOf(63, office(99)), 14*24, 19*24), time.Time{}, time.Time{}, "345-449"},
		{"office hours", rhythmOf(63, office(99)), time.Time{}, time.Time{}, ""},
		{"office hours and summer time", rhythmOf(63, office(47)), time.Time{}, time.Time{}, ""},
		{"office hours of two weeks", rhythmOf(14, office(99)), time.Time{}, time.Time{}, ""},
		{"a night job alone", rhythmOf(63, batch), time.Time{}, time.Time{}, ""},
		{"the window within", lose(rhythmOf(90, always(40)), 100, 110), at(102), at(104.5), "102-104.5"},
		{"the window apart", lose(rhythmOf(90, always(40)), 100, 110), at(200), at(300), ""},
		{"the log begins after the window", rhythmOf(30, always(40)), at(-48.5), at(24), "-48.5-0"},
		{"the log ends before the window", rhythmOf(30, always(40)), at(24), at(30*24 + 5), "720-725"},
		{"the window in no part of the log", rhythmOf(30, always(40)), at(-72), at(-48), "-72--48"},
		{"before 1970", map[int64]int64{-3: 9, -2: 9, -1: 9, 1: 9, 2: 9, 3: 9}, time.Time{}, time.Time{},
			fmt.Sprintf("%v-%v", hourStart(0).Sub(monday).Hours(), hourStart(1).Sub(monday).Hours())},
	} {
		gaps, _ := Gaps(c.events, c.from, c.to)
		if got := render(gaps); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// One event with a clock that stood at 1970 must not hide the log's rhythm.
func TestGapsOutlier(t *testing.T) {
	events := lose(rhythmOf(60, always(40)), 500, 502)
	events[0] = 1
	gaps, _ := Gaps(events, time.Time{}, time.Time{})
	if len(gaps) != 2 || render(gaps[1:]) != "500-502" || !gaps[0].To.Equal(monday) {
		t.Error(gaps)
	}
}

// Chance alone makes hardly a gap, however sparse the log, and a hole of some
// hours is found as soon as there are some events an hour.
func TestGapsByChance(t *testing.T) {
	const logs, hole = 20, 4
	for _, rate := range []float64{0.2, 1, 4, 10, 60} {
		for _, days := range []int{3, 12, 45} {
			falsely, found := 0, 0
			for seed := range uint64(logs) {
				r := rand.New(rand.NewPCG(seed, uint64(days)))
				events := rhythmOf(days, func(int) (n int64) {
					for left := r.ExpFloat64(); left < rate; left += r.ExpFloat64() { // arrivals of a Poisson process
						n++
					}
					return n
				})
				gaps, _ := Gaps(events, time.Time{}, time.Time{})
				falsely += len(gaps)
				middle := days * 12
				gaps, _ = Gaps(lose(events, middle, middle+hole), time.Time{}, time.Time{})
				for _, g := range gaps {
					if !g.From.After(at(float64(middle))) && !g.To.Before(at(float64(middle+hole))) {
						found++
					}
				}
			}
			if falsely > logs/2 {
				t.Errorf("%v events an hour, %d days: %d false gaps in %d logs", rate, days, falsely, logs)
			}
			if rate >= 10 && found < logs {
				t.Errorf("%v events an hour, %d days: a hole found in %d of %d logs", rate, days, found, logs)
			}
		}
	}
}
