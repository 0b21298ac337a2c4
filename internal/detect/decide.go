package detect

import (
	"fmt"
	"math"
	"strings"
)

// The decision rule's constants; docs/decisions/0003-decision-rule.md says why these.
const (
	alpha        = 0.01 // largest q-value that names anybody
	notRuledOut  = 0.5  // below this q-value somebody stays in question
	minExplained = 3    // reports that one must explain to be named
	typicalShare = 0.6  // of the reports that a source explains; the rest are unrelated calls
)

var logAlpha = math.Log(alpha)

// power asks whether the reports could have named a principal with a usual workload.
func (m *comparison) power(median int) *Power {
	p := &Power{Accessed: median, Explained: int(typicalShare * float64(m.explicable)), QValue: 1}
	if p.Explained > 0 && median > 0 {
		d := draw{Customers: m.customers, Accessed: median, Reports: len(m.victims)}
		p.QValue = value(min(0, d.logTail(p.Explained)+math.Log(float64(m.principals))))
	}
	p.Sufficient = p.Explained >= minExplained && p.QValue <= alpha
	return p
}

func (f *Finding) decide(m *comparison, seen popularity) {
	best := math.Inf(1)
	if len(m.candidates) > 0 {
		best = m.candidates[0].logQ
	}
	if best > logAlpha {
		f.nobody(m, best)
		return
	}
	named, explained := m.sources()
	first := m.candidates[0]
	sure := first.explained - f.Suspects[0].SameDay
	cautious := value(min(0, m.cautiousTail(first, seen, sure)+math.Log(float64(m.principals))))
	f.Suspects[0].CautiousQ = cautious
	rivals := m.rivals()
	about := fmt.Sprintf("%s explains %d of %d reports, where %.2g were to be expected by chance (adjusted p %s)",
		first.principal, first.explained, f.Tested, f.Suspects[0].Expected, scientific(first.logQ))
	switch {
	case len(named) > 1:
		f.name(m, named, explained, NeedsHuman, about+fmt.Sprintf("; of the rest, more than chance gives are explained by %s: there may be %d insiders",
			m.list(named[1:]), len(named)))
	case first.explained < minExplained:
		f.name(m, named, explained, NeedsHuman, about+fmt.Sprintf("; fewer than %d explained reports name nobody", minExplained))
	case len(rivals) > 0:
		f.name(m, append(named, rivals...), explained, NeedsHuman, about+"; the reports cannot tell this apart from "+m.list(rivals))
	case cautious > alpha:
		f.name(m, named, explained, NeedsHuman, about+fmt.Sprintf("; but among customers who are looked up equally often, "+
			"and without look-ups on the day of a call, it may be chance (adjusted p %.2g)", cautious))
	default:
		f.name(m, named, explained, Confident, about+m.remainder(explained))
	}
}

// nobody decides where no principal is significant.
func (f *Finding) nobody(m *comparison, best float64) {
	f.Decision, f.Unexplained = NeedsHuman, f.Reports
	if len(m.candidates) > 0 {
		f.Explained = m.candidates[0].explained
		f.Unexplained -= f.Explained
	}
	switch {
	case f.Tested == 0:
		f.Reason = fmt.Sprintf("all %d reports are dated before the log begins: find an older log, or choose the source by other evidence.", f.Reports)
	case m.explicable == 0:
		f.Reason = "nobody in the log looked up a reported customer before the call: check the customer ids and dates of the reports, and whether this is the right log."
	case best < math.Log(notRuledOut):
		f.Reason = fmt.Sprintf("%s explains %d of %d reports, which chance alone may do (adjusted p %s): more reports will tell.",
			m.candidates[0].principal, f.Explained, f.Tested, scientific(best))
	case !f.Power.Sufficient:
		f.Reason = fmt.Sprintf("%d reports that the log could explain are too few to name anybody among %d principals: collect more.", m.explicable, m.principals)
	default:
		f.Decision = NoBreach
		f.Reason = fmt.Sprintf("none of %d principals explains more reports than chance would; one with a usual number of customers (%d) "+
			"that explained %d of them would have been found.", m.principals, f.Power.Accessed, f.Power.Explained)
	}
}

func (f *Finding) name(m *comparison, who []int, explained []bool, decision, reason string) {
	f.Decision, f.Reason = decision, reason+"."
	for _, i := range who {
		f.Named = append(f.Named, m.candidates[i].principal)
	}
	for _, yes := range explained {
		if yes {
			f.Explained++
		}
	}
	f.Unexplained = f.Reports - f.Explained
}

func (m *comparison) list(who []int) string {
	var names []string
	for _, i := range who {
		names = append(names, m.candidates[i].principal)
	}
	return strings.Join(names, " and ")
}

// scientific writes the number of a logarithm, however small it is.
func scientific(log float64) string {
	exponent := math.Floor(log / math.Ln10)
	if exponent > -300 {
		return fmt.Sprintf("%.2g", math.Exp(log))
	}
	mantissa := math.Exp(log - exponent*math.Ln10)
	if mantissa >= 9.95 { // would be written 10.0
		mantissa, exponent = mantissa/10, exponent+1
	}
	return fmt.Sprintf("%.1fe%.0f", mantissa, exponent)
}
