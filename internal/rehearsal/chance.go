package rehearsal

import (
	"math"
	"math/rand/v2"
)

// Streams of chance. Each thing that is invented draws from its own, so that
// days and customers can be made in any order, and in parallel.
const (
	streamCustomer = iota + 1
	streamAgents
	streamTheft
	streamDay
	streamNight
	streamReports
)

// chance returns the generator of part n of a stream. The world must be the
// same each time, which a cryptographic generator could not be.
func chance(seed uint64, stream, n int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(stream)<<40|uint64(n))) // #nosec G115 G404 -- small and positive; nothing secret
}

// poisson draws a number of events with a mean below some hundreds (Knuth's method).
func poisson(r *rand.Rand, mean float64) int {
	limit, product, n := math.Exp(-mean), r.Float64(), 0
	for product > limit {
		product *= r.Float64()
		n++
	}
	return n
}

// weighted draws an index with probability in proportion to its weight; sums
// holds the running sums of the weights.
func weighted(r *rand.Rand, sums []float64) int {
	x := r.Float64() * sums[len(sums)-1]
	for i, s := range sums {
		if x < s {
			return i
		}
	}
	return len(sums) - 1
}
