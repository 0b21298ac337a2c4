package weigh

import (
	"cmp"
	"slices"
)

// The rule's constants; docs/decisions/0003-decision-rule.md says why these.
const (
	Alpha        = 0.008  // largest q-value that names anybody
	MinExplained = 3      // reports that one must explain to be named
	mostUsual    = 2      // times that somebody named may look up five of six who reported more often than an average customer
	beyondDoubt  = 1e-5   // q-value below which mostUsual does not matter
	secondAlpha  = 0.0015 // largest q-value that makes somebody a second source
	apart        = 46     // score by which a rival must be behind: a likelihood ratio of 100
	exact        = 2      // how many of the best are computed exactly; chance is nearly the same for all, so nobody further down has the smallest q
)

// Grace is the time before a call, in milliseconds, within which a look-up names
// nobody: it may be how the customer's complaint was taken, as calls are often
// dated by the day they were told of.
const Grace = 24 * 3600 * 1000

// Outcomes of a verdict.
const (
	Nobody       = iota // nobody has q ≤ Alpha
	TooFew              // somebody has, by fewer than MinExplained reports
	Rivals              // the reports cannot tell the first from others
	Several             // of the reports that the first does not explain, others explain too many
	One                 // one principal is the source
	Near                // one would be, but by look-ups shortly before the calls
	Concentrated        // one would be, but nearly all reports are about customers whom they look up anyway
	Shared              // one would be, but those who share customers with them explain the reports as well
)

// A Verdict is what the rule makes of the reports.
type Verdict struct {
	Outcome int
	Grace   int64  // with which the cases were weighed: none where the outcome is Near
	Cases   []Case // best first; the first few are exact
	Named   []int  // places in Cases
	Rivals  []int  // places in Cases
	Rest    []Case // of the reports that those named do not explain; the first few are exact
}

// Decide applies the rule.
func (l *Log) Decide(reports []Report) Verdict {
	v := l.decide(reports, Grace)
	if v.Outcome == Nobody {
		if near := l.decide(reports, 0); near.Outcome != Nobody {
			near.Outcome = Near
			return near
		}
		if shared := l.byNumber.decide(reports, Grace); shared.Outcome != Nobody {
			shared.Outcome = Shared
			return shared
		}
	}
	return v
}

func (l *Log) decide(reports []Report, grace int64) Verdict {
	v := Verdict{Grace: grace, Cases: l.ranked(reports, grace, 2)}
	if len(v.Cases) == 0 {
		v.Cases = l.ranked(reports, grace, 1)
	}
	if len(v.Cases) == 0 || v.Cases[0].Q > Alpha {
		return v
	}
	first := &v.Cases[0]
	v.Named = []int{0}
	explained := slices.Clone(first.Hits)
	for {
		v.Rest = l.rest(v, without(reports, explained), grace)
		if len(v.Rest) == 0 || v.Rest[0].Q > secondAlpha {
			break
		}
		i := slices.IndexFunc(v.Cases, func(c Case) bool { return c.Who == v.Rest[0].Who })
		v.Named = append(v.Named, i)
		explained = append(explained, v.Cases[i].Hits...)
	}
	v.Rivals = l.rivals(v.Cases, reports, grace)
	switch {
	case len(first.Hits) < MinExplained && len(v.Named) == 1:
		v.Outcome = TooFew
	case len(v.Rivals) > 0 && len(v.Named) == 1:
		v.Outcome = Rivals
	case first.nearly > mostUsual && first.Q > beyondDoubt:
		v.Outcome = Concentrated
	case len(v.Named) > 1:
		v.Outcome = Several
	default:
		v.Outcome = One
	}
	return v
}

// ranked weighs everybody with so many hits and puts the one with the smallest q first.
func (l *Log) ranked(reports []Report, grace int64, least int) []Case {
	cases := l.Cases(reports, grace, least)
	n := min(exact, len(cases))
	for i := range n {
		cases[i].Exact()
	}
	slices.SortStableFunc(cases[:n], func(a, b Case) int { return cmp.Compare(a.Q, b.Q) })
	return cases
}

func (l *Log) rest(v Verdict, reports []Report, grace int64) []Case {
	out := l.ranked(reports, grace, 2)
	return slices.DeleteFunc(out, func(c Case) bool {
		return slices.ContainsFunc(v.Named, func(i int) bool { return v.Cases[i].Who == c.Who })
	})
}

// rivals are those nearly as likely as the first, without whose reports the
// first has no case left.
func (l *Log) rivals(cases []Case, reports []Report, grace int64) (out []int) {
	first := &cases[0]
	for i := 1; i < len(cases); i++ {
		other := &cases[i]
		if other.Score <= first.Score-apart {
			continue
		}
		left := l.weigh(first.Who, without(reports, other.Hits), grace)
		if len(left.Hits) == 0 || l.tails(left.cells, left.Score) > Alpha {
			out = append(out, i)
		}
	}
	return out
}

// Rest weighs everybody but the first by the reports that the first does not explain.
func (l *Log) Rest(reports []Report, first Case, grace int64) []Case {
	left := l.Cases(without(reports, first.Hits), grace, 1)
	left = slices.DeleteFunc(left, func(c Case) bool { return c.Who == first.Who })
	for i := range left {
		if i < exact {
			left[i].Exact()
		} else {
			left[i].Chance()
		}
	}
	return left
}
