package watch

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// A theft is an insider's plan for 680 customers.
type theft struct {
	name    string
	days    int  // over so many
	night   bool // in one night, by six hours
	tickets bool // each is read under a ticket of one's own
	instead bool // and one reads as many fewer of one's own customers
}

const (
	stolen = 680
	rings  = 2 // the template's WatchThreshold
)

var thefts = []theft{
	{name: "one night", night: true},
	{name: "one night, with tickets", night: true, tickets: true},
	{name: "10 days", days: 10},
	{name: "10 days, with tickets", days: 10, tickets: true},
	{name: "90 days", days: 90},
	{name: "90 days, with tickets", days: 90, tickets: true},
	{name: "90 days, with tickets, instead of work", days: 90, tickets: true, instead: true},
}

// steal changes the insider's hours from a day on, and returns the insider.
func (c *company) steal(h *History, t theft, day int) string {
	var insider *person
	for _, p := range c.people { // somebody with usual work
		if p.hired < 0 && p.leaves > c.days && p.moves < 0 && !p.auditor && p.load > 5.5 && p.load < 7.5 && p.team != 7 && (insider == nil || c.r.IntN(8) == 0) {
			insider = p
		}
	}
	cells := h.cells[insider.name]
	begin := c.begin + int64(day)*hoursOfDay
	if t.night {
		var extra []summary.Cell
		for i := range int64(6) {
			n := int64(stolen / 6)
			cell := summary.Cell{Hour: begin + 23 + i, Events: n, Customers: n, Bare: n}
			if t.tickets {
				cell.Bare = 0
			}
			extra = append(extra, cell)
		}
		h.Add(insider.name, extra)
		return insider.name
	}
	mine := between(cells, begin, begin+int64(t.days)*hoursOfDay)
	left := stolen
	for i := range mine {
		n := int64(math.Round(float64(left) / float64(len(mine)-i)))
		if c.r.IntN(2) == 0 && i < len(mine)-1 { // unevenly
			n = min(int64(left), 2*n-n/2*int64(c.r.IntN(3)))
		}
		left -= int(n)
		mine[i].Events += n
		mine[i].Customers += n
		if !t.tickets {
			mine[i].Bare += n
		}
		if t.instead {
			mine[i].Customers = max(mine[i].Customers-n, n)
			mine[i].Events = mine[i].Customers
		}
	}
	return insider.name
}

// delay is after how many days the insider is seen, or -1, and how many of the
// customers were taken by then.
func delay(seed uint64, people int, t theft, threshold float64) int {
	const start = 63
	c := newCompany(seed, people, start+t.days+31, 120_000)
	h := c.history()
	who := c.steal(h, t, start)
	seen := -1
	watched(h, c.begin, start, c.days, threshold, func(s Score) bool {
		if s.Principal == who {
			seen = int((s.Hour-c.begin)/hoursOfDay) - start
		}
		return seen >= 0
	})
	return seen
}

func BenchmarkInsider(b *testing.B) {
	for _, t := range thefts {
		b.Run(t.name, func(b *testing.B) {
			for b.Loop() {
				var delays []float64
				const runs = 10
				for seed := range uint64(runs) {
					if d := delay(seed+100, 300, t, rings); d >= 0 {
						delays = append(delays, float64(d))
					}
				}
				slices.Sort(delays)
				b.ReportMetric(float64(len(delays))/runs*100, "%seen")
				if len(delays) > 0 {
					b.ReportMetric(median(delays), "days-median")
					b.ReportMetric(delays[len(delays)-1], "days-max")
				}
				b.Log(fmt.Sprint(delays))
			}
		})
	}
}

// In the small what docs/watch.md has in the large: a month of honest work is
// quiet, and who takes hundreds in a night is seen that night.
func TestHonestMonthIsQuietAndANightIsSeen(t *testing.T) {
	c := newCompany(11, 60, 63+21, 120_000)
	if found := watched(c.history(), c.begin, 63, c.days, rings, nil); len(found) > 1 {
		t.Errorf("%d alarms in three honest weeks, want 1 at most: %+v", len(found), found)
	}
	if d := delay(11, 60, thefts[0], rings); d != 0 {
		t.Errorf("%d customers in a night were seen on day %d, want 0", stolen, d)
	}
}
