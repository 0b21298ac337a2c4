package detect

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// residual tests c again as if the marked victims, and the fact that some of
// them were looked up, had never been known: k and log p of what is left.
func (m *comparison) residual(c candidate, explained []bool) (k int, logP float64) {
	d := m.draw(c)
	for _, gone := range explained {
		if gone {
			d.Customers--
			d.Reports--
		}
	}
	for _, h := range c.hits {
		if explained[h.victim] {
			d.Accessed--
		} else if h.explains {
			k++
		}
	}
	return k, d.logTail(k)
}

// A leftover is a candidate's test without the reports of those named so far.
type leftover struct {
	index, explained int
	logP, logQ       float64
}

// rest tests the candidates from index first on, best first.
func (m *comparison) rest(explained []bool, first int) []leftover {
	var out []leftover
	for i := first; i < len(m.candidates); i++ {
		k, p := m.residual(m.candidates[i], explained)
		out = append(out, leftover{index: i, explained: k, logP: p})
	}
	slices.SortStableFunc(out, func(a, b leftover) int { return cmp.Compare(a.logP, b.logP) })
	logP := make([]float64, len(out))
	for i, r := range out {
		logP[i] = r.logP
	}
	for i, q := range holm(logP, m.principals-1) {
		out[i].logQ = q
	}
	return out
}

// sources names, one after the other, who explains reports that nobody named
// before explains.
func (m *comparison) sources() (named []int, explained []bool) {
	explained = make([]bool, len(m.victims))
	named = []int{0}
	m.candidates[0].mark(explained)
	for {
		rest := m.rest(explained, 1)
		if len(rest) == 0 || rest[0].logQ > logAlpha {
			return named, explained
		}
		named = append(named, rest[0].index)
		m.candidates[rest[0].index].mark(explained)
	}
}

// rivals are those in question without whose reports the first has no case left.
func (m *comparison) rivals() []int {
	var out []int
	for i := 1; i < len(m.candidates); i++ {
		other := m.candidates[i]
		if other.logQ >= math.Log(notRuledOut) {
			continue
		}
		explained := make([]bool, len(m.victims))
		other.mark(explained)
		if _, p := m.residual(m.candidates[0], explained); p > logAlpha {
			out = append(out, i)
		}
	}
	return out
}

// remainder says who explains the reports that nobody named explains.
func (m *comparison) remainder(explained []bool) string {
	rest := m.rest(explained, 1)
	if len(rest) == 0 || rest[0].logQ >= math.Log(notRuledOut) {
		return "; nobody stands out in the rest"
	}
	return fmt.Sprintf("; of the rest %s explains %d, which is not enough to accuse anybody (adjusted p %s)",
		m.candidates[rest[0].index].principal, rest[0].explained, scientific(rest[0].logQ))
}
