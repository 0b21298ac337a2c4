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
			if got, want := tr.reaches(highest), tr.reachesPlainly(highest); got != want {
				t.Fatalf("seed %d, shuffle %d of %d days: %v, want %v", seed, shuffle, n, got, want)
			}
			r.Shuffle(n, func(i, j int) { tr.points[i], tr.points[j] = tr.points[j], tr.points[i] })
		}
	}
}
