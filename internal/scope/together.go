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

// together fills in the table, the largest first.
func (r *Report) together(s *set) {
	if len(r.Principals) < 2 {
		return
	}
	counts := map[string]*Together{}
	by := make([]byte, len(r.Principals))
	for _, visits := range s.book.lists() {
		clear(by)
		for _, v := range visits {
			if !v.Outside {
				by[v.Suspect] = 1
			}
		}
		t := counts[string(by)]
		if t == nil {
			t = &Together{}
			for i, yes := range by {
				if yes != 0 {
					t.Principals = append(t.Principals, r.Principals[i])
				}
			}
			counts[string(by)] = t
		}
		t.Affected++
	}
	for _, t := range counts {
		if len(t.Principals) > 0 {
			r.Together = append(r.Together, *t)
		}
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
