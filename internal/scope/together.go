package scope

import (
	"cmp"
	"slices"
)

// Together counts the affected who were touched by all of these suspects and by
// no other: the sum over all is the union.
type Together struct {
	Principals []string `json:"principals"`
	Affected   int      `json:"affected"`
}

// shareOut fills in the table, the largest first.
func (r *Report) shareOut(counts map[string]int) {
	for by, n := range counts {
		t := Together{Affected: n}
		for i, yes := range []byte(by) {
			if yes != 0 {
				t.Principals = append(t.Principals, r.Principals[i])
			}
		}
		r.Together = append(r.Together, t)
	}
	slices.SortFunc(r.Together, func(a, b Together) int {
		return cmp.Or(cmp.Compare(b.Affected, a.Affected), slices.Compare(a.Principals, b.Principals))
	})
}

// Both is how many of the affected two suspects touched both.
func (r *Report) Both(a, b string) (n int) {
	for _, t := range r.Together {
		if slices.Contains(t.Principals, a) && slices.Contains(t.Principals, b) {
			n += t.Affected
		}
	}
	return n
}
