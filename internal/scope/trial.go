package scope

import (
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// A trial is days in some order, with the sums of the first of them.
type trial struct {
	points        []point
	count, factor []float64
	step          int         // between the ends of runs that are tried
	peaks         [][]float64 // see climb
}

func newTrial(points []point) *trial {
	n := len(points)
	t := &trial{slices.Clone(points), make([]float64, n+1), make([]float64, n+1), (n + longest - 1) / longest, nil}
	t.sum()
	return t
}

func (t *trial) sum() {
	for i, p := range t.points {
		t.count[i+1], t.factor[i+1] = t.count[i]+p.count, t.factor[i]+p.factor
	}
}

// scan finds in each class of lengths the run that is highest above the pace of
// all days, and by how much: the score statistic of counts whose variance is
// proportional to their mean.
func (t *trial) scan() (highest lengths, at [16][2]int) {
	n := len(t.points)
	all := t.factor[n]
	pace := t.count[n] / all
	for i := 0; i < n; i += t.step {
		for j := i + t.step; j <= min(n, i+n-minOutside); j += t.step {
			f := t.factor[j] - t.factor[i]
			over := t.count[j] - t.count[i] - pace*f
			if over <= 0 {
				continue
			}
			class := bits.Len(uint(j-i)) - 1 // #nosec G115 -- positive
			if z := over * over / (f * (1 - f/all)); z > highest[class] {
				highest[class], at[class] = z, [2]int{i, j}
			}
		}
	}
	return highest, at
}

// lay sums the days up in another order.
func (t *trial) lay(order []uint32) {
	count, factor := 0.0, 0.0
	for i, at := range order {
		p := &t.points[at]
		count, factor = count+p.count, factor+p.factor
		t.count[i+1], t.factor[i+1] = count, factor
	}
}

// reaches says in which of these classes of lengths the days, as they lie now,
// have a run as high as highest's. It passes over the rest of a class that has
// one, and over the runs of a class from one day that cannot: the highest end of
// them with the least variance would not do.
func (t *trial) reaches(highest lengths, classes [16]bool) (yes [16]bool) {
	n, longest := len(t.points), -1
	for class := 0; 1<<class <= n-minOutside; class++ {
		if classes[class] && highest[class] > 0 {
			longest = class
		}
	}
	pace := t.count[n] / t.factor[n]
	t.climb(pace, longest)
	for class := range longest + 1 {
		if classes[class] && highest[class] > 0 {
			yes[class] = t.reachesIn(class, highest[class]/t.factor[n]*(1-ties), pace) // scan's comparison without its division
		}
	}
	return yes
}

func (t *trial) reachesIn(class int, least, pace float64) bool {
	n, all := len(t.points), t.factor[len(t.points)]
	for i := 0; i+1<<class <= n; i += t.step {
		end, before := min(n, i+n-minOutside), t.factor[i]
		shortest, last := i+1<<class, min(end, i+2<<class-1)
		if shortest > end {
			continue
		}
		over := t.peaks[class][shortest] - t.peaks[0][i]
		if over <= 0 {
			continue
		}
		short, long := t.factor[shortest]-before, t.factor[last]-before
		if over*over < least*min(short*(all-short), long*(all-long))*(1-rounding) {
			continue
		}
		for j := i + (1<<class+t.step-1)/t.step*t.step; j <= last; j += t.step {
			f := t.factor[j] - before
			if over := t.count[j] - t.count[i] - pace*f; over*over >= least*f*(all-f) && over > 0 {
				return true
			}
		}
	}
	return false
}

// climb fills in peaks up to a class: by classes of lengths, from each place on,
// the highest of so many sums of what the days have above the pace of all.
func (t *trial) climb(pace float64, longest int) {
	n := len(t.points)
	for len(t.peaks) <= longest {
		t.peaks = append(t.peaks, make([]float64, n+1))
	}
	if longest < 0 {
		return
	}
	for k := range t.peaks[0] {
		t.peaks[0][k] = t.count[k] - pace*t.factor[k]
	}
	for class := 1; class <= longest; class++ {
		peak, shorter, length := t.peaks[class], t.peaks[class-1], 1<<(class-1)
		for k := range max(n+1-length, 0) {
			peak[k] = max(shorter[k], shorter[k+length])
		}
		for k := max(n+1-length, 0); k <= n; k++ {
			peak[k] = max(shorter[k], shorter[n])
		}
	}
}

// ties are what two sums of the same days in another order differ by at most:
// who ties counts as higher.
const ties = 1e-9

// rounding is more than two ways to the same sum differ by.
const rounding = 1e-6

// Shuffles are judged so many at a time: first few, since most classes need no
// more, then twice as many each time, as far as their days fit here.
const (
	firstShuffles = 64
	mostTogether  = 256
	mostDays      = 1 << 16
)

// A shuffleCount has for each class the shuffles that reach its highest run, and
// those that were tried.
type shuffleCount struct{ higher, done [16]int }

// shuffled tries so many shuffles of the days at most. A class is done when
// enough of them were as high as its own run (Besag and Clifford, 1991: the
// share of them is then as good a p as that of all).
func (t *trial) shuffled(real lengths, most int) (c shuffleCount) {
	n := len(t.points)
	var open [16]bool
	left := 0
	for class, z := range real {
		if open[class] = z > 0; open[class] {
			left++
		}
	}
	r := rand.New(rand.NewPCG(uint64(n), 0)) // #nosec G404 -- the same answer each time is what is wanted
	judges := make([]*trial, runtime.GOMAXPROCS(0))
	for i := range judges {
		judges[i] = newTrial(t.points)
	}
	days := make([]uint32, n)
	for i := range days {
		days[i] = uint32(i) // #nosec G115 -- days of a calendar
	}
	swap := func(i, j int) { days[i], days[j] = days[j], days[i] }
	orders := make([]uint32, 0, n*min(mostTogether, max(mostDays/n, len(judges))))
	var yes [mostTogether][16]bool
	for together := firstShuffles; left > 0; together = min(2*together, mostTogether) {
		together := min(together, max(mostDays/n, len(judges)))
		orders = orders[:0]
		for range together {
			r.Shuffle(n, swap)
			orders = append(orders, days...)
		}
		var all sync.WaitGroup
		for first, judge := range judges {
			all.Go(func() {
				for i := first; i < together; i += len(judges) {
					judge.lay(orders[i*n : (i+1)*n])
					yes[i] = judge.reaches(real, open)
				}
			})
		}
		all.Wait()
		for _, yes := range yes[:together] { // in their order: the answer does not depend on the processors
			for class := range open {
				if !open[class] {
					continue
				}
				if c.done[class]++; yes[class] {
					c.higher[class]++
				}
				if c.higher[class] == enough || c.done[class] == most {
					open[class] = false
					left--
				}
			}
		}
	}
	return c
}

// share is how often a class's run is reached; the run itself counts as one.
func (c *shuffleCount) share(class int) float64 {
	return float64(c.higher[class]+1) / float64(c.done[class]+1)
}
