// Package detect finds the source of a leak: whose look-ups explain which
// customers were called by impostors.
//
// The statistics are in package weigh: for every principal, how much more likely
// the reports are if they are the source than if somebody else is, and how often
// chance alone would give anybody as much. This package makes weigh's input out
// of the log, and a decision, with its reasons in words, out of its verdict.
//
// # The decision
//
//   - confident: one principal has q ≤ 0.008, explains at least three reports, and
//     is not matched by a rival: nobody else is nearly as likely without whose
//     reports this one has no case left. And without the reports that they explain
//     nobody else has q ≤ 0.001. And not two of three reports are about customers whom
//     their queue or team looks up anyway.
//   - no-breach: nobody has q < 0.5, though a principal with a median number of
//     customers that explained 60 % of the reports would have been named.
//   - needs-human: everything else, so two insiders, two principals who cannot be
//     told apart, look-ups within a day before the calls, and too few reports.
//
// docs/decisions/0003-decision-rule.md says why, docs/detection.md how well it does.
package detect

import (
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
)

// find weighs every principal by the reports.
func find(t *tally, set customerreport.Set, directorySize int) Finding {
	t.settle()
	f := Finding{Ranking: ByReports, Reports: len(set.Reports), DuplicateReports: set.Duplicates, BadReports: len(set.Bad),
		BadReportRows: set.Bad[:min(len(set.Bad), maxBadRows)],
		Principals:    len(t.principals), LogBegin: t.begin, LogEnd: t.end, Suspects: []Suspect{}, Named: []string{}, Stats: t.stats}
	used, beforeLog := victims(set.Reports, t.begin)
	x := indexOf(t, used, directorySize)
	f.Customers = x.customers
	if len(set.Reports) == 0 {
		f.rankByCustomers(t)
		return f
	}
	f.Tested, f.BeforeLog, f.Customers = len(used), beforeLog, x.log.Customers
	for _, v := range used {
		if !x.known[v.customer] {
			f.UnknownCustomers++
		}
	}
	c := newComparison(x, t, used)
	f.Power = c.power(medianAccessed(t))
	f.Suspects = c.suspects()
	f.decide(c)
	return f
}

func medianAccessed(t *tally) int {
	sizes := make([]float64, 0, len(t.principals))
	for _, l := range t.principals {
		sizes = append(sizes, float64(len(l.list)))
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return int(stat.Quantile(0.5, stat.Empirical, sizes, nil))
}
