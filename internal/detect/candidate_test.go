package detect

import (
	"math"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
)

// A book writes tallies by hand.
type book struct{ *tally }

func newBook() book { return book{newTally()} }

// reads notes that p looked up the customers numbered from..to-1, at that time.
func (b book) reads(p string, at time.Time, ticket string, from, to int) book {
	for c := from; c < to; c++ {
		b.keep(filter{actions: []string{DefaultAction}}, &accesslog.Record{Time: at, Principal: p, Action: DefaultAction, CustomerID: customerName(c), TicketID: ticket})
	}
	return b
}

func called(at time.Time, customers ...int) customerreport.Set {
	var s customerreport.Set
	for _, c := range customers {
		s.Reports = append(s.Reports, customerreport.Report{CustomerID: customerName(c), CalledAt: at})
	}
	return s
}

// The example of Holm's method that textbooks give: 0.01, 0.02, 0.03, 0.04 of four tests.
func TestHolm(t *testing.T) {
	tests := []struct {
		name  string
		p     []float64
		tests int
		want  []float64
	}{
		{"four of four", []float64{0.01, 0.02, 0.03, 0.04}, 4, []float64{0.04, 0.06, 0.06, 0.06}},
		{"a later one never falls below an earlier one", []float64{0.01, 0.011}, 2, []float64{0.02, 0.02}},
		{"the unlisted have p = 1", []float64{0.001, 0.004}, 300, []float64{0.3, 1}},
		{"never above 1", []float64{0.5, 1}, 10, []float64{1, 1}},
		{"none", nil, 10, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var logs []float64
			for _, p := range tt.p {
				logs = append(logs, math.Log(p))
			}
			for i, q := range holm(logs, tt.tests) {
				if math.Abs(math.Exp(q)-tt.want[i]) > 1e-12 {
					t.Errorf("q %d = %g, want %g", i, math.Exp(q), tt.want[i])
				}
			}
		})
	}
}

func TestCompareAndResidual(t *testing.T) {
	b := newBook().reads("svc", noon, "", 0, 100).
		reads("a", noon, "T1", 0, 10).                  // 0..4 are victims: explains 5
		reads("b", noon, "", 4, 9).                     // of those 4
		reads("late", noon.AddDate(0, 0, 2), "", 0, 5). // after the calls
		reads("none", noon, "", 50, 60)                 // nobody's
	b.settle()
	all, before := victims(called(noon.AddDate(0, 0, 1), 0, 1, 2, 3, 4).Reports, b.begin)
	if len(all) != 5 || before != 0 {
		t.Fatalf("%d victims, %d before the log", len(all), before)
	}
	m := compare(b.tally, all, 100)
	want := []struct {
		principal           string
		accessed, explained int
		p                   draw
	}{
		{"a", 10, 5, draw{100, 10, 5}}, {"b", 5, 1, draw{100, 5, 5}}, {"svc", 100, 5, draw{100, 100, 5}},
	}
	if len(m.candidates) != len(want) {
		t.Fatalf("%d candidates: %+v", len(m.candidates), m.candidates)
	}
	for i, w := range want {
		c := m.candidates[i]
		exact, _ := exactTail(w.p, w.explained).Float64()
		if c.principal != w.principal || c.accessed() != w.accessed || c.explained != w.explained || math.Abs(math.Exp(c.logP)/exact-1) > 1e-9 {
			t.Errorf("candidate %d: %s accessed %d explained %d p %g; want %+v p %g", i, c.principal, c.accessed(), c.explained, math.Exp(c.logP), w, exact)
		}
	}
	if q := math.Exp(m.candidates[0].logQ) / math.Exp(m.candidates[0].logP); math.Abs(q-5) > 1e-9 {
		t.Errorf("the best of five principals is corrected by %g", q)
	}
	// Without victim 4, which b explains: 4 of 4, out of 9 and 99.
	explained := make([]bool, 5)
	m.candidates[1].mark(explained)
	k, p := m.residual(m.candidates[0], explained)
	exact, _ := exactTail(draw{99, 9, 4}, 4).Float64()
	if k != 4 || math.Abs(math.Exp(p)/exact-1) > 1e-9 {
		t.Errorf("residual of a: %d, p %g; want 4, p %g", k, math.Exp(p), exact)
	}
}

// However small p is, order and figures stay.
func TestTinyP(t *testing.T) {
	b := newBook().reads("svc", noon, "", 0, 20_000).reads("a", noon, "", 0, 400).reads("b", noon, "", 0, 401)
	set := customerreport.Set{}
	for c := range 400 {
		set.Reports = append(set.Reports, called(noon.AddDate(0, 0, 1), c).Reports...)
	}
	f := find(b.tally, set, 12_000_000)
	if f.Suspects[0].Principal != "a" || f.Suspects[0].Log10P > -1500 || f.Suspects[0].PValue <= 0 {
		t.Errorf("first suspect %+v with log10 p = %g", f.Suspects[0], f.Suspects[0].Log10P)
	}
}
