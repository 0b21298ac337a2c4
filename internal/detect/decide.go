package detect

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// notRuledOut is the q-value below which somebody stays in question.
const notRuledOut = 0.5

func (f *Finding) decide(c *comparison) {
	v := c.verdict
	if v.Outcome == weigh.Nobody {
		f.nobody(c)
		return
	}
	var named []weigh.Case
	for _, i := range v.Named {
		named = append(named, v.Cases[i])
	}
	first := named[0]
	about := fmt.Sprintf("%s explains %d of %d reports, where %.2g were to be expected by chance (adjusted p %s)",
		c.names[first.Who], len(first.Hits), f.Tested, first.Expected, scientific(math.Log(first.Q)))
	switch v.Outcome {
	case weigh.Several:
		f.name(c, named, NeedsHuman, about+fmt.Sprintf("; of the rest, more than chance gives are explained by %s: there may be %d insiders",
			c.list(named[1:]), len(named)))
	case weigh.TooFew:
		f.name(c, named, NeedsHuman, about+fmt.Sprintf("; fewer than %d explained reports name nobody", weigh.MinExplained))
	case weigh.Rivals:
		var rivals []weigh.Case
		for _, i := range v.Rivals {
			rivals = append(rivals, v.Cases[i])
		}
		f.name(c, append(named, rivals...), NeedsHuman, about+"; the reports cannot tell this apart from "+c.list(rivals))
	case weigh.Near:
		f.name(c, named, NeedsHuman, about+"; but only with look-ups on the day of a call or within a day before it, which may have been how the complaints were taken")
	case weigh.Concentrated:
		f.name(c, named, NeedsHuman, about+fmt.Sprintf("; but two of three reports are about customers whom %s and their colleagues look up anyway, at least %.0f times as often as others: "+
			"they may be about what a queue or team shares, which the log tells too roughly to accuse one of its people", c.names[first.Who], first.Usual))
	case weigh.Shared:
		for _, i := range v.Rivals {
			named = append(named, v.Cases[i])
		}
		f.name(c, named, NeedsHuman, about+"; but only against customers who are looked up as often: among those whom the same people look up it may be chance, "+
			"so the reports may be about what these people share")
	default:
		f.name(c, named, Confident, about+c.remainder())
	}
}

// nobody decides where no principal is significant.
func (f *Finding) nobody(c *comparison) {
	f.Decision, f.Unexplained = NeedsHuman, f.Reports
	best := c.best()
	if len(f.Suspects) > 0 {
		f.Explained = f.Suspects[0].Explained
		f.Unexplained -= f.Explained
	}
	switch {
	case f.Tested == 0:
		f.Reason = fmt.Sprintf("all %d reports are dated before the log begins: find an older log, or choose the source by other evidence.", f.Reports)
	case c.explicable == 0:
		f.Reason = "nobody in the log looked up a reported customer before the call: check the customer ids and dates of the reports, and whether this is the right log."
	case best < notRuledOut:
		f.Reason = fmt.Sprintf("%s explains %d of %d reports, which chance alone may do (adjusted p %s): more reports will tell.",
			f.Suspects[0].Principal, f.Explained, f.Tested, scientific(math.Log(best)))
	case !f.Power.Sufficient:
		f.Reason = fmt.Sprintf("%d reports that the log could explain are too few to name anybody among %d principals: collect more.", c.explicable, f.Principals)
	default:
		f.Decision = NoBreach
		f.Reason = fmt.Sprintf("none of %d principals explains more reports than chance would; one with a usual number of customers (%d) "+
			"that explained %d of them would have been found.", f.Principals, f.Power.Accessed, f.Power.Explained)
	}
}

func (f *Finding) name(c *comparison, who []weigh.Case, decision, reason string) {
	f.Decision, f.Reason = decision, reason+"."
	for _, one := range who {
		if name := c.names[one.Who]; !slices.Contains(f.Named, name) {
			f.Named = append(f.Named, name)
		}
	}
	f.Explained = c.explained(who[:max(1, len(c.verdict.Named))]...)
	f.Unexplained = f.Reports - f.Explained
}

func (c *comparison) list(who []weigh.Case) string {
	var names []string
	for _, one := range who {
		names = append(names, c.names[one.Who])
	}
	return strings.Join(names, " and ")
}

// remainder says who explains the reports that nobody named explains.
func (c *comparison) remainder() string {
	rest := c.verdict.Rest
	if len(rest) == 0 || rest[0].Q >= notRuledOut {
		return "; nobody stands out in the rest"
	}
	return fmt.Sprintf("; of the rest %s explains %d, which is not enough to accuse anybody (adjusted p %s)",
		c.names[rest[0].Who], len(rest[0].Hits), scientific(math.Log(rest[0].Q)))
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
