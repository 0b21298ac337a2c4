package scope

import (
	"math"
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
	// enough of them as high as the real run end it early: had there been all of
	// them, p would not be small for a single class.
	enough = 10
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
	count := t.shuffled(real, enoughFor(classes))
	least, most := math.Inf(1), 0.0
	for i, z := range real {
		if share := count.share(i); z > 0 && (share < least || share == least && z > most) {
			least, most, b.first, b.end = share, z, at[i][0], at[i][1]
		}
	}
	b.p = math.Min(1, float64(classes)*least)
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
