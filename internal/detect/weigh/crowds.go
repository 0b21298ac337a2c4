package weigh

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A kind is principals with much the same workload who look up much the same customers.
type kind struct{ group, block int }

// A crowd is how many are of a kind.
type crowd struct {
	kind
	people float64
}

// crowded counts everybody by kind, and learns what those who look up most of
// the same block have in common.
func (l *Log) crowded() {
	b, people := l.blocks, map[kind]float64{}
	l.kinds = make([]kind, len(l.People))
	l.common = make([]float64, b.n*b.n)
	means := make([]float64, b.n)
	for y := range l.People {
		rates := b.of(b.rate, y)
		top := floats.MaxIdx(rates)
		floats.Add(b.of(l.common, top), rates)
		means[top] += floats.Dot(rates, b.share)
		l.kinds[y] = kind{l.groupOf[y], top}
		people[l.kinds[y]]++
	}
	for top, mean := range means {
		floats.Scale(1/max(mean, 1e-12), b.of(l.common, top))
	}
	for k, n := range people {
		l.crowds = append(l.crowds, crowd{k, n})
	}
	slices.SortFunc(l.crowds, func(a, b crowd) int { // the busiest first: they move chance most
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.block, b.block))
	})
}

// likely says how many times more often than an average customer those of a
// block look up each reported one.
func (l *Log) likely(block int, touch [][]float64) []float64 {
	out := make([]float64, len(touch))
	for j, t := range touch {
		out[j] = floats.Dot(t, l.blocks.of(l.common, block))
	}
	return out
}

// others is the expected number of others with such a score, each with their own
// workload; one where there are more.
func (c *Case) others() (q float64) {
	likely := make([][]float64, c.log.blocks.n)
	for _, crowd := range c.log.crowds {
		people := crowd.people
		if crowd.kind == c.log.kinds[c.Who] {
			people--
		}
		if people <= 0 {
			continue
		}
		if likely[crowd.block] == nil {
			likely[crowd.block] = c.log.likely(crowd.block, c.mix.touch)
		}
		typical := c.log.groups[crowd.group].typical
		cells := c.log.cells(c.reports, likely[crowd.block], c.hurry, func(j int) [classes]float64 { return typical.counts(c.reports[j].Call - c.grace) })
		if q += people * c.log.tails(cells, c.Score); q >= 1 {
			return 1
		}
	}
	return q
}
