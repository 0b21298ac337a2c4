package simulate

import (
	"math"
	"slices"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// A Point is how a number of reports did.
type Point struct {
	Reports, Runs int
	Named         int // the right one alone is confident; with two insiders, both are named
	Accused       int // confident about an innocent
	Plain         int // the textbook's test names the right one alone
	PlainAccused  int // or an innocent alone
}

// Rate is a share and its standard error.
func Rate(k, n int) (share, se float64) {
	p := float64(k) / float64(n)
	return p, math.Sqrt(p * (1 - p) / float64(n))
}

// Upper is the upper end of a share's 95 % interval (Wilson's).
func Upper(k, n int) float64 {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	return (p + z*z/(2*m) + z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))) / (1 + z*z/m)
}

// Companies draws the two companies of one size, each with its profiles.
func Companies(agents int, seed uint64) *Pair {
	return &Pair{plain: Textbook(agents).found(seed), support: Support(agents).found(seed)}
}

// A Pair is one company of each kind.
type Pair struct{ plain, support *world }

// Measure plays one number of reports, on so many threads.
func (p *Pair) Measure(s Scenario, reports, runs, threads int) Point {
	w := p.support
	if s.Plain {
		w = p.plain
	}
	parts := make([]Point, threads)
	var all sync.WaitGroup
	for thread := range threads {
		all.Go(func() {
			for i := thread; i < runs; i += threads {
				parts[thread].add(w.play(s.Theft, reports, chance(uint64(i), 7))) // #nosec G115 -- not negative
			}
		})
	}
	all.Wait()
	out := Point{Reports: reports, Runs: runs}
	for _, part := range parts {
		out.Named += part.Named
		out.Accused += part.Accused
		out.Plain += part.Plain
		out.PlainAccused += part.PlainAccused
	}
	return out
}

func (p *Point) add(in *incident) {
	v := in.log.Decide(in.reports)
	var named []int
	for _, i := range v.Named {
		named = append(named, v.Cases[i].Who)
	}
	slices.Sort(named)
	insiders := slices.Sorted(slices.Values(in.insiders))
	switch {
	case v.Outcome == weigh.One && !slices.Contains(insiders, named[0]):
		p.Accused++
	case v.Outcome == weigh.One && len(insiders) == 1:
		p.Named++
	case v.Outcome == weigh.Several && slices.Equal(named, insiders):
		p.Named++
	}
	if who := in.plain(); who >= 0 {
		if slices.Contains(insiders, who) {
			p.Plain++
		} else {
			p.PlainAccused++
		}
	}
}
