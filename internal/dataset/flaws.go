package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A flaw is a reason why records of a sample are bad.
type flaw struct {
	accesslog.BadLine         // where it was met first
	records           float64 // estimated from the places that are kept
}

// maxFlaws is how many are told, the most frequent ones.
const maxFlaws = 3

// addBad notes what is wrong with the records of one object.
func (s *sample) addBad(stats accesslog.Stats) {
	places := slices.DeleteFunc(slices.Clone(stats.BadLines), func(b accesslog.BadLine) bool { return slices.Contains(stats.Damaged, b) })
	each := float64(stats.Bad-stats.Lost-int64(len(stats.Damaged))) / float64(max(len(places), 1))
	for _, b := range places {
		i := slices.IndexFunc(s.flaws, func(f flaw) bool { return f.Reason == b.Reason })
		if i < 0 {
			i, s.flaws = len(s.flaws), append(s.flaws, flaw{BadLine: b})
		}
		s.flaws[i].records += each
	}
}

// lacksCustomer says whether a record is bad for want of a customer.
func (f flaw) lacksCustomer() bool {
	return strings.HasSuffix(f.Reason, " is missing") && (strings.HasPrefix(f.Reason, "customer") || strings.HasPrefix(f.Reason, "resources"))
}

// place is where the record should have what it lacks: customer (target.id) is target.id.
func (f flaw) place() string {
	name := strings.TrimSuffix(f.Reason, " is missing")
	if _, path, renamed := strings.Cut(name, " ("); renamed {
		return strings.TrimSuffix(path, ")")
	}
	return name
}

// isLayout says whether whole files are laid out in another way.
func (f flaw) isLayout() bool { return strings.Contains(f.Reason, " begins here") }

// lacksValue says whether records of an object may have what they lack under another
// name.
func (s *sample) lacksValue(object string) bool {
	return slices.ContainsFunc(s.flaws, func(f flaw) bool {
		return f.File == object && (strings.HasSuffix(f.Reason, " is missing") || strings.Contains(f.Reason, " is an object:"))
	})
}

// findFlaws says what is wrong with records, and where the first of the kind is.
func (r *Report) findFlaws(s *sample, all int64) {
	if n := len(r.Stats.Damaged); n > 0 {
		b := r.Stats.Damaged[0]
		r.find("%d of the sampled objects could not be read to their end, so that every count from this log is a lower bound; the first: %s line %d: %s", n, b.File, b.Line, b.Reason)
	}
	if r.Stats.Lost > 0 {
		b := r.Stats.LostPlaces[0]
		r.find("the numbers of the records leave out %d, so that every count from this log is a lower bound; the first: %s line %d: %s", r.Stats.Lost, b.File, b.Line, b.Reason)
	}
	if i := slices.IndexFunc(s.flaws, flaw.isLayout); i >= 0 { // the others are what comes of it
		s.flaws = []flaw{{s.flaws[i].BadLine, float64(r.Stats.Bad - r.Stats.Lost - int64(len(r.Stats.Damaged)))}}
	}
	slices.SortStableFunc(s.flaws, func(a, b flaw) int { return cmp.Compare(b.records, a.records) })
	for i, f := range s.flaws {
		switch share := percent(int64(f.records), all); {
		case i == maxFlaws:
			r.find("and %d other reasons why records are bad", len(s.flaws)-i)
			return
		case f.lacksCustomer() && share > 0:
			r.find("the customer is absent in about %d %% of the records (%s), first in %s line %d: is it the right column, and are all actions that show no customer left out of lookups?",
				share, f.place(), f.File, f.Line)
		case strings.Contains(f.Reason, "does not choose by ") && share >= 50:
			r.find("%s of %d records are bad; the first: %s line %d: %s; if statements choose customers by another column, name it under log.columns as customer", r.count(f), all, f.File, f.Line, f.Reason)
		default:
			hint := ""
			if r.Records == 0 && !strings.Contains(f.Reason, ": ") && len(r.Members) == 0 { // the reason does not say what to do
				hint = ": is the log of the format " + r.Format + ", as it was first written?"
			}
			r.find("%s of %d records are bad; the first: %s line %d: %s%s", r.count(f), all, f.File, f.Line, f.Reason, hint)
		}
	}
}

// count is how many records have a flaw, as far as that is known.
func (r *Report) count(f flaw) string {
	if r.Stats.Bad > int64(len(r.Stats.BadLines)) {
		return fmt.Sprintf("about %.0f", f.records)
	}
	return fmt.Sprintf("%.0f", f.records)
}

// findMembers says which names there are, where those that are looked for are not.
func (r *Report) findMembers() {
	switch list, is := strings.CutSuffix(strings.Join(r.Members, ","), "[]"); {
	case len(r.Members) == 1 && is:
		r.find("the records seem to stand in the list %s of each object: write its items one a line, as jq -c '.%s[]' does", list, list)
	case len(r.Members) > 0:
		r.find("what most of the records have is %s: name the right ones under log.columns", strings.Join(r.Members, ", "))
	}
}
