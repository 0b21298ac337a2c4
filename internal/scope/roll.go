package scope

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// A roll is customers in the order of their ids, with their visits one behind the
// other.
type roll struct {
	ids    summary.IDs
	ends   []uint32 // of each customer's visits; those who moved to another roll are marked
	visits []visit
}

// moved marks an end.
const moved = 1 << 31

// of is a customer's visits, by place.
func (r *roll) of(i int) []visit {
	begin, end := uint32(0), r.ends[i]&^moved
	if i > 0 {
		begin = r.ends[i-1] &^ moved
	}
	return r.visits[begin:end:end]
}

// all are the visits of every customer who has not moved.
func (r *roll) all() iter.Seq[[]visit] {
	return func(yield func([]visit) bool) {
		begin := uint32(0)
		for _, mark := range r.ends {
			end := mark &^ moved
			if mark == end && !yield(r.visits[begin:end:end]) {
				return
			}
			begin = end
		}
	}
}

// rollOf brings a map into order.
func rollOf(customers map[string][]visit) *roll {
	n := 0
	for _, visits := range customers {
		n += len(visits)
	}
	r, ids := &roll{ends: make([]uint32, 0, len(customers)), visits: make([]visit, 0, n)}, summary.Texts{}
	for _, id := range slices.Sorted(maps.Keys(customers)) {
		begin := len(r.visits)
		r.visits = append(r.visits, customers[id]...)
		sortVisits(r.visits[begin:])
		ids.Add(id)
		r.close()
	}
	r.ids = ids.IDs()
	return r
}

// close ends the visits of a customer.
func (r *roll) close() {
	r.ends = append(r.ends, uint32(len(r.visits))) // #nosec G115 -- 2 billion visits fit no memory
}

// A book is the customers of several rolls, each once.
type book struct {
	rolls     []*roll
	numbers   bool // all rolls' ids are numbers with the same prefix
	customers int
	order     func() []place // all customers in the order of their ids
}

// A place is where a customer stands in a book's rolls, of which each has fewer
// than 4 billion.
type place struct{ roll, at uint32 }

func (b *book) id(p place) string      { return b.rolls[p.roll].ids.At(int(p.at)) }
func (b *book) visits(p place) []visit { return b.rolls[p.roll].of(int(p.at)) }

// lists are all customers with their visits, in the order of their ids.
func (b *book) lists() iter.Seq2[string, []visit] {
	return func(yield func(string, []visit) bool) {
		for _, p := range b.order() {
			if !yield(b.id(p), b.visits(p)) {
				return
			}
		}
	}
}

// share hands each roll to one of several workers, who work at the same time.
func (b *book) share(workers int, take func(worker int, r *roll)) {
	share(workers, len(b.rolls), func(worker, i int) { take(worker, b.rolls[i]) })
}

// share hands so many things to several workers, who work at the same time.
func share(workers, things int, take func(worker, i int)) {
	var all sync.WaitGroup
	var next atomic.Int64
	for worker := range workers {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(things); i = next.Add(1) - 1 {
				take(worker, int(i))
			}
		})
	}
	all.Wait()
}

// visitsOf is what is known of one customer.
func (b *book) visitsOf(id string) []visit {
	if b.customers == 0 {
		return nil
	}
	order := func(p place) int { return strings.Compare(id, b.id(p)) }
	if b.numbers {
		digits, ok := summary.Number(id, b.rolls[0].ids.Prefix)
		if !ok {
			return nil
		}
		order = func(p place) int { return cmp.Compare(digits, b.rolls[p.roll].ids.Digits[p.at]) }
	}
	places := b.order()
	i, found := sort.Find(len(places), func(i int) int { return order(places[i]) })
	if !found {
		return nil
	}
	return b.visits(places[i])
}

// sorted brings all customers into order.
func (b *book) sorted() []place {
	type keyed struct {
		place
		key uint64
	}
	all, shared := make([]keyed, 0, b.customers), 0
	if !b.numbers {
		shared = summary.SharedLetters(b.ids())
	}
	for i, r := range b.rolls {
		for at, mark := range r.ends {
			if mark&moved != 0 {
				continue
			}
			k := keyed{place: place{uint32(i), uint32(at)}} // #nosec G115 -- see place
			if b.numbers {
				k.key = r.ids.Digits[at]
			} else {
				k.key = summary.Letters(r.ids.At(at), shared)
			}
			all = append(all, k)
		}
	}
	slices.SortFunc(all, func(x, y keyed) int {
		if x.key != y.key || b.numbers {
			return cmp.Compare(x.key, y.key)
		}
		return strings.Compare(b.id(x.place), b.id(y.place))
	})
	places := make([]place, len(all))
	for i, k := range all {
		places[i] = k.place
	}
	return places
}

// ids are all that stand in the rolls.
func (b *book) ids() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range b.rolls {
			for at := range r.ends {
				if !yield(r.ids.At(at)) {
					return
				}
			}
		}
	}
}

// roll is all of the book in one.
func (b *book) roll() *roll {
	n := 0
	for _, p := range b.order() {
		n += len(b.visits(p))
	}
	r, ids := &roll{ends: make([]uint32, 0, b.customers), visits: make([]visit, 0, n)}, summary.Texts{}
	for id, visits := range b.lists() {
		ids.Add(id)
		r.visits = append(r.visits, visits...)
		r.close()
	}
	r.ids = ids.IDs()
	return r
}

// sortVisits brings one customer's visits into one order.
func sortVisits(visits []visit) {
	slices.SortFunc(visits, func(a, b visit) int {
		switch {
		case a.Hour != b.Hour:
			return cmp.Compare(a.Hour, b.Hour)
		case a.Suspect != b.Suspect:
			return cmp.Compare(a.Suspect, b.Suspect)
		case a.Outside == b.Outside:
			return 0
		case b.Outside:
			return -1
		}
		return 1
	})
}
