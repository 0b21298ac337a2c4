package scope

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// A roll is customers in the order of their ids, with their visits one behind the
// other.
type roll struct {
	ids    []string // empty: this one went to another roll
	ends   []int    // of each customer's visits
	visits []visit
}

// of is a customer's visits, by place.
func (r *roll) of(i int) []visit {
	begin := 0
	if i > 0 {
		begin = r.ends[i-1]
	}
	return r.visits[begin:r.ends[i]:r.ends[i]]
}

// rollOf brings a map into order.
func rollOf(customers map[string][]visit) *roll {
	n := 0
	for _, visits := range customers {
		n += len(visits)
	}
	r := &roll{ids: slices.Sorted(maps.Keys(customers)), ends: make([]int, 0, len(customers)), visits: make([]visit, 0, n)}
	for _, id := range r.ids {
		begin := len(r.visits)
		r.visits = append(r.visits, customers[id]...)
		sortVisits(r.visits[begin:])
		r.ends = append(r.ends, len(r.visits))
	}
	return r
}

// A book is the customers of several rolls, each once, in the order of their ids.
type book struct {
	rolls  []*roll
	places []place
}

// A place is where a customer stands in a book's rolls.
type place struct{ roll, at uint32 }

func (b *book) id(p place) string      { return b.rolls[p.roll].ids[p.at] }
func (b *book) visits(p place) []visit { return b.rolls[p.roll].of(int(p.at)) }

// lists are all customers with their visits, each once, in no order.
func (b *book) lists() iter.Seq2[string, []visit] {
	return func(yield func(string, []visit) bool) {
		for _, r := range b.rolls { // as they lie in memory
			begin := 0
			for i, id := range r.ids {
				end := r.ends[i]
				if id != "" && !yield(id, r.visits[begin:end:end]) {
					return
				}
				begin = end
			}
		}
	}
}

// visitsOf is what is known of one customer.
func (b *book) visitsOf(id string) []visit {
	i, found := slices.BinarySearchFunc(b.places, id, func(p place, id string) int { return strings.Compare(b.id(p), id) })
	if !found {
		return nil
	}
	return b.visits(b.places[i])
}

// customers counts them.
func (b *book) customers() int { return len(b.places) }

// sortVisits brings one customer's visits into one order.
func sortVisits(visits []visit) {
	slices.SortFunc(visits, func(a, b visit) int {
		switch {
		case a.Hour != b.Hour:
			return int(a.Hour - b.Hour)
		case a.Suspect != b.Suspect:
			return int(a.Suspect - b.Suspect)
		case a.Outside == b.Outside:
			return 0
		case b.Outside:
			return -1
		}
		return 1
	})
}
