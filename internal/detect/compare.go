package detect

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// typicalShare of the reports is what a source explains; the rest are unrelated calls.
const typicalShare = 0.6

// mostRanked is how many suspects have all figures. Those behind them stay in the
// ranking with their counts alone: whoever stands in it may not choose the
// suspect (internal/approval), so nobody who explains a report may be left out.
const mostRanked = 200

// A comparison is the whole test: every principal against the same victims.
type comparison struct {
	*index
	victims    []victim
	verdict    weigh.Verdict
	ranking    []weigh.Case // everybody who looked up a victim before the call; the verdict's first is the first
	explicable int          // victims whom anybody looked up before their call
}

func newComparison(x *index, all []victim) *comparison {
	c := &comparison{index: x, victims: all}
	c.verdict = x.log.Decide(c.reports)
	for _, r := range c.reports {
		if slices.ContainsFunc(r.Looks, func(k weigh.Look) bool { return k.At < r.Call }) {
			c.explicable++
		}
	}
	c.rank()
	return c
}

// rank lists everybody, those that the verdict computed first.
func (c *comparison) rank() {
	done := map[int]bool{}
	for _, one := range c.verdict.Cases {
		if one.Exactly {
			done[one.Who] = true
			c.ranking = append(c.ranking, one)
		}
	}
	for _, one := range c.log.Cases(c.reports, c.verdict.Grace, 0) {
		if !done[one.Who] {
			one.Chance()
			c.ranking = append(c.ranking, one)
		}
	}
	var named []int
	for _, i := range c.verdict.Named {
		named = append(named, c.verdict.Cases[i].Who)
	}
	slices.SortStableFunc(c.ranking, func(a, b weigh.Case) int {
		return cmp.Or(rank(named, a.Who)-rank(named, b.Who), cmp.Compare(a.P, b.P), cmp.Compare(b.Score, a.Score), strings.Compare(c.names[a.Who], c.names[b.Who]))
	})
}

// rank is the place in a list, and behind all for who is not in it.
func rank(list []int, who int) int {
	if i := slices.Index(list, who); i >= 0 {
		return i
	}
	return len(list)
}

// best is the smallest q of anybody.
func (c *comparison) best() float64 {
	if len(c.verdict.Cases) == 0 {
		return 1
	}
	return c.verdict.Cases[0].Q
}

// power asks whether the reports could have named a principal with a usual
// workload, by the textbook's test, which needs more reports than this one.
func (c *comparison) power(median int) *Power {
	p := &Power{Accessed: median, Explained: int(typicalShare * float64(c.explicable)), QValue: 1}
	if p.Explained > 0 && median > 0 {
		d := weigh.Draw{Customers: c.log.Customers, Accessed: median, Reports: len(c.victims)}
		p.QValue = value(min(0, d.LogTail(p.Explained)+math.Log(float64(len(c.names)))))
	}
	p.Sufficient = p.Explained >= weigh.MinExplained && p.QValue <= weigh.Alpha
	return p
}

// explained marks the reports that any of these explain.
func (c *comparison) explained(cases ...weigh.Case) int {
	marked := map[int]bool{}
	for _, one := range cases {
		for _, j := range one.Hits {
			marked[j] = true
		}
	}
	return len(marked)
}
