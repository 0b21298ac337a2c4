// Package detect finds the source of a leak: whose look-ups explain which
// customers were called by impostors.
//
// # The test
//
// For every principal of the access log: K distinct customers looked up before
// the last call, k of the n reported ones looked up before their own call, M
// customers in all. If somebody else is the thief, the reported customers are n
// out of M for this principal, and P(X ≥ k) is the upper tail of a
// hypergeometric law. K counts up to the last call although most calls are
// earlier, and M counts only customers who were looked up or reported (unless
// the directory says that there are more): both make the p-value larger than it
// need be, never smaller. A batch job that reads everybody has K = M, k = n and
// p = 1.
//
// P-values are corrected for the number of principals by Holm's method, because
// one wrong accusation costs somebody's job: the chance of naming anybody
// innocent is held, not, as with Benjamini and Hochberg, their share among those
// named.
//
// # The decision
//
//   - confident: the best principal has q ≤ 0.01 and explains at least three
//     reports; without the reports that it explains nobody else has q ≤ 0.01; of
//     everybody whom the test cannot rule out (q < 0.5) the best one stands apart,
//     that is, without the other's reports it still has p ≤ 0.01; and a more
//     cautious test agrees, which compares only customers who were looked up by
//     equally many, and leaves out look-ups on the day of a call of which only the
//     day is known.
//   - no-breach: nobody has q < 0.5, though a principal with a median number of
//     customers that explained 60 % of the reports would have had q ≤ 0.01.
//   - needs-human: everything else, so two insiders, two principals who cannot be
//     told apart, and too few reports.
//
// docs/decisions/0003-decision-rule.md says why.
package detect

import (
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
)

// find tests every principal against the reports.
func find(t *tally, set customerreport.Set, directorySize int) Finding {
	t.settle()
	f := Finding{Ranking: ByReports, Reports: len(set.Reports), DuplicateReports: set.Duplicates, BadReports: len(set.Bad),
		BadReportRows: set.Bad[:min(len(set.Bad), maxBadRows)],
		Principals:    len(t.principals), LogBegin: t.begin, LogEnd: t.end, Suspects: []Suspect{}, Named: []string{}, Stats: t.stats}
	seen := popularityOf(t)
	f.Customers = len(seen.customers)
	if len(set.Reports) == 0 {
		f.rankByCustomers(t)
		return f
	}
	used, beforeLog := victims(set.Reports, t.begin)
	f.Tested, f.BeforeLog = len(used), beforeLog
	for _, v := range used {
		if seen.of(v.customer) == 0 {
			f.UnknownCustomers++
		}
	}
	f.Customers = max(f.Customers+f.UnknownCustomers, directorySize)
	m := compare(t, used, f.Customers)
	f.Power = m.power(medianAccessed(t))
	for _, c := range m.candidates {
		f.Suspects = append(f.Suspects, m.suspect(c))
	}
	m.residuals(f.Suspects)
	f.decide(m, seen)
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
