package scope

import (
	"math"
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

// reaches says in which classes of lengths the days, as they lie now, have a run
// as high as highest's. It passes over the rest of a class that has one, and
// over the runs of a class from one day that cannot: the highest end of them
// with the least variance would not do.
func (t *trial) reaches(highest lengths) (yes [16]bool) {
	t.sum()
	n := len(t.points)
	pace := t.count[n] / t.factor[n]
	t.climb(pace)
	for class := 0; 1<<class <= n-minOutside; class++ {
		if highest[class] > 0 {
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

// climb fills in peaks: by classes of lengths, from each place on, the highest of
// so many sums of what the days have above the pace of all.
func (t *trial) climb(pace float64) {
	n := len(t.points)
	if t.peaks == nil {
		for length := 1; length <= n; length *= 2 {
			t.peaks = append(t.peaks, make([]float64, n+1))
		}
	}
	for k := range t.peaks[0] {
		t.peaks[0][k] = t.count[k] - pace*t.factor[k]
	}
	for class, peak := range t.peaks[1:] {
		shorter, length := t.peaks[class], 1<<class
		for k := range peak {
			peak[k] = max(shorter[k], shorter[min(k+length, n)])
		}
	}
}

// ties are what two sums of the same days in another order differ by at most:
// who ties counts as higher.
const ties = 1e-9

// rounding is more than two ways to the same sum differ by.
const rounding = 1e-6

// together is how many shuffles are judged at a time.
const together = 64

// shuffled says how many of so many shuffles of the days reach each class's
// highest run, and how many were tried.
func (t *trial) shuffled(real lengths, most int) (higher [16]int, done int) {
	r := rand.New(rand.NewPCG(uint64(len(t.points)), 0)) // #nosec G404 -- the same answer each time is what is wanted
	judges := make([]*trial, runtime.GOMAXPROCS(0))
	for i := range judges {
		judges[i] = newTrial(t.points)
	}
	orders, yes := make([][]point, together), make([][16]bool, together)
	for {
		for i := range orders {
			r.Shuffle(len(t.points), func(i, j int) { t.points[i], t.points[j] = t.points[j], t.points[i] })
			orders[i] = append(orders[i][:0], t.points...)
		}
		var all sync.WaitGroup
		for first, judge := range judges {
			all.Go(func() {
				for i := first; i < len(orders); i += len(judges) {
					judge.points = orders[i]
					yes[i] = judge.reaches(real)
				}
			})
		}
		all.Wait()
		for _, yes := range yes { // in their order: the answer does not depend on the processors
			done++
			least := math.MaxInt
			for i, yes := range yes {
				if yes {
					higher[i]++
				}
				if real[i] > 0 {
					least = min(least, higher[i])
				}
			}
			if done == most || least >= enough {
				return higher, done
			}
		}
	}
}
