package watch

import (
	"math"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// A window is a test over several days up to now. What is usual was learned
// before the window began, so that whoever steals in it has not taught it.
type window struct {
	name  string
	days  int64
	of    Series
	known map[string]*baseline
	begin int64 // its first hour, for a whole day that is judged
	team  Team
}

// leastHours of activity before the window, and leastCount expected in it, are
// what makes a ratio worth looking at.
const (
	leastHours = 40.0
	leastCount = 10.0
	// leastRatio is the spread of honest ratios that is at least assumed: nobody
	// works month after month at the same rate to within 3 %.
	leastRatio = 0.03
)

// learn returns false when too little was seen before the window.
func (w *window) learn(h *History, series Series, team Team, first, day int64) bool {
	w.of, w.team = series, team
	w.begin = day - (w.days-1)*hoursOfDay
	from := max(first, day-Days*hoursOfDay)
	if w.begin-from < learnDays*hoursOfDay {
		return false
	}
	w.known = baselines(h, series, from, w.begin)
	return true
}

// A ratio is how far a principal is above their own rate in the window.
type ratio struct {
	principal       string
	last            int64
	today           bool // something is new; else they are only a peer
	count, expected float64
	log, noise      float64
}

// scores are those of everybody at the hour before to. The ratio of each to their
// own past is compared with the ratios of their peers: what happened to everybody
// moves the middle, and how unequally it happened widens the spread.
func (w *window) scores(h *History, day, to int64) []Score {
	byTeam := map[string][]ratio{}
	everybody := 0
	for name, b := range w.known {
		if b.hours < leastHours {
			continue
		}
		r := ratio{principal: name}
		cells := between(h.cells[name], w.begin, to)
		r.count, r.expected = w.steady(b, cells)
		if r.expected < leastCount || len(cells) == 0 {
			continue
		}
		r.last = cells[len(cells)-1].Hour
		r.today = r.last >= day
		seen := b.rate * b.hours
		r.log = math.Log((r.count + 1) / (r.expected + 1))
		// Poisson's law, and unequal days, both in the window and before it.
		r.noise = (1/r.expected + 1/max(seen, 1)) + b.day.excess*(1/(float64(len(cells))/8+1)+1/(b.hours/8+1))
		byTeam[w.team(name)] = append(byTeam[w.team(name)], r)
		everybody++
	}
	var out []Score
	for _, ratios := range byTeam {
		out = append(out, w.compare(ratios)...)
	}
	return out
}

// burst is how many times the middle day of a window a day counts at most, and
// idle what it may have beside that.
const (
	burst = 2.0
	idle  = 3.0
)

// steady sums a window's days, of each at most what its middle day allows: a few
// days of an audit or a campaign are for the tests of hours and days, and must
// not ring again for as long as they stay in a window.
func (w *window) steady(b *baseline, cells []summary.Cell) (count, expected float64) {
	type day struct{ count, expected float64 }
	var days []day
	last := int64(math.MinInt64)
	for _, c := range cells {
		if d := DayOf(c.Hour); d != last {
			days, last = append(days, day{}), d
		}
		d := &days[len(days)-1]
		d.count += w.of.of(c)
		d.expected += b.expected(c.Hour)
	}
	ratios := make([]float64, len(days))
	for i, d := range days {
		ratios[i] = d.count / d.expected
	}
	middle := max(1, median(ratios))
	for _, d := range days {
		count += min(d.count, burst*middle*d.expected+idle)
		expected += d.expected
	}
	return count, expected
}

// compare scores the ratios of peers.
func (w *window) compare(ratios []ratio) []Score {
	if len(ratios) < leastPeers {
		return nil
	}
	var logs, units []float64
	for _, r := range ratios {
		logs = append(logs, r.log)
	}
	middle := median(logs)
	for _, r := range ratios {
		units = append(units, math.Abs(r.log-middle)/math.Sqrt(r.noise+leastRatio*leastRatio))
	}
	scale := max(1, 1.4826*median(slices.Clone(units)))
	var observed []past
	var all highest
	for _, r := range ratios {
		z := w.surprise(r, middle, scale)
		observed, all = append(observed, past{r.principal, z}), append(all, z)
	}
	share := all.individual(companyWide(len(ratios)))
	var out []Score
	// Peers are compared once a day; a month has 30 of them.
	t := fit(slices.Clone(observed), 1)
	for i, r := range ratios {
		if !r.today {
			continue
		}
		out = append(out, Score{r.principal, w.name, w.of, r.last, r.count, r.expected * math.Exp(middle), t.score(observed[i].surprise*share, kinds)})
	}
	return out
}

// surprise is -log10 of the upper tail of the normal law.
func (w *window) surprise(r ratio, middle, scale float64) float64 {
	z := (r.log - middle) / (scale * math.Sqrt(r.noise+leastRatio*leastRatio))
	if z > 35 {
		return 300
	}
	return -math.Log10(math.Erfc(z/math.Sqrt2) / 2)
}
