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

import "github.com/tocsin-ir/tocsin/internal/customerreport"

// find weighs every principal by the reports. It takes the tally apart.
func find(t *tally, set customerreport.Set, directorySize int) (Finding, error) {
	f := Finding{Ranking: ByReports, Reports: len(set.Reports), DuplicateReports: set.Duplicates, BadReports: len(set.Bad),
		BadReportRows: set.Bad[:min(len(set.Bad), maxBadRows)],
		Principals:    len(t.principals), LogBegin: t.begin, LogEnd: t.end, Suspects: []Suspect{}, Named: []string{}, Stats: t.stats}
	used, beforeLog := victims(set.Reports, t.begin)
	x, err := indexOf(t, used, directorySize)
	if err != nil {
		return f, err
	}
	f.Customers = x.customers
	if len(set.Reports) == 0 {
		f.rankByCustomers(x)
		return f, nil
	}
	f.Tested, f.BeforeLog, f.Customers = len(used), beforeLog, x.log.Customers
	f.UnknownCustomers = x.unknown
	c := newComparison(x, used)
	f.Power = c.power(x.median())
	f.Suspects = c.suspects()
	f.decide(c)
	return f, nil
}
