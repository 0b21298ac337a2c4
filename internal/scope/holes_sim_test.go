package scope

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// A house is an invented company whose log is honest: nothing is missing in it.
type house struct {
	people     int
	load       float64 // events an hour and person
	spread     float64 // of a person's load from day to day: the log-normal's sigma
	roundClock bool
	night      int64 // events of a night job at 2 in local time
	holidays   int   // days a year, one to three in a row, in which nobody works
	zone       string
}

// write gives the events by hour of a year.
func (h house) write(r *rand.Rand, days int) map[int64]int64 {
	zone, err := time.LoadLocation(h.zone)
	if err != nil {
		panic(err)
	}
	events := map[int64]int64{}
	closed := map[int]bool{}
	for left := h.holidays; left > 0; {
		day, n := r.IntN(days), 1+r.IntN(min(3, left))
		for i := range n {
			closed[day+i] = true
		}
		left -= n
	}
	for d := range days {
		midnight := time.Date(2025, 1, 6+d, 0, 0, 0, 0, zone)
		if h.night > 0 {
			events[hourOf(midnight.Add(2*time.Hour))] += h.night
		}
		peak := 1.0
		if midnight.AddDate(0, 0, 2).Month() != midnight.Month() {
			peak = 2.5 // at the month's end
		}
		for p := range h.people {
			day, off := 1.0, closed[d] || midnight.Weekday() == time.Saturday || midnight.Weekday() == time.Sunday
			begin := 8
			if h.roundClock {
				begin, off = p%3*8, (d+p)%7 < 2
			}
			if off || r.IntN(20) == 0 { // one day in twenty ill or away
				continue
			}
			day = peak * math.Exp(h.spread*r.NormFloat64())
			for hour := range 9 {
				if hour == 4 && !h.roundClock && r.IntN(4) > 0 {
					continue // lunch
				}
				at := hourOf(midnight.Add(time.Duration(begin+hour) * time.Hour))
				events[at] += draw(r, h.load*day)
			}
		}
	}
	for at, n := range events {
		if n == 0 {
			delete(events, at)
		}
	}
	return events
}

// draw is Poisson, by its arrivals.
func draw(r *rand.Rand, mean float64) (n int64) {
	for left := r.ExpFloat64(); left < mean; left += r.ExpFloat64() {
		n++
	}
	return n
}

var houses = map[string]house{
	"a team of three":            {people: 3, load: 4, spread: 0.4, holidays: 10, zone: "Europe/Berlin"},
	"a team of three, and a job": {people: 3, load: 4, spread: 0.4, holidays: 10, night: 300, zone: "Europe/Berlin"},
	"twelve in an office":        {people: 12, load: 4, spread: 0.4, holidays: 10, zone: "America/New_York"},
	"two with little to do":      {people: 2, load: 0.5, spread: 0.4, holidays: 10, zone: "Europe/Berlin"},
	"one who looks up a few":     {people: 1, load: 0.5, spread: 0.4, holidays: 10, zone: "America/New_York"},
	"five of whom little comes":  {people: 5, load: 0.1, spread: 0.4, roundClock: true, zone: "UTC"},
	"thirty round the clock":     {people: 30, load: 2, spread: 0.4, roundClock: true, zone: "UTC"},
	"a hundred round the clock":  {people: 100, load: 4, spread: 0.4, roundClock: true, night: 5000, zone: "Europe/Berlin"},
}

func TestHonestYears(t *testing.T) {
	for name, h := range houses {
		years, falsely, hours, quiet := 25, 0, 0, 0
		for seed := range years {
			r := rand.New(rand.NewPCG(uint64(seed), 7))
			gaps, closed := Gaps(h.write(r, 364), time.Time{}, time.Time{})
			falsely += len(gaps)
			hours += hoursOf(gaps)
			quiet += len(closed)
		}
		if falsely*5 > years { // a gap in five years
			t.Errorf("%s: %d false gaps in %d honest years", name, falsely, years)
		}
		t.Logf("%s: %.2f gaps and %.1f hours a year falsely, %.1f quiet stretches", name, float64(falsely)/float64(years), float64(hours)/float64(years), float64(quiet)/float64(years))
	}
}
