package weigh

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A Case is what the reports say about one principal.
type Case struct {
	Who      int
	Score    int     // in tenths of a natural logarithm
	Hits     []int   // reports whose customer they looked up before the call
	Expected float64 // mean number of hits if somebody else is the source
	Recent   int     // hits within Lately before the call
	Usually  float64 // how many hits would be, if they lay in time as all their look-ups before those calls
	P        float64 // chance of such a score if somebody else is the source; filled in by Exact
	Q        float64 // expected number of principals with such a score; filled in by Exact
	Peers    Peers   // filled in by Exact
	Exactly  bool    // Exact was called
	Usual    float64 // how many times more often than an average customer they look up two thirds of those who reported, at least

	log     *Log
	reports []Report
	cells   []cell
	grace   int64
	mix     mix
	hurry   haste
	nearly  float64 // the same of five of six
}

// Chance fills in P alone, without a look at peers, and a bound of Q.
func (c *Case) Chance() {
	c.P = c.log.tails(c.cells, c.Score)
	c.Q = min(1, c.P*float64(len(c.log.People)))
}

// LogRatio is the logarithm of the likelihood of these reports if this principal
// is the source, against chance.
func (c *Case) LogRatio() float64 {
	return float64(c.Score)*unit + float64(len(c.reports))*math.Log1p(-related)
}

// Cases weighs everybody who looked up so many reported customers at least, the
// best first; with none, also those who did so only within grace.
func (l *Log) Cases(reports []Report, grace int64, least int) []Case {
	hits := map[int]int{}
	for _, r := range reports {
		for _, k := range r.Looks {
			if _, ok := k.class(r.Call - grace); ok {
				hits[int(k.Who)]++
			} else if k.At < r.Call {
				hits[int(k.Who)] += 0
			}
		}
	}
	var out []Case
	for who, n := range hits {
		if n >= least {
			out = append(out, l.weigh(who, reports, grace))
		}
	}
	slices.SortFunc(out, func(a, b Case) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(len(b.Hits), len(a.Hits)), cmp.Compare(a.Who, b.Who))
	})
	return out
}

func (l *Log) weigh(who int, reports []Report, grace int64) Case {
	c := Case{Who: who, log: l, reports: reports, grace: grace, P: 1, Q: 1}
	c.mix, c.hurry = l.profile(who).mixed(reports), l.haste(who, reports, grace)
	c.Usual, c.nearly = c.mix.least(3), c.mix.least(6)
	c.score()
	return c
}

// score weighs the reports.
func (c *Case) score() {
	person := &c.log.People[c.Who]
	c.cells = c.log.cells(c.reports, c.mix.ratios, c.hurry, func(j int) [classes]float64 { return person.counts(c.reports[j].Call - c.grace) })
	scores := make([]int, len(c.log.habits))
	for j, r := range c.reports {
		for _, p := range c.cells[j].p {
			c.Expected += p
		}
		i := slices.IndexFunc(r.Looks, func(k Look) bool { return int(k.Who) == c.Who })
		if i < 0 {
			continue
		}
		if class, ok := r.Looks[i].class(r.Call - c.grace); ok {
			c.Hits = append(c.Hits, j)
			if class < ways {
				c.Recent++
			}
			n := person.counts(r.Call - c.grace)
			c.Usually += (n[noTicket] + n[ticket]) / max(floats.Sum(n[:]), 1)
			for h := range scores {
				scores[h] += c.cells[j].score[h][class]
			}
		}
	}
	c.Score = math.MinInt
	for h, habit := range c.log.habits {
		c.Score = max(c.Score, scores[h]-habit.costs)
	}
}

// learned multiplies q where customers are not all alike, by so many times at
// least, so that the chances are themselves estimates: as measured in simulated
// companies in which most reports are about one region and nobody is guilty.
const learned, unlike = 1.2, 3

// Exact fills in P and Q, and what is said of peers.
func (c *Case) Exact() {
	c.Exactly = true
	c.compare()
	c.P = c.log.tails(c.cells, c.Score)
	c.Q = c.P + c.others()
	if slices.Max(c.mix.ratios) > unlike*slices.Min(c.mix.ratios) {
		c.Q *= learned
	}
	c.Q = min(1, c.Q)
}

// without returns reports without those at the given places.
func without(reports []Report, gone []int) []Report {
	out := make([]Report, 0, len(reports))
	for j, r := range reports {
		if !slices.Contains(gone, j) {
			out = append(out, r)
		}
	}
	return out
}
