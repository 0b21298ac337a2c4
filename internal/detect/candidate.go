package detect

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A candidate is a principal who looked up at least one victim before the call.
type candidate struct {
	principal string
	lookups   *lookups
	hits      []hit
	explained int     // hits that precede the call: k
	logP      float64 // log P(X ≥ k) if the thief is somebody else
	logQ      float64 // the same after Holm's correction
}

func (c candidate) accessed() int { return len(c.lookups.list) }

// A comparison is the whole test: every principal against the same victims.
type comparison struct {
	victims    []victim
	customers  int         // M
	principals int         // how many were tested, whether or not they explain anything
	candidates []candidate // best first
	explicable int         // victims whom anybody looked up before their call
}

// draw is what chance would do with c's look-ups.
func (m *comparison) draw(c candidate) draw {
	return draw{Customers: m.customers, Accessed: c.accessed(), Reports: len(m.victims)}
}

func compare(t *tally, all []victim, customers int) *comparison {
	m := &comparison{victims: all, customers: customers, principals: len(t.principals)}
	explicable := make([]bool, len(all))
	for _, name := range t.names() {
		c := candidate{principal: name, lookups: t.principals[name]}
		c.hits = hits(c.lookups, all)
		for _, h := range c.hits {
			if h.explains {
				c.explained++
				explicable[h.victim] = true
			}
		}
		if c.explained > 0 {
			c.logP = m.draw(c).logTail(c.explained)
			m.candidates = append(m.candidates, c)
		}
	}
	for _, yes := range explicable {
		if yes {
			m.explicable++
		}
	}
	slices.SortFunc(m.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.logP, b.logP), cmp.Compare(b.explained, a.explained), strings.Compare(a.principal, b.principal))
	})
	logP := make([]float64, len(m.candidates))
	for i, c := range m.candidates {
		logP[i] = c.logP
	}
	for i, q := range holm(logP, m.principals) {
		m.candidates[i].logQ = q
	}
	return m
}

// holm adjusts ascending log p-values for tests hypotheses, of which those not
// listed have p = 1 (Holm: A simple sequentially rejective multiple test
// procedure, Scand. J. Statist. 6, 1979). Whatever principals depend on each
// other, the chance that any innocent one stays below α is at most α.
func holm(logP []float64, tests int) []float64 {
	out := make([]float64, len(logP))
	largest := math.Inf(-1)
	for i, p := range logP {
		largest = max(largest, min(0, p+math.Log(float64(tests-i))))
		out[i] = largest
	}
	return out
}

// mark adds the victims that c explains.
func (c candidate) mark(explained []bool) {
	for _, h := range c.hits {
		if h.explains {
			explained[h.victim] = true
		}
	}
}
