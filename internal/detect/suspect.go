package detect

import "math"

// suspect writes down what the test says about c.
func (m *comparison) suspect(c candidate) Suspect {
	s := Suspect{Principal: c.principal, Accessed: c.accessed(), Explained: c.explained,
		PValue: value(c.logP), QValue: value(c.logQ), Log10P: c.logP / math.Ln10, Expected: m.draw(c).mean()}
	for _, h := range c.hits {
		if !h.explains {
			continue
		}
		if h.at.ticket() {
			s.WithTicket++
		}
		if h.sameDay {
			s.SameDay++
		}
		at := h.at.time()
		if s.FirstAccess.IsZero() || at.Before(s.FirstAccess) {
			s.FirstAccess = at
		}
		if at.After(s.LastAccess) {
			s.LastAccess = at
		}
	}
	return s
}

// value turns a logarithm into a p-value that is never a claim of certainty.
func value(logP float64) float64 { return max(math.Exp(logP), 1e-300) }

// residuals fills in, for all but the first, what is left without the first.
func (m *comparison) residuals(suspects []Suspect) {
	if len(m.candidates) < 2 {
		return
	}
	explained := make([]bool, len(m.victims))
	m.candidates[0].mark(explained)
	for _, r := range m.rest(explained, 1) {
		suspects[r.index].Residual = &Residual{Explained: r.explained, PValue: value(r.logP), QValue: value(r.logQ)}
	}
}
