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
//     nobody else has q ≤ 0.0015. And not five of six reports are about customers whom
//     their queue or team looks up anyway.
//   - no-breach: nobody has q < 0.5, though a principal with a median number of
//     customers that explained 60 % of the reports would have been named.
//   - needs-human: everything else, so two insiders, two principals who cannot be
//     told apart, look-ups within a day before the calls, and too few reports.
//
// docs/decisions/0003-decision-rule.md says why, docs/detection.md how well it does.
//
// # Memory
//
// An access takes 16 bytes. Up to mostHeld of them are in memory; when it is full
// they are sorted, and only the first of each principal and customer stays. Where
// that does not make room they go to a temporary file (see scratch), 16 bytes each,
// and are put together again at the end, principal by principal. So memory is
// bounded and time grows with the log alone.
//
// The machine's last step reads the partial results, about 12 bytes for each
// customer of each principal of a batch, one after the other, and holds no more
// than that. What bounds it is the function's temporary storage: the 512 MB that
// every function has take 32 million accesses, 10 GB, which is the most there is,
// 640 million. In the benchmark's log of 100 million events there are 60 million.
// Where more is needed, batches must be counted by the first bits of fingerprints,
// each part be put together by a step of its own, and only what is told of each
// principal (customers, times, the sample, look-ups of the reported) come to the
// last step: all of that adds up over the parts.
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
