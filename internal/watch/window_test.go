package watch

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// steadyDesk is 57 days of forty agents with about 6 customers an hour, one in
// ten of them without a ticket; more adds to the last 28 days.
func steadyDesk(more func(agent, day int) int64) (h *History, day int64) {
	h, day = NewHistory(), DayOf(summary.HourOf(today))
	r := rand.New(rand.NewPCG(3, 4)) // #nosec G404 -- the same desk each time
	for a := range 40 {
		var cells []summary.Cell
		for d := range 57 {
			for hour := range int64(8) {
				bare := int64(0)
				for range 6 {
					if r.IntN(10) == 0 {
						bare++
					}
				}
				if d >= 29 && hour < 4 {
					bare += more(a, d-29)
				}
				cells = append(cells, summary.Cell{Hour: day + int64(d-56)*hoursOfDay + 8 + hour, Events: 6 + bare, Customers: 6 + bare, Bare: bare})
			}
		}
		h.Add(fmt.Sprintf("agent-%d", a), cells)
	}
	return h, day
}

// highestOf is the highest score of one principal over 28 days.
func highestOf(h *History, day int64, who string) (highest float64) {
	for _, s := range NewJudge(h, day, nil, nil).Scores(day, day+hoursOfDay, 0) {
		if s.Principal == who && s.Window == Weeks {
			highest = max(highest, s.Score)
		}
	}
	return highest
}

func TestWindowLooksForSteadyReading(t *testing.T) {
	for _, c := range []struct {
		name  string
		rings bool
		more  func(agent, day int) int64
	}{
		{"a few a day, by one", true, func(a, _ int) int64 { return map[bool]int64{true: 2}[a == 7] }},
		{"eight days of an audit", false, func(a, d int) int64 { return map[bool]int64{true: 20}[a == 7 && d%3 == 0 && d < 24] }},
		{"a campaign of six, all the time", false, func(a, _ int) int64 { return map[bool]int64{true: 2}[a >= 7 && a < 13] }},
		{"nothing", false, func(int, int) int64 { return 0 }},
	} {
		h, day := steadyDesk(c.more)
		if got := highestOf(h, day, "agent-7"); (got >= rings) != c.rings {
			t.Errorf("%s: score %.2f over 28 days, want %v that it rings", c.name, got, c.rings)
		}
	}
}
