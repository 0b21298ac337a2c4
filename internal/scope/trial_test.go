package scope

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// reachesPlainly looks at every run.
func (t *trial) reachesPlainly(highest lengths) (yes [16]bool) {
	t.sum()
	n := len(t.points)
	all := t.factor[n]
	pace := t.count[n] / all
	for i := 0; i < n; i += t.step {
		for j := i + t.step; j <= min(n, i+n-minOutside); j += t.step {
			class, f := bits.Len(uint(j-i))-1, t.factor[j]-t.factor[i]
			over := t.count[j] - t.count[i] - pace*f
			if highest[class] > 0 && over > 0 && over*over >= highest[class]/all*(1-ties)*f*(all-f) {
				yes[class] = true
			}
		}
	}
	return yes
}

// every class of lengths.
var every = [16]bool{true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true}

// What is passed over must not have reached: an accusation's p stands on these
// counts.
func TestPassingOverRunsChangesNothing(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 9))
		n := minOutside + 1 + r.IntN(90)
		if seed%100 == 0 {
			n = 2*longest + 100 // ends of runs are some days apart
		}
		points := make([]point, n)
		for i := range points {
			points[i] = point{int64(i), float64(r.IntN(1 + r.IntN(40))), []float64{1, 0.1 + r.Float64()}[r.IntN(2)]}
		}
		tr := newTrial(points)
		highest, _ := tr.scan()
		for shuffle := range 10 {
			tr.sum()
			if got, want := tr.reaches(highest, every), tr.reachesPlainly(highest); got != want {
				t.Fatalf("seed %d, shuffle %d of %d days: %v, want %v", seed, shuffle, n, got, want)
			}
			r.Shuffle(n, func(i, j int) { tr.points[i], tr.points[j] = tr.points[j], tr.points[i] })
		}
	}
}

// A class that is done early could not have made a window, and one that makes a
// window has its p from all shuffles.
func TestStoppingEarlyDecidesNothing(t *testing.T) {
	windows := 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 21))
		points := make([]point, minOutside+3+r.IntN(60))
		for i := range points {
			points[i] = point{int64(i), float64(draw(r, 20)), 1}
			if i < len(points)/3 {
				points[i].count += float64(r.IntN(2 + int(seed)/2))
			}
		}
		tr := newTrial(points)
		real, _ := tr.scan()
		classes := 0
		for _, z := range real {
			if z > 0 {
				classes++
			}
		}
		most := enoughFor(classes)
		early := tr.shuffled(real, most)
		var all shuffleCount
		r = rand.New(rand.NewPCG(uint64(len(points)), 0)) // as shuffled has them
		for range most {
			r.Shuffle(len(points), func(i, j int) { tr.points[i], tr.points[j] = tr.points[j], tr.points[i] })
			for class, yes := range tr.reachesPlainly(real) {
				if all.done[class]++; yes {
					all.higher[class]++
				}
			}
		}
		for class, z := range real {
			if z == 0 {
				continue
			}
			got, want := 2*float64(classes)*early.share(class), 2*float64(classes)*all.share(class)
			if want <= maxP {
				windows++
			}
			if (got <= maxP || want <= maxP) && got != want {
				t.Errorf("seed %d, class %d: p %g, with all shuffles %g, where %g decides", seed, class, got, want, maxP)
			}
		}
	}
	if windows < 5 {
		t.Errorf("only %d of the made-up histories have a window: this tests nothing", windows)
	}
}
