package weigh

import (
	"fmt"
	"math"
	"math/big"
	"testing"
)

// exactTail is P(X ≥ k) as a fraction of whole numbers.
func exactTail(d Draw, k int) *big.Rat {
	choose := func(n, k int) *big.Int { return new(big.Int).Binomial(int64(n), int64(k)) }
	sum := new(big.Int)
	for x := max(k, 0); x <= min(d.Reports, d.Accessed); x++ {
		if d.Reports-x <= d.Customers-d.Accessed {
			sum.Add(sum, new(big.Int).Mul(choose(d.Accessed, x), choose(d.Customers-d.Accessed, d.Reports-x)))
		}
	}
	return new(big.Rat).SetFrac(sum, choose(d.Customers, d.Reports))
}

// logRat is the natural logarithm of a fraction too small for a float64.
func logRat(r *big.Rat) float64 {
	f := new(big.Float).SetPrec(200).SetRat(r)
	mantissa := new(big.Float)
	exponent := f.MantExp(mantissa)
	m, _ := mantissa.Float64()
	return math.Log(m) + float64(exponent)*math.Ln2
}

func TestTailIsExact(t *testing.T) {
	draws := []Draw{
		{10, 3, 4}, {10, 10, 4}, {10, 0, 4}, {10, 9, 9}, {1, 1, 1},
		{120_000, 680, 12}, {120_000, 3900, 12}, {120_000, 120_000, 12}, {120_000, 119_990, 12},
		{12_000_000, 68_000, 40}, {12_000_000, 68_000, 400}, {12_000_000, 1, 1}, {12_000_000, 6_000_000, 60},
	}
	worst := 0.0
	for _, d := range draws {
		lo, hi := d.span()
		for k := max(lo-1, 0); k <= hi+1; k += max(1, (hi-lo)/12) {
			t.Run(fmt.Sprintf("%d of %+v", k, d), func(t *testing.T) {
				exact, got := exactTail(d, k), d.LogTail(k)
				if exact.Sign() == 0 {
					if !math.IsInf(got, -1) {
						t.Fatalf("log tail %g of what cannot be", got)
					}
					return
				}
				// A difference of logarithms is the relative error of p.
				diff := math.Abs(got - logRat(exact))
				if worst = max(worst, diff); diff > 2e-7 {
					t.Errorf("log p = %.17g, want %.17g", got, logRat(exact))
				}
			})
		}
	}
	t.Logf("worst relative error of p: %.1e", worst)
}

// Written down from the exact fraction by hand: 7 of 12 reports explained by
// 680 of 120,000 customers.
func TestTailOfTheCaseItIsFor(t *testing.T) {
	p := math.Exp(Draw{Customers: 120_000, Accessed: 680, Reports: 12}.LogTail(7))
	f, _ := exactTail(Draw{120_000, 680, 12}, 7).Float64()
	if math.Abs(p/f-1) > 2e-7 || p > 2e-13 || p < 1e-13 {
		t.Errorf("p = %g, exactly %g", p, f)
	}
}
