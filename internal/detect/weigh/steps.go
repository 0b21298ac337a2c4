package weigh

import (
	"slices"
	"sort"
)

// steps is a function of guesses that is constant between edges. Customers whom
// nobody but X looked up have a range of their own: where everybody has their own
// customers, theirs are X's, whatever is guessed.
type steps struct {
	alone  bool      // the last range is theirs
	edges  []float64 // upper ends of all other ranges but the last
	values []float64
}

func (s steps) index(x float64, alone bool) int {
	if alone && s.alone {
		return len(s.edges) + 1
	}
	return sort.SearchFloat64s(s.edges, x)
}

func (s steps) at(x float64, alone bool) float64 { return s.values[s.index(x, alone)] }

// fit compares X's customers with everybody's, range of guess by range: how many
// times more of X's are there than the guesses make likely.
func fit(mine, all []known) steps {
	s := ranges(mine, all)
	n := len(s.edges) + 1
	if s.alone = len(mine) >= 2*perRange; s.alone {
		n++
	}
	observed, share, sampled := make([]float64, n), make([]float64, n), make([]float64, n)
	sum, seen := 0.0, float64(len(mine))
	for _, k := range mine {
		observed[s.index(k.guess, k.alone)]++
	}
	for _, k := range all {
		r := s.index(k.guess, k.alone)
		share[r] += k.count * k.guess
		sum += k.count * k.guess
		sampled[r]++
	}
	s.values = make([]float64, n)
	unlike := 0.0 // chi-square of observed against expected
	for r := range n {
		share[r] /= max(sum, 1e-12)
		expected := max(share[r]*seen, 1e-9)
		s.values[r] = (observed[r] + prior*share[r]) / (seen + prior) / max(share[r], 1e-9)
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
	return s
}

// ranges cuts the guesses: half by X's customers, half by everybody's.
func ranges(mine, all []known) (s steps) {
	guesses := func(of []known) []float64 {
		out := make([]float64, len(of))
		for i, k := range of {
			out[i] = k.guess
		}
		slices.Sort(out)
		return out
	}
	a, b := guesses(mine), guesses(all)
	n := min(maxRanges, max(1, len(a)/perRange))
	for i := 1; i < n && len(b) > 0; i++ {
		from := a
		if i%2 == 0 {
			from = b
		}
		s.edges = append(s.edges, from[len(from)*i/n])
	}
	slices.Sort(s.edges)
	s.edges = slices.Compact(s.edges)
	return s
}
