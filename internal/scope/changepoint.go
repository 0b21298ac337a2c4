package scope

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A point is a day on which the suspect worked: what they did, and what the day
// was like by peers (1: usual).
type point struct {
	day    int64
	count  float64 // distinct customers
	factor float64
}

// A burst is a run of points, from first on and before end, in which the counts
// are higher than in the others.
type burst struct {
	first, end int
	reachFirst int // the interval of all runs that fit hardly worse
	reachEnd   int
	p          float64 // that chance makes such a run anywhere, corrected for all runs
}

const (
	// minOutside is how many days the suspect's usual pace must be known from.
	minOutside = 5
	// shuffles of the days tell what chance makes, at least; a history of many
	// years, which has more classes of lengths, takes more (see enoughFor).
	shuffles = 1999
	// enough of them as high as the real run end it early: then p is far from small.
	enough = 40
	// longest is how many ends of runs are tried; in a longer history they are some
	// days apart.
	longest = 800
	// reach is the 95 % point of chi-squared with two degrees of freedom, for the two
	// ends of a run.
	reach = 5.99
)

// lengths are classes of runs, by powers of two, which are compared with chance
// each by itself: short runs vary more.
type lengths [16]float64

// findBurst finds the run of days that most likely has a pace of its own, and how
// likely chance makes one: how often shuffled days have such a run. Shuffling
// keeps whatever distribution the days have, so it is exact for days that do
// not depend on each other.
func findBurst(points []point, dispersion float64) (b burst, found bool) {
	if len(points) <= minOutside {
		return b, false
	}
	t := newTrial(points)
	real, at := t.scan()
	classes := 0
	for _, z := range real {
		if z > 0 {
			classes++
		}
	}
	if classes == 0 {
		return b, false
	}
	var higher [16]int
	r, done := rand.New(rand.NewPCG(uint64(len(points)), 0)), 0 // #nosec G404 -- the same answer each time is what is wanted
	for done < enoughFor(classes) {
		r.Shuffle(len(t.points), func(i, j int) { t.points[i], t.points[j] = t.points[j], t.points[i] })
		done++
		least := math.MaxInt
		for i, yes := range t.reaches(real) {
			if yes {
				higher[i]++
			}
			if real[i] > 0 {
				least = min(least, higher[i])
			}
		}
		if least >= enough {
			break
		}
	}
	fewest, most := math.MaxInt, 0.0
	for i, z := range real {
		if z > 0 && (higher[i] < fewest || higher[i] == fewest && z > most) {
			fewest, most, b.first, b.end = higher[i], z, at[i][0], at[i][1]
		}
	}
	b.p = math.Min(1, float64(classes)*float64(fewest+1)/float64(done+1))
	// Shuffling cannot tell that one day alone is high. Two ways cost a factor of two.
	if day, p := outlier(points); p < b.p {
		b.first, b.end, b.p = day, day+1, p
	}
	b.p = math.Min(1, 2*b.p)
	b.reachFirst, b.reachEnd = b.first, b.end
	b.widen(points, max(1, dispersion, b.dispersion(points)))
	return b, true
}

// enoughFor is how many shuffles let p be as small as is asked, were none of
// them as high as the real run, with so many classes and two tests.
func enoughFor(classes int) int { return max(shuffles, int(math.Ceil(2*float64(classes)/maxP))) }

// outlier finds the highest day, and how likely one of all days is so high: by
// the logarithm of its pace against the days' median and median deviation, with
// the wide tails of Student's t.
func outlier(points []point) (day int, p float64) {
	logs := make([]float64, len(points))
	for i, pt := range points {
		logs[i] = math.Log((pt.count + 1) / pt.factor)
		if logs[i] > logs[day] {
			day = i
		}
	}
	highest, middle := logs[day], median(slices.Clone(logs))
	for i := range logs {
		logs[i] = math.Abs(logs[i] - middle)
	}
	sigma := math.Max(1.4826*median(logs), 1/math.Sqrt(math.Exp(middle))) // at least Poisson's
	z := (highest - middle) / sigma
	return day, math.Min(1, float64(len(points))*distuv.StudentsT{Mu: 0, Sigma: 1, Nu: tails}.Survival(z))
}

// tails are the degrees of freedom of an outlier's test: a day nine times the
// usual stands out where days vary by a third.
const tails = 8

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
	all := t.factor[n]
	pace := t.count[n] / all
	t.climb(pace)
	for i := 0; i < n; i += t.step {
		end, begun, before := min(n, i+n-minOutside), t.count[i], t.factor[i]
		for class := 0; i+1<<class <= end; class++ {
			if highest[class] == 0 || yes[class] {
				continue
			}
			least := highest[class] / all * (1 - ties) // scan's comparison without its division
			shortest, last := i+1<<class, min(end, i+2<<class-1)
			short, long := t.factor[shortest]-before, t.factor[last]-before
			over := t.peaks[class][shortest] - t.peaks[0][i]
			if over <= 0 || over*over < least*min(short*(all-short), long*(all-long))*(1-rounding) {
				continue
			}
			for j := i + (1<<class+t.step-1)/t.step*t.step; j <= last; j += t.step {
				f := t.factor[j] - before
				if over := t.count[j] - begun - pace*f; over*over >= least*f*(all-f) && over > 0 {
					yes[class] = true
					break
				}
			}
		}
	}
	return yes
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

// widen takes in what fits hardly worse: all runs whose likelihood of two paces,
// for counts of this dispersion, is within what two ends may differ by chance.
func (b *burst) widen(points []point, dispersion float64) {
	n := len(points)
	count, factor := make([]float64, n+1), make([]float64, n+1)
	for i, p := range points {
		count[i+1], factor[i+1] = count[i]+p.count, factor[i]+p.factor
	}
	likelihood := func(i, j int) float64 {
		in, inFactor := count[j]-count[i], factor[j]-factor[i]
		return 2 * (gain(in, inFactor) + gain(count[n]-in, factor[n]-inFactor))
	}
	least := likelihood(b.first, b.end) - reach*dispersion
	pace := count[n] / factor[n]
	step := (n + longest - 1) / longest
	for i := 0; i < n; i += step {
		for j := i + step; j <= min(n, i+n-minOutside); j += step {
			if (i < b.reachFirst || j > b.reachEnd) && count[j]-count[i] > pace*(factor[j]-factor[i]) && likelihood(i, j) >= least {
				b.reachFirst, b.reachEnd = min(b.reachFirst, i), max(b.reachEnd, j)
			}
		}
	}
}

func gain(count, factor float64) float64 {
	if count <= 0 {
		return 0
	}
	return count * math.Log(count/factor)
}

// dispersion is the mean square of the residuals around the two paces, in units
// of Poisson's.
func (b burst) dispersion(points []point) float64 {
	in, out := paceOf(points[b.first:b.end]), paceOf(slices.Concat(points[:b.first], points[b.end:]))
	sum := 0.0
	for i, p := range points {
		mean := out * p.factor
		if i >= b.first && i < b.end {
			mean = in * p.factor
		}
		sum += (p.count - mean) * (p.count - mean) / math.Max(mean, 0.5)
	}
	return sum / math.Max(1, float64(len(points)-2))
}

// paceOf is customers a day of factor 1.
func paceOf(points []point) float64 {
	count, factor := 0.0, 0.0
	for _, p := range points {
		count, factor = count+p.count, factor+p.factor
	}
	if factor == 0 {
		return 0
	}
	return count / factor
}
