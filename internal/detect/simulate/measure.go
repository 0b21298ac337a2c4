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

// Interval is a share's 95 % interval (Wilson's).
func Interval(k, n int) (low, high float64) {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	middle, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, middle-half) / (1 + z*z/m), (middle + half) / (1 + z*z/m)
}

// Companies draws companies of one size, of each kind one for each seed, each with its profiles.
func Companies(agents int, seeds ...uint64) *Pair {
	p := &Pair{}
	for _, seed := range seeds {
		p.plain = append(p.plain, Textbook(agents).found(seed))
		p.support = append(p.support, Support(agents).found(seed))
	}
	return p
}

// A Pair is companies of each kind.
type Pair struct{ plain, support []*world }

func (p *Pair) of(s Scenario) []*world {
	if s.Plain {
		return p.plain
	}
	return p.support
}

// each plays so many incidents on so many threads, always the same ones.
func each(worlds []*world, t Theft, reports, runs, threads int, do func(thread, i int, in *incident)) {
	var all sync.WaitGroup
	for thread := range threads {
		all.Go(func() {
			for i := thread; i < runs; i += threads {
				do(thread, i, worlds[i%len(worlds)].play(t, reports, chance(uint64(i), 8))) // #nosec G115 -- not negative
			}
		})
	}
	all.Wait()
}

// Measure plays one number of reports, on so many threads.
func (p *Pair) Measure(s Scenario, reports, runs, threads int) Point {
	parts := make([]Point, threads)
	each(p.of(s), s.Theft, reports, runs, threads, func(thread, _ int, in *incident) { parts[thread].add(in) })
	out := Point{Reports: reports, Runs: runs}
	for _, part := range parts {
		out.Named += part.Named
		out.Accused += part.Accused
		out.Plain += part.Plain
		out.PlainAccused += part.PlainAccused
	}
	return out
}

// Limit plays the same incidents for the oracle, which names whoever is likeliest
// if their ratio is beyond what it would be in 99 of 100 companies without a
// thief, as many of each kind.
func (p *Pair) Limit(s Scenario, reports, runs, threads int, bounds Bounds) (named int) {
	worlds := p.of(s)
	var oracles []*oracle
	for _, w := range worlds {
		oracles = append(oracles, newOracle(w, s.Theft, bounds))
	}
	usual := s.Theft
	usual.Insiders = 0
	limit := math.Inf(-1)
	for _, nobody := range append([]Theft{usual}, bounds.Innocents...) {
		highest := make([]float64, runs)
		each(worlds, nobody, reports, runs, threads, func(_, i int, in *incident) {
			_, highest[i] = oracles[i%len(oracles)].name(in.reports, in.about)
		})
		slices.Sort(highest)
		limit = max(limit, highest[runs-1-runs/100])
	}
	right := make([]bool, runs)
	each(worlds, s.Theft, reports, runs, threads, func(_, i int, in *incident) {
		who, score := oracles[i%len(oracles)].name(in.reports, in.about)
		right[i] = who == in.insiders[0] && score > limit
	})
	for _, ok := range right {
		if ok {
			named++
		}
	}
	return named
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
