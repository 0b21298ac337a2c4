package detect

import (
	"math"
	"math/big"
	"testing"
)

// sumTail is P(X + Y ≥ k) of two independent draws, exactly.
func sumTail(one, two draw, k int) float64 {
	exact := new(big.Rat)
	for x := 0; x <= one.Reports; x++ {
		for y := 0; y <= two.Reports; y++ {
			if x+y >= k {
				px := new(big.Rat).Sub(exactTail(one, x), exactTail(one, x+1))
				py := new(big.Rat).Sub(exactTail(two, y), exactTail(two, y+1))
				exact.Add(exact, px.Mul(px, py))
			}
		}
	}
	out, _ := exact.Float64()
	return out
}

func TestPopularity(t *testing.T) {
	b := newBook().reads("a", noon, "", 0, 3).reads("b", noon, "", 2, 5).reads("b", noon, "", 2, 5)
	b.settle()
	p := popularityOf(b.tally)
	if len(p.customers) != 5 {
		t.Fatalf("%d customers, want 5", len(p.customers))
	}
	for c, want := range []int{1, 1, 2, 1, 1, 0} {
		if got := p.of(fingerprint(customerName(c))); got != want {
			t.Errorf("customer %d was looked up by %d, want %d", c, got, want)
		}
	}
}

// By hand: a reads 0..19 and b reads 10..49, of 100 customers. By how many
// looked them up, 40 customers have one (a reads 10 of them) and 10 have two (a
// reads them all). By how many others than a did, 60 have none (a reads 10) and
// 40 have one (a reads 10).
func TestMatchedTailIsExact(t *testing.T) {
	b := newBook().reads("a", noon, "", 0, 20).reads("b", noon, "", 10, 50)
	b.settle()
	all, _ := victims(called(noon.AddDate(0, 0, 1), 1, 2, 12, 13, 30, 99).Reports, b.begin)
	m := compare(b.tally, all, 100)
	a := m.candidates[0]
	if a.principal != "a" {
		a = m.candidates[1]
	}
	seen := popularityOf(b.tally)
	for k := 0; k <= 6; k++ {
		byAll := sumTail(draw{40, 10, 3}, draw{10, 10, 2}, k)
		byOthers := sumTail(draw{60, 10, 3}, draw{40, 10, 3}, k)
		if got := math.Exp(m.matchedTail(a, seen, k)); math.Abs(got-byAll) > 1e-9 {
			t.Errorf("by all: P(X ≥ %d) = %g, want %g", k, got, byAll)
		}
		if got := math.Exp(m.matchedTail(a, seen.without(a), k)); math.Abs(got-byOthers) > 1e-9 {
			t.Errorf("by others: P(X ≥ %d) = %g, want %g", k, got, byOthers)
		}
		if got, want := math.Exp(m.cautiousTail(a, seen, k)), min(1, 2*min(byAll, byOthers)); math.Abs(got-want) > 1e-9 {
			t.Errorf("cautious: P(X ≥ %d) = %g, want %g", k, got, want)
		}
	}
}

// Logs of which one of the two comparisons sees nothing must not hide a thief.
func TestCautiousTestInRegularLogs(t *testing.T) {
	agents := func(b book, from int) book {
		for c := from; c < from+1000; c++ {
			b.reads(agentName(c%20), noon, "T", c, c+1)
		}
		return b
	}
	for name, b := range map[string]book{
		"every customer has one agent, and the thief comes on top": agents(newBook(), 0),
		"the same with a job that reads everybody":                 agents(newBook().reads("svc", noon, "", 0, 2000), 0),
		"nobody else looks up the thief's customers":               agents(newBook(), 500),
		"nobody else but a job that reads everybody":               agents(newBook().reads("svc", noon, "", 0, 2000), 500),
	} {
		t.Run(name, func(t *testing.T) {
			f := find(b.reads("thief", noon, "", 0, 40).tally, called(dayAfter, 1, 5, 9, 14, 22, 31, 38, 701, 913, 1127), 0)
			if f.Decision != Confident || f.Named[0] != "thief" {
				t.Errorf("%s %v: %s", f.Decision, f.Named, f.Reason)
			}
		})
	}
}
