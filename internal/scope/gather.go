package scope

import (
	"iter"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// A cursor goes through one of several rolls.
type cursor struct {
	key    uint64 // the next id's first letters, behind those that all ids share
	roll   *roll
	number uint32
	next   uint32
}

func (c *cursor) id() string { return c.roll.ids[c.next] }

func (c *cursor) less(other *cursor) bool {
	if c.key != other.key {
		return c.key < other.key
	}
	return c.id() < other.id()
}

// gather makes a book of rolls, whose fields are numbered as the set's.
func (s *set) gather(rolls []*roll) *book {
	rolls = slices.DeleteFunc(rolls, func(r *roll) bool { return len(r.ids) == 0 })
	b := &book{rolls: append(rolls, &roll{})} // the last one has those who stand in several
	heap, customers := make([]cursor, len(rolls)), 0
	for i, r := range rolls {
		heap[i].roll, heap[i].number = r, uint32(i) // #nosec G115 -- a length
		customers += len(r.ids)
	}
	shared := summary.SharedLetters(ends(heap))
	for i := range heap {
		heap[i].key = summary.Letters(heap[i].id(), shared)
	}
	for i := len(heap)/2 - 1; i >= 0; i-- {
		sink(heap, i)
	}
	b.places = make([]place, 0, customers)
	for same := []place(nil); len(heap) > 0; same = same[:0] {
		for id := heap[0].id(); len(heap) > 0 && heap[0].id() == id; sink(heap, 0) {
			top := &heap[0]
			same = append(same, place{top.number, top.next})
			if top.next++; int(top.next) < len(top.roll.ids) {
				top.key = summary.Letters(top.id(), shared)
			} else {
				heap[0] = heap[len(heap)-1]
				heap = heap[:len(heap)-1]
			}
		}
		b.places = append(b.places, s.together(b, same))
	}
	return b
}

// together is one place for a customer who stands in these.
func (s *set) together(b *book, same []place) place {
	if len(same) == 1 {
		return same[0]
	}
	several := b.rolls[len(b.rolls)-1]
	begin, id := len(several.visits), b.id(same[0])
	for _, p := range same {
		b.rolls[p.roll].ids[p.at] = ""
		for _, v := range b.visits(p) {
			if !s.fields.join(several.visits[begin:], v) {
				several.visits = append(several.visits, v)
			}
		}
	}
	sortVisits(several.visits[begin:])
	several.ids, several.ends = append(several.ids, id), append(several.ends, len(several.visits))
	return place{uint32(len(b.rolls) - 1), uint32(len(several.ids) - 1)} // #nosec G115 -- lengths
}

// sink brings a cursor to its place among those below it.
func sink(heap []cursor, i int) {
	for {
		least := 2*i + 1
		if least >= len(heap) {
			return
		}
		if right := least + 1; right < len(heap) && heap[right].less(&heap[least]) {
			least = right
		}
		if !heap[least].less(&heap[i]) {
			return
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
}

// ends are the first and the last id of each roll: what all of them begin with,
// those between them do, too.
func ends(all []cursor) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range all {
			if !yield(c.id()) || !yield(c.roll.ids[len(c.roll.ids)-1]) {
				return
			}
		}
	}
}
