package weigh

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat/combin"
)

// A Draw is the situation that chance is asked about: Reports customers are
// drawn out of Customers without replacement, and Accessed of all customers
// were looked up by one principal. How many of the drawn were looked up follows
// the hypergeometric law (Johnson, Kemp, Kotz: Univariate Discrete
// Distributions, 3rd edition, chapter 6).
type Draw struct {
	Customers int // M
	Accessed  int // K ≤ M
	Reports   int // n ≤ M
}

// span is the smallest and the largest possible number of hits.
func (d Draw) span() (lo, hi int) {
	return max(0, d.Reports+d.Accessed-d.Customers), min(d.Reports, d.Accessed)
}

// logPMF is log P(X = k) for k within span.
func (d Draw) logPMF(k int) float64 {
	return logChoose(d.Accessed, k) + logChoose(d.Customers-d.Accessed, d.Reports-k) - logChoose(d.Customers, d.Reports)
}

func logChoose(n, k int) float64 { return combin.LogGeneralizedBinomial(float64(n), float64(k)) }

// LogTail is log P(X ≥ k), summed in the logarithm so that it does not
// underflow however small it is. gonum has no hypergeometric law; its
// logarithm of the binomial coefficient makes the terms, which keeps seven
// digits of p in a population of 12 million.
func (d Draw) LogTail(k int) float64 {
	lo, hi := d.span()
	if k <= lo {
		return 0
	}
	if k > hi {
		return math.Inf(-1)
	}
	terms := make([]float64, 0, hi-k+1)
	for x := k; x <= hi; x++ {
		terms = append(terms, d.logPMF(x))
	}
	return min(0, floats.LogSumExp(terms))
}
