package watch

import (
	"cmp"
	"math"
	"slices"
)

// A tail is how surprising the log's own past was: above a high quantile the
// chance falls off exponentially, as it does for whatever has tails like the
// negative binomial's or heavier ones over a short range. So campaigns,
// catch-ups and whatever else a company does that no model knows raise the bar
// by as much as they happened.
type tail struct {
	from  float64 // the quantile
	share float64 // of observations above it
	mean  float64 // by how much they are above it
	tests float64 // observations in 30 days
}

// A past is one observation of one principal.
type past struct {
	principal string
	surprise  float64
}

const (
	tailShare = 0.01 // of the observations are the tail
	tailLeast = 30   // of them at least
	perHead   = 3    // observations of one principal that count in the tail
)

// fit learns from observations of so many days. Of one principal only a few
// count: a thief in the past must not teach that theft is usual.
func fit(observed []past, days float64) tail {
	t := tail{tests: max(1, float64(len(observed))*30/days)}
	slices.SortFunc(observed, func(a, b past) int {
		return cmp.Or(cmp.Compare(b.surprise, a.surprise), cmp.Compare(a.principal, b.principal))
	})
	want := max(tailLeast, int(tailShare*float64(len(observed))))
	var kept []float64
	count := map[string]int{}
	for _, o := range observed {
		if count[o.principal]++; count[o.principal] <= perHead {
			kept = append(kept, o.surprise)
		}
		if len(kept) > want {
			break
		}
	}
	n := len(kept) - 1
	if n < 1 {
		return tail{share: 1, mean: math.Log10E, tests: t.tests}
	}
	t.from = kept[n]
	for _, z := range kept[:n] {
		t.mean += (z - t.from) / float64(n)
	}
	t.share = min(1, float64(n)/float64(len(observed)))
	t.mean = max(t.mean, math.Log10E) // the law itself falls so
	return t
}

// score is how rare a surprise is: -log10 of how often chance gives one like it
// in 30 days, over all principals and so many kinds of tests.
func (t tail) score(surprise float64, kinds int) float64 {
	p := surprise
	if surprise > t.from {
		p = min(surprise, -math.Log10(t.share)+(surprise-t.from)/t.mean*math.Log10E)
	}
	return p - math.Log10(t.tests*float64(kinds))
}

// highest are the surprises of several principals at the same time.
type highest []float64

// accomplices is how many may stand out at the same time and still be looked at
// one by one. When more do, something happened to the company, such as a
// campaign of one team.
const accomplices = 3

// individual is the share of a surprise that is left for one principal when more
// than accomplices surprise by more than bar.
func (h highest) individual(bar float64) float64 {
	if len(h) <= accomplices {
		return 1
	}
	slices.SortFunc(h, func(a, b float64) int { return cmp.Compare(b, a) })
	return min(1, bar/max(h[accomplices], 1e-9))
}

// companyWide is the surprise that more than accomplices of n reach by chance in
// one of a hundred comparisons: four of n with p each have (np)^4/4!.
func companyWide(n int) float64 { return math.Log10(float64(n) / 0.7) }
