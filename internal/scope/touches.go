package scope

import (
	"cmp"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

// Touches are visits that came out of the log and are not in a roll yet: to sort
// many at once is faster than to find a customer for each.
type touches struct {
	ids    []byte // one behind the other
	ends   []int  // of each one's id
	visits []visit
}

// maxTouches bounds what is held before it is brought into order.
const maxTouches = 1 << 14

func (t *touches) add(r *accesslog.Record, v visit) {
	t.ids = append(t.ids, r.CustomerID...)
	t.ends = append(t.ends, len(t.ids))
	t.visits = append(t.visits, v)
}

// enrol makes a roll of what was touched since it was last called.
func (s *set) enrol() {
	t := &s.touches
	if len(t.visits) == 0 {
		return
	}
	all, begin := string(t.ids), 0
	type entry struct {
		key uint64
		id  string
		at  int
	}
	order := make([]entry, len(t.visits))
	for i, end := range t.ends {
		order[i] = entry{id: all[begin:end], at: i}
		begin = end
	}
	shared := summary.SharedLetters(func(yield func(string) bool) {
		for i := range order {
			if !yield(order[i].id) {
				return
			}
		}
	})
	for i := range order {
		order[i].key = summary.Letters(order[i].id, shared)
	}
	slices.SortFunc(order, func(a, b entry) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Or(cmp.Compare(a.id, b.id), a.at-b.at)
	})
	r, ids := &roll{visits: make([]visit, 0, len(order))}, summary.Texts{}
	for i := 0; i < len(order); {
		id, begin := order[i].id, len(r.visits)
		for ; i < len(order) && order[i].id == id; i++ {
			if v := t.visits[order[i].at]; !s.fields.join(r.visits[begin:], v) {
				r.visits = append(r.visits, v)
			}
		}
		sortVisits(r.visits[begin:])
		ids.Add(id)
		r.close()
	}
	r.ids = ids.IDs()
	s.rolls = append(s.rolls, r)
	t.ids, t.ends, t.visits = t.ids[:0], t.ends[:0], t.visits[:0]
}
