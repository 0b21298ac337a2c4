package scope

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A median is the sorted numbers' middle, with ties and without.
func TestMedian(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 41))
		v := make([]float64, 1+r.IntN(100))
		few := 1 + r.IntN(200)
		for i := range v {
			v[i] = float64(r.IntN(few)) / 4
		}
		order := slices.Sorted(slices.Values(v))
		want := (order[(len(v)-1)/2] + order[len(v)/2]) / 2
		if got := median(v); got != want {
			t.Fatalf("seed %d: the median is %g, want %g of %v", seed, got, want, order)
		}
		if slices.Sort(v); !slices.Equal(v, order) {
			t.Fatalf("seed %d: other numbers than before", seed)
		}
	}
}
