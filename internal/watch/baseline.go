package watch

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// How much is believed before anything was seen, in observations that it weighs.
const (
	priorRate   = 10.0 // hours at the rate of everybody's median
	priorSlot   = 4.0  // hours at the rate that the next wider slot has
	priorSpread = 50.0 // observations with the median spread of all
	leastSpread = 0.02 // nobody works as evenly as a Poisson process
	// records is the exponent with which a record of one's own is broken: to twice
	// what was ever seen in n observations once in n × 2^records.
	records = 8.0
)

// A baseline is what a principal usually does in an hour in which they do
// anything: by hour of the week, as far as it was seen, else by hour of the day,
// else in any hour, else as their peers.
type baseline struct {
	hours   float64 // of activity that were seen
	days    float64 // since the first of them
	rate    float64 // a usual hour's count
	ofDay   [hoursOfDay]slot
	ofWeek  [hoursOfWeek]slot
	hour    spread  // of hours about the expectation
	day     spread  // of days
	newness float64 // share of what is expected that is only the peers'
	between float64 // relative variance of rates among peers
}

// A slot sums what was seen in one hour of the day or week.
type slot struct{ hours, sum float64 }

func (s slot) mean(prior float64) float64 { return (s.sum + priorSlot*prior) / (s.hours + priorSlot) }

// A spread is how counts vary about their expectation, beyond Poisson's law:
// their variance is mean + excess × mean².
type spread struct {
	excess float64
	most   float64 // that was ever seen
	n      float64 // observations
}

// expected is how many are usual in an hour of activity.
func (b *baseline) expected(hour int64) float64 {
	s := slotOfWeek(hour)
	return b.ofWeek[s].mean(b.ofDay[s%hoursOfDay].mean(b.rate))
}

// unusual is the chance of being active at such an hour of the day.
func (b *baseline) unusual(hour int64) float64 {
	return (b.ofDay[slotOfWeek(hour)%hoursOfDay].hours + 1) / (b.days + 2)
}

// baselines learns from the hours from and before to.
func baselines(h *History, series Series, from, to int64) map[string]*baseline {
	out := make(map[string]*baseline, len(h.cells))
	seen := make(map[string][]summary.Cell, len(h.cells))
	var rates []float64
	for name, all := range h.cells {
		cells := between(all, from, to)
		if len(cells) == 0 {
			continue
		}
		b := &baseline{days: math.Ceil(float64(to-cells[0].Hour) / hoursOfDay)}
		for _, c := range cells {
			x, s := series.of(c), slotOfWeek(c.Hour)
			b.hours++
			b.rate += x
			b.ofDay[s%hoursOfDay].hours++
			b.ofDay[s%hoursOfDay].sum += x
			b.ofWeek[s].hours++
			b.ofWeek[s].sum += x
		}
		rates = append(rates, b.rate/b.hours)
		out[name], seen[name] = b, cells
	}
	typical, between := location(rates)
	var hours, days []float64
	for name, b := range out {
		b.newness, b.between = priorRate/(b.hours+priorRate), between
		b.rate = (b.rate + priorRate*typical) / (b.hours + priorRate)
		b.learnSpread(series, seen[name])
		hours, days = append(hours, b.hour.excess), append(days, b.day.excess)
	}
	ofHours, ofDays := median(hours), median(days)
	for _, b := range out {
		b.hour.shrink(ofHours)
		b.day.shrink(ofDays)
	}
	return out
}

// newcomer is the baseline of somebody who was not seen.
func newcomer(all map[string]*baseline) *baseline {
	b := &baseline{newness: 1}
	var rates, hours, days []float64
	for _, other := range all {
		rates = append(rates, other.rate)
		hours, days = append(hours, other.hour.excess), append(days, other.day.excess)
	}
	b.rate, b.between = location(rates)
	b.hour.excess, b.day.excess = median(hours), median(days)
	return b
}

// location is the median of rates, and their relative variance by the spread of
// the middle half, which a few machines that read everybody do not move.
func location(rates []float64) (typical, relative float64) {
	if len(rates) == 0 {
		return 1, 1
	}
	slices.Sort(rates)
	typical = max(median(rates), 0.05)
	width := (rates[len(rates)*3/4] - rates[len(rates)/4]) / 1.349
	return typical, max(0.25, width*width/(typical*typical))
}

func (b *baseline) learnSpread(series Series, cells []summary.Cell) {
	var squares, weights float64
	var ofDay, ofDays struct{ x, mean float64 }
	var daySquares, dayWeights float64
	day := int64(math.MinInt64)
	flush := func() {
		if ofDay.mean > 0 {
			daySquares += (ofDay.x-ofDay.mean)*(ofDay.x-ofDay.mean) - ofDay.mean
			dayWeights += ofDay.mean * ofDay.mean
			b.day.n++
			b.day.most = max(b.day.most, ofDay.x)
		}
		ofDay = ofDays
	}
	for _, c := range cells {
		if d := DayOf(c.Hour); d != day {
			flush()
			day = d
		}
		x, mean := series.of(c), b.expected(c.Hour)
		squares += (x-mean)*(x-mean) - mean
		weights += mean * mean
		b.hour.n++
		b.hour.most = max(b.hour.most, x)
		ofDay.x += x
		ofDay.mean += mean
	}
	flush()
	b.hour.excess = max(squares/max(weights, 1e-9), leastSpread)
	b.day.excess = max(daySquares/max(dayWeights, 1e-9), leastSpread)
}

func (s *spread) shrink(common float64) {
	s.excess = max((s.n*s.excess+priorSpread*common)/(s.n+priorSpread), leastSpread)
}

// surprise is -log10 of the chance of at least x where mean is expected, by a
// negative binomial law. What was seen before is never more surprising than the
// number of observations allows, and more than that only by Pareto's law.
func (s spread) surprise(x, mean, more float64) float64 {
	if x <= 0 || mean <= 0 {
		return 0
	}
	size := 1 / (s.excess + more)
	p := mathext.RegIncBeta(x, size, mean/(mean+size))
	z := -math.Log10(max(p, 1e-300))
	if s.n > 0 {
		z = min(z, math.Log10(s.n+1)+records*max(0, math.Log10(x/max(s.most, 1))))
	}
	return z
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}
