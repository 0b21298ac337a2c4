package detect

import (
	"math"
	"slices"
)

// popularity tells by how many principals each customer was looked up.
type popularity struct {
	customers []customer // sorted, each once
	degree    []int
}

func popularityOf(t *tally) popularity {
	var all []customer
	for _, l := range t.principals {
		for _, a := range l.list {
			all = append(all, a.customer)
		}
	}
	slices.Sort(all)
	var p popularity
	for i, c := range all {
		if i == 0 || c != all[i-1] {
			p.customers, p.degree = append(p.customers, c), append(p.degree, 0)
		}
		p.degree[len(p.degree)-1]++
	}
	return p
}

func (p popularity) of(c customer) int {
	if i, ok := slices.BinarySearch(p.customers, c); ok {
		return p.degree[i]
	}
	return 0
}

// without takes c's own look-ups off the counts.
func (p popularity) without(c candidate) popularity {
	out := popularity{customers: p.customers, degree: slices.Clone(p.degree)}
	for _, a := range c.lookups.list {
		if i, ok := slices.BinarySearch(p.customers, a.customer); ok {
			out.degree[i]--
		}
	}
	return out
}

// cautiousTail is log P(X ≥ k) where customers differ: whoever is in touch with
// support more often is looked up by more people and reports more often, and
// with the plain test any busy agent then seems to explain too much. So victims
// are compared only with customers who were looked up equally often: by as many
// principals, or by as many others than c. The first sees nothing where it is
// c's own look-up that sets its customers apart, the second where nobody else
// looked them up, so the better of the two counts, corrected for two tests.
func (m *comparison) cautiousTail(c candidate, p popularity, k int) float64 {
	return min(0, math.Ln2+min(m.matchedTail(c, p, k), m.matchedTail(c, p.without(c), k)))
}

// matchedTail is log P(X ≥ k) when as many victims as were reported are drawn
// from the customers of each popularity. Those are independent hypergeometric
// draws, so the law of their sum is the convolution.
func (m *comparison) matchedTail(c candidate, p popularity, k int) float64 {
	classes := map[int]*draw{0: {Customers: m.customers - len(p.customers)}}
	class := func(degree int) *draw {
		if classes[degree] == nil {
			classes[degree] = &draw{}
		}
		return classes[degree]
	}
	for _, d := range p.degree {
		class(d).Customers++
	}
	for _, a := range c.lookups.list {
		class(p.of(a.customer)).Accessed++
	}
	for _, v := range m.victims {
		class(p.of(v.customer)).Reports++
	}
	law := []float64{1} // law[x] = P(X = x) over the classes so far
	for degree := range slices.Max(p.degree) + 1 {
		if d := classes[degree]; d != nil && d.Reports > 0 {
			law = convolve(law, *d)
		}
	}
	var tail float64
	for x := len(law) - 1; x >= max(k, 0); x-- { // the smallest terms first
		tail += law[x]
	}
	return math.Log(min(1, tail))
}

func convolve(law []float64, d draw) []float64 {
	lo, hi := d.span()
	out := make([]float64, len(law)+hi)
	for k := lo; k <= hi; k++ {
		p := math.Exp(d.logPMF(k))
		for x, q := range law {
			out[x+k] += p * q
		}
	}
	return out
}
