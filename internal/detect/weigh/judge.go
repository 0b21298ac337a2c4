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
	P        float64 // chance of such a score if somebody else is the source; filled in by Exact
	Q        float64 // expected number of principals with such a score; filled in by Exact
	Peers    Peers   // filled in by Exact
	Exactly  bool    // Exact was called
	Usual    float64 // how many times more often than an average customer they look up two thirds of those who reported, at least

	log     *Log
	reports []Report
	cells   []cell
	grace   int64
	ratios  []float64 // by report: how many times more often than an average customer's
}

// Chance fills in P alone, without a look at peers, and a bound of Q.
func (c *Case) Chance() {
	c.P = tail(c.cells, c.Score)
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
	profile := l.profile(who)
	c.ratios = make([]float64, len(reports))
	for j, r := range reports {
		c.ratios[j] = profile.relative(r.Looks)
	}
	c.Usual = concentrate(c.ratios)
	c.score()
	return c
}

// concentrate lifts what is said of customers about whom little is known. Where
// most reports are about customers like X's, the others are too, though few
// colleagues looked them up: the reports are about a queue or a region, and not
// about anybody. It returns what two thirds of the ratios reach.
func concentrate(ratios []float64) float64 {
	if len(ratios) == 0 {
		return 1
	}
	sorted := slices.Sorted(slices.Values(ratios))
	mean := floats.Sum(ratios) / float64(len(ratios))
	floor := min(mean, 2*(sorted[len(sorted)/2]-1)) // none where the middle one is an average customer
	for j := range ratios {
		ratios[j] = max(ratios[j], floor)
	}
	return sorted[len(sorted)/3]
}

// score weighs the reports with the ratios that are set.
func (c *Case) score() {
	person := &c.log.People[c.Who]
	c.cells = c.log.cells(c.reports, c.ratios, func(j int) [classes]float64 { return person.counts(c.reports[j].Call - c.grace) })
	c.Hits, c.Score, c.Expected = nil, 0, 0
	for j, r := range c.reports {
		for _, p := range c.cells[j].p {
			c.Expected += p
		}
		for _, k := range r.Looks {
			if int(k.Who) != c.Who {
				continue
			}
			if class, ok := k.class(r.Call - c.grace); ok {
				c.Hits = append(c.Hits, j)
				c.Score += c.cells[j].score[class]
			}
			break
		}
	}
}

// learned multiplies q where customers are not all alike, so that the chances
// are themselves estimates: as measured in simulated queues of twenty people.
const learned = 1.6

// Peers are those whose customers overlap most with a principal's.
type Peers struct {
	Count    int
	Seen     int     // reported customers whom they looked up before the call, added up
	Expected float64 // how many the log makes likely
	Shared   bool    // so many more that the reports are about something that they share
}

// compare looks at the peers: where they, too, looked up more of the reported
// customers than the log makes likely, the same is to be expected of this one.
func (c *Case) compare() {
	for _, y := range c.log.profile(c.Who).closest {
		peer := c.log.weigh(y, c.reports, c.grace)
		c.Peers.Count++
		c.Peers.Seen += len(peer.Hits)
		c.Peers.Expected += peer.Expected
	}
	seen := float64(c.Peers.Seen)
	if seen <= c.Peers.Expected+2*math.Sqrt(c.Peers.Expected)+3 { // some always do by chance, and few say nothing
		return
	}
	c.Peers.Shared = true
	for j := range c.ratios {
		c.ratios[j] *= (seen + math.Sqrt(seen)) / c.Peers.Expected
	}
	c.score()
}

// Exact fills in P and Q.
func (c *Case) Exact() {
	c.Exactly = true
	c.compare()
	c.P = tail(c.cells, c.Score)
	c.Q = 0
	for i, g := range c.log.groups {
		cells := c.log.cells(c.reports, c.ratios, func(j int) [classes]float64 { return g.typical.counts(c.reports[j].Call - c.grace) })
		p := tail(cells, c.Score)
		c.Q += g.people * p
		if i == c.log.groupOf[c.Who] {
			c.Q += max(0, c.P-p)
		}
	}
	if slices.Max(c.ratios) > 2*slices.Min(c.ratios) {
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
