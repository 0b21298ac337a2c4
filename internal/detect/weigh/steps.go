package weigh

import (
	"slices"
	"sort"
)

// steps is a function that is constant between edges.
type steps struct {
	edges   []float64 // upper ends of all ranges but the last
	values  []float64
	weights []float64 // the guesses' share of each range
}

func (s steps) index(x float64) int { return sort.SearchFloat64s(s.edges, x) }

func (s steps) at(x float64) float64 { return s.values[s.index(x)] }

// fit compares X's customers with everybody's, range of x by range: how many
// times more of X's are there than in proportion to the weights.
func fit(use func(known) bool, mine, all []known) steps {
	a, b := make([]float64, 0, len(mine)), make([]float64, 0, len(all))
	for _, k := range mine {
		if use(k) {
			a = append(a, k.x)
		}
	}
	for _, k := range all {
		if use(k) {
			b = append(b, k.x)
		}
	}
	slices.Sort(a)
	slices.Sort(b)
	var s steps
	ranges := min(maxRanges, max(1, len(a)/perRange))
	for i := 1; i < ranges && len(b) > 0; i++ { // half by X's customers, half by everybody's
		from := a
		if i%2 == 0 {
			from = b
		}
		s.edges = append(s.edges, from[len(from)*i/ranges])
	}
	slices.Sort(s.edges)
	s.edges = slices.Compact(s.edges)
	n := len(s.edges) + 1
	observed, share, sampled := make([]float64, n), make([]float64, n), make([]float64, n)
	sum := 0.0
	for _, v := range a {
		observed[s.index(v)]++
	}
	for _, k := range all {
		if use(k) {
			r := s.index(k.x)
			share[r] += k.count * k.weight
			sum += k.count * k.weight
			sampled[r]++
		}
	}
	s.values = make([]float64, n)
	unlike := 0.0 // chi-square of observed against expected
	for r := range n {
		share[r] /= max(sum, 1e-12)
		expected := max(share[r]*float64(len(a)), 1e-9)
		s.values[r] = (observed[r] + prior*share[r]) / (float64(len(a)) + prior) / max(share[r], 1e-9)
		unlike += (observed[r] - expected) * (observed[r] - expected) / max(expected+expected*expected/max(sampled[r], 1), 1)
	}
	// Where the ranges differ no more than chance lets them, they do not differ
	// (James and Stein's estimator, the positive part).
	trust := max(0, 1-float64(n-1)/max(unlike, 1e-9))
	for r := range n {
		s.values[r] = 1 + trust*(s.values[r]-1)
		if sampled[r] == 0 { // nobody to compare with
			s.values[r] = 1
		}
	}
	s.weights = share
	return s
}

// isotonic makes values never fall, keeping weighted means (pool adjacent violators).
func isotonic(values, weights []float64) {
	type block struct {
		mean, weight float64
		n            int
	}
	var blocks []block
	for i, v := range values {
		b := block{v, weights[i], 1}
		for len(blocks) > 0 && blocks[len(blocks)-1].mean >= b.mean {
			last := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			if w := last.weight + b.weight; w > 0 {
				b.mean = (last.mean*last.weight + b.mean*b.weight) / w
			}
			b.weight, b.n = last.weight+b.weight, b.n+last.n
		}
		blocks = append(blocks, b)
	}
	i := 0
	for _, b := range blocks {
		for range b.n {
			values[i] = b.mean
			i++
		}
	}
}
