package detect

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// mostShown is how many suspects are told of in words and with their look-ups.
const mostShown = 5

// suspects writes down what the test says about those in the ranking.
func (c *comparison) suspects() []Suspect {
	out := []Suspect{}
	numbers := c.numbers()
	for i := range c.ranking {
		one := &c.ranking[i]
		s := c.suspect(one)
		if i >= mostRanked {
			s = Suspect{Principal: s.Principal, Accessed: s.Accessed, Explained: s.Explained}
		}
		if i < mostShown {
			s.Reads = c.reads(one.Who, numbers)
			s.Reasons, s.Doubts = c.words(one, s)
		}
		out = append(out, s)
	}
	c.residuals(out[:min(len(out), mostRanked)])
	return out
}

func (c *comparison) suspect(one *weigh.Case) Suspect {
	person := c.log.People[one.Who]
	s := Suspect{Principal: c.names[one.Who], Accessed: person.Customers, PValue: value(math.Log(one.P)), QValue: value(math.Log(one.Q)),
		Log10P: math.Log10(max(one.P, 1e-300)), Expected: one.Expected, LogRatio: one.LogRatio()}
	if n := len(person.With) + len(person.Without); n > 0 {
		s.TicketShare = float64(len(person.With)) / float64(n)
	}
	for j, r := range c.reports {
		for _, k := range r.Looks {
			if int(k.Who) != one.Who || k.At >= r.Call {
				continue
			}
			s.Explained++
			at := time.UnixMilli(k.At).UTC()
			if k.Ticket {
				s.WithTicket++
			}
			if k.At >= r.Call-weigh.Grace {
				s.Near++
			}
			if day := c.victims[j].day; !day.IsZero() && !at.Before(day) {
				s.SameDay++
			}
			if s.FirstAccess.IsZero() || at.Before(s.FirstAccess) {
				s.FirstAccess = at
			}
			if at.After(s.LastAccess) {
				s.LastAccess = at
			}
		}
	}
	d := weigh.Draw{Customers: c.log.Customers, Accessed: person.Customers, Reports: len(c.victims)}
	s.PlainP = value(d.LogTail(s.Explained))
	return s
}

// numbers gives each report its place in order of the calls, from 1.
func (c *comparison) numbers() []int {
	order := make([]int, len(c.victims))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.reports[a].Call, c.reports[b].Call) })
	out := make([]int, len(order))
	for i, j := range order {
		out[j] = i + 1
	}
	return out
}

// reads lists one principal's look-ups of reported customers before their calls.
func (c *comparison) reads(who int, numbers []int) (out []Read) {
	for j, r := range c.reports {
		for _, k := range r.Looks {
			if int(k.Who) == who && k.At < r.Call {
				out = append(out, Read{Report: numbers[j], At: time.UnixMilli(k.At).UTC(), Call: c.victims[j].call.UTC(),
					DayOnly: !c.victims[j].day.IsZero(), Ticket: k.Ticket, Near: k.At >= r.Call-weigh.Grace})
			}
		}
	}
	slices.SortFunc(out, func(a, b Read) int { return cmp.Compare(a.Report, b.Report) })
	return out
}

// value turns a logarithm into a p-value that is never a claim of certainty.
func value(logP float64) float64 { return max(math.Exp(logP), 1e-300) }

// residuals fills in, for all but the first, what is left without the first.
func (c *comparison) residuals(suspects []Suspect) {
	if len(suspects) < 2 {
		return
	}
	rest := map[string]*weigh.Case{}
	left := c.log.Rest(c.reports, c.ranking[0], c.verdict.Grace)
	for i := range left {
		rest[c.names[left[i].Who]] = &left[i]
	}
	for i := 1; i < len(suspects); i++ {
		suspects[i].Residual = &Residual{PValue: 1, QValue: 1}
		if r := rest[suspects[i].Principal]; r != nil {
			*suspects[i].Residual = Residual{Explained: len(r.Hits), PValue: value(math.Log(r.P)), QValue: value(math.Log(r.Q))}
		}
	}
}
