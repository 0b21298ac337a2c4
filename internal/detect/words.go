package detect

import (
	"fmt"
	"math"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// words says in sentences what speaks for and what against a suspect.
func (c *comparison) words(one *weigh.Case, s Suspect) (reasons, doubts []string) {
	hits, tested := len(one.Hits), len(c.victims)
	reasons = append(reasons, fmt.Sprintf("Before the calls, %s looked up %d of the %d reported customers; by chance, %.2g were to be expected, "+
		"given how much they work and who else looked those customers up.", s.Principal, hits, tested, one.Expected))
	if bits := one.LogRatio(); bits > 0 {
		reasons = append(reasons, fmt.Sprintf("The reports are %s times likelier if %s is the source than if nobody in the log is.", power10(bits), s.Principal))
	} else {
		doubts = append(doubts, fmt.Sprintf("The reports are likelier without %s as the source.", s.Principal))
	}
	reasons = append(reasons, fmt.Sprintf("If all %d principals were innocent, the number of them to be expected to look as suspicious as this is %s (the adjusted p).",
		len(c.names), plainNumber(one.Q)))
	untold := s.Explained - s.WithTicket
	switch mine := 1 - s.TicketShare; {
	case s.TicketShare == 0 && c.log.TicketShare() < 0.001:
		doubts = append(doubts, "The log has no tickets, so nothing tells whether the look-ups were part of the work.")
	case untold > 0 && float64(untold) > 2*mine*float64(s.Explained):
		reasons = append(reasons, fmt.Sprintf("%d of the %d look-ups had no ticket, as only %.0f %% of all their look-ups.", untold, s.Explained, 100*mine))
	case s.WithTicket > 0:
		doubts = append(doubts, fmt.Sprintf("%d of the %d look-ups had a ticket of a customer, as %.0f %% of all their look-ups: they may have been work.",
			s.WithTicket, s.Explained, 100*s.TicketShare))
	}
	if recent := float64(one.Recent); one.Recent > 2 && recent > 1.5*one.Usually {
		reasons = append(reasons, fmt.Sprintf("%d of the look-ups were less than four weeks before the call, where %.1f were to be expected from when they work: what was taken may have been used soon.",
			one.Recent, one.Usually))
	}
	if s.Near > 0 {
		doubts = append(doubts, fmt.Sprintf("%d look-ups fell within a day before the call, perhaps to take the customer's complaint; they do not count.", s.Near))
	}
	if p := one.Peers; p.Count > 0 {
		switch {
		case p.Shared:
			doubts = append(doubts, fmt.Sprintf("%d colleagues with much the same customers also looked up more reported ones than chance gives (%d, where %.1f were to be expected): "+
				"the reports may be about what they share. The figures allow for it.", p.Count, p.Seen, p.Expected))
		default:
			reasons = append(reasons, fmt.Sprintf("%d colleagues with much the same customers looked up no more reported ones than chance gives (%d, where %.1f were to be expected).",
				p.Count, p.Seen, p.Expected))
		}
	}
	if 2*s.Accessed > c.log.Customers {
		doubts = append(doubts, fmt.Sprintf("They looked up %.0f %% of all customers, as a batch job does: that they looked up the reported ones says little.",
			100*float64(s.Accessed)/float64(c.log.Customers)))
	}
	if left := tested - hits; left > 0 {
		doubts = append(doubts, fmt.Sprintf("%d of the %d reports they do not explain: unrelated calls, another source, or look-ups that the log lacks.", left, tested))
	}
	return reasons, doubts
}

// power10 writes exp(x), large numbers by their power of ten.
func power10(x float64) string {
	if x < 9.2 {
		return fmt.Sprintf("%.2g", math.Exp(x))
	}
	return fmt.Sprintf("10^%.0f", x/math.Ln10)
}

// plainNumber writes a small number for people.
func plainNumber(q float64) string {
	switch {
	case q >= 0.1:
		return fmt.Sprintf("%.1f", q)
	case q >= 1e-4:
		return fmt.Sprintf("%.1g", q)
	}
	return fmt.Sprintf("less than one in %s", inWords(1/q))
}

// inWords rounds a large number down to a power of ten.
func inWords(x float64) string {
	switch {
	case x >= 1e9:
		return "a billion"
	case x >= 1e6:
		return "a million"
	}
	return "ten thousand"
}
