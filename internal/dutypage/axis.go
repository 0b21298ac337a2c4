package dutypage

import (
	"fmt"
	"math"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// Measures of the picture, in its own units.
const (
	axisWidth = 1000
	axisLeft  = 250 // of the bars
	axisRight = 725
	rowHeight = 42
	tickApart = 78 // at least
	// axisScale bends the axis: hours at the beginning are as wide as weeks
	// later, since a clock of 4 hours and one of 60 days stand on it together.
	axisScale = 8 * time.Hour
)

// An axis is all clocks in one picture.
type axis struct {
	Width, Height, Bottom int
	Left, Right           int
	Now                   float64
	NowText               string
	Ticks                 []tick
	Rows                  []row
}

type tick struct {
	X         float64
	Far, When string // "+72 h", "Fri 27 Nov 18:30"
}

type row struct {
	Y              int
	ID, To, Class  string
	X, W           float64
	Endless        bool // no date: without delay
	Marks          []mark
	First, Second  string // the end for the reader; the authority's and what is left
	SecondIsPassed bool
}

// A mark is another time of a duty: another reading of the law, or guidance.
type mark struct {
	X           float64
	Class, Text string
}

func parse(text string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, text)
	return t, err == nil
}

// axis draws the duties that have begun to run; nil when none has.
func (p Page) axis(open []card) *axis {
	begin, end := p.Now, p.Now.Add(24*time.Hour)
	running := false
	for _, c := range open {
		if start, ok := parse(c.ClockStarts); ok {
			running = true
			if start.Before(begin) {
				begin = start
			}
		}
		times := []string{c.DueAt, c.GuidanceDueAt}
		for _, r := range c.Readings {
			times = append(times, r.DueAt)
		}
		for _, text := range times {
			if at, ok := parse(text); ok && at.After(end) {
				end = at
			}
		}
	}
	if !running {
		return nil
	}
	s := scale{begin, end}
	a := &axis{Width: axisWidth, Left: axisLeft, Right: axisRight, Now: s.x(p.Now), NowText: "now"}
	for _, c := range open {
		if start, ok := parse(c.ClockStarts); ok {
			a.Rows = append(a.Rows, p.row(c, s, start, len(a.Rows)))
		}
	}
	a.Bottom = len(a.Rows) * rowHeight
	a.Height = a.Bottom + 80
	a.Ticks = p.ticks(s)
	return a
}

func (p Page) row(c card, s scale, start time.Time, n int) row {
	r := row{Y: n*rowHeight + rowHeight/2, ID: c.ID, To: short(c.To, 40), Class: class(c.Obligation), X: s.x(start)}
	at, dated := c.Aim()
	if !dated {
		r.Endless, r.W = true, axisRight-r.X
		r.First, r.Second = short(c.HowLong, 44), "no date in the law: daily"
		return r
	}
	r.W = max(s.x(at)-r.X, 3)
	r.First = at.In(p.Zone).Format(clock)
	r.Second = obligation.Left(at, p.Now)
	if r.SecondIsPassed = at.Before(p.Now); r.SecondIsPassed && c.Applies == nil {
		r.Class, r.Second = "passed maybe", r.Second+", if it applies"
	} else if r.SecondIsPassed {
		r.Class = "passed"
	}
	if other := there(at, p.Zone); other != "" {
		r.Second += " · there " + at.Format("Mon 15:04")
	}
	if guide, ok := parse(c.GuidanceDueAt); ok {
		r.Marks = append(r.Marks, mark{s.x(guide), "guide", "guidance: " + p.when(guide)})
	}
	for _, reading := range c.Readings {
		if other, ok := parse(reading.DueAt); ok && !other.Equal(at) {
			r.Marks = append(r.Marks, mark{s.x(other), "reading", reading.How + ": " + p.when(other)})
		}
	}
	return r
}

// ticks are at round distances from the first clock's start, as far as they
// stand apart.
func (p Page) ticks(s scale) []tick {
	const day = 24 * time.Hour
	last := math.Inf(-1)
	var all []tick
	for _, d := range []time.Duration{0, 4 * time.Hour, 12 * time.Hour, day, 2 * day, 3 * day, 7 * day, 14 * day, 30 * day, 60 * day, 90 * day, 180 * day, 365 * day, 730 * day} {
		at := s.begin.Add(d)
		if x := s.x(at); !at.After(s.end) && x >= last+tickApart && x <= axisRight {
			last = x
			all = append(all, tick{X: x, Far: far(d), When: at.In(p.Zone).Format("2 Jan 15:04")})
		}
	}
	return all
}

func far(d time.Duration) string {
	switch {
	case d == 0:
		return "start"
	case d <= 72*time.Hour:
		return fmt.Sprintf("+%d h", d/time.Hour)
	}
	return fmt.Sprintf("+%d d", d/(24*time.Hour))
}

// A scale places times on the axis.
type scale struct{ begin, end time.Time }

func (s scale) x(t time.Time) float64 {
	bend := func(d time.Duration) float64 { return math.Log1p(float64(max(d, 0)) / float64(axisScale)) }
	x := axisLeft + (axisRight-axisLeft)*bend(t.Sub(s.begin))/bend(s.end.Sub(s.begin))
	return math.Round(10*min(x, axisRight)) / 10
}

func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
