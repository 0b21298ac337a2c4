package scope

import (
	"iter"
	"math"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// processors says how many are worth while for so many customers.
func processors(customers int) int {
	if customers < 1<<12 {
		return 1
	}
	return runtime.GOMAXPROCS(0)
}

func customersIn(rolls []*roll) (n int) {
	for _, r := range rolls {
		n += len(r.ends)
	}
	return n
}

// gather makes a book of rolls, whose fields are numbered as the set's, in so
// many ranges of ids at the same time.
func (s *set) gather(rolls []*roll, ranges int) *book {
	rolls = slices.DeleteFunc(rolls, func(r *roll) bool { return len(r.ends) == 0 })
	if len(rolls) == 0 {
		return &book{}
	}
	b := &book{rolls: slices.Clone(rolls), numbers: true}
	customers, largest := customersIn(rolls), rolls[0]
	for _, r := range rolls {
		b.numbers = b.numbers && r.ids.Numbers() && r.ids.Prefix == rolls[0].ids.Prefix
		if len(r.ends) > len(largest.ends) {
			largest = r
		}
	}
	if !b.numbers {
		for _, r := range rolls {
			r.ids = r.ids.Texts()
		}
	}
	shared := 0
	if !b.numbers {
		shared = summary.SharedLetters(outermost(rolls))
	}
	mergers := make([]*merger, ranges)
	begins := make([]int, len(rolls))
	b.places = make([]place, customers)
	room := b.places
	for i := range mergers {
		m := &merger{set: s, book: b, shared: shared, moved: make([][]uint32, len(rolls)), several: &roll{}, number: len(rolls) + i}
		n := 0
		for j, r := range rolls {
			end := len(r.ends)
			if i+1 < ranges {
				end = max(begins[j], r.before(largest, len(largest.ends)*(i+1)/ranges))
			}
			if begins[j] < end {
				m.cursors = append(m.cursors, cursor{roll: r, number: uint32(j), next: uint32(begins[j]), end: uint32(end)}) // #nosec G115 -- lengths
			}
			n += end - begins[j]
			begins[j] = end
		}
		m.places, room = room[:0:n], room[n:]
		mergers[i] = m
	}
	var all sync.WaitGroup
	for _, m := range mergers {
		all.Go(m.run)
	}
	all.Wait()
	b.places = b.places[:0]
	for _, m := range mergers {
		b.places = append(b.places, m.places...) // they lie there already, or further behind
		for j, moved := range m.moved {
			rolls[j].moved = append(rolls[j].moved, moved...)
		}
		b.rolls = append(b.rolls, m.several)
	}
	return b
}

// before is how many customers of a roll have an id in front of another roll's
// at a place.
func (r *roll) before(other *roll, at int) int {
	if r.ids.Numbers() && other.ids.Numbers() {
		i, _ := slices.BinarySearch(r.ids.Digits, other.ids.Digits[at])
		return i
	}
	id := other.ids.At(at)
	return sort.Search(len(r.ends), func(i int) bool { return strings.Compare(r.ids.At(i), id) >= 0 })
}

// outermost are the first and the last id of each roll: what all of them begin
// with, those between them do, too.
func outermost(rolls []*roll) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range rolls {
			if !yield(r.ids.At(0)) || !yield(r.ids.At(len(r.ends)-1)) {
				return
			}
		}
	}
}

// A cursor goes through a range of one of several rolls.
type cursor struct {
	roll      *roll
	number    uint32
	next, end uint32
}

// A merger brings a range of ids into order.
type merger struct {
	set     *set
	book    *book
	shared  int // letters that all ids begin with, when they are texts
	cursors []cursor
	keys    []uint64 // of the cursors: the next id, or its first letters behind those shared
	losers  []int    // a tree of the cursors; the first one is the winner, whose id is the least
	places  []place
	several *roll         // has those who stand in several
	ids     summary.Texts // of them, when they are texts
	number  int           // of that roll in the book
	moved   [][]uint32    // by roll
}

// spent is the key of a cursor at its end. A text may have it, too.
const spent = math.MaxUint64

func (m *merger) key(c *cursor) uint64 {
	switch {
	case c.next == c.end:
		return spent
	case m.book.numbers:
		return c.roll.ids.Digits[c.next]
	}
	return summary.Letters(c.roll.ids.At(int(c.next)), m.shared)
}

// less orders cursors that have the same key, or not.
func (m *merger) less(a, b int) bool {
	if m.keys[a] != m.keys[b] {
		return m.keys[a] < m.keys[b]
	}
	x, y := &m.cursors[a], &m.cursors[b]
	if m.book.numbers || x.next == x.end || y.next == y.end {
		return y.next == y.end && x.next < x.end
	}
	return x.roll.ids.At(int(x.next)) < y.roll.ids.At(int(y.next))
}

// same says whether the winner stands at the same customer as a place.
func (m *merger) same(key uint64, p place) bool {
	w := m.losers[0]
	c := &m.cursors[w]
	return m.keys[w] == key && c.next < c.end && (m.book.numbers || c.roll.ids.At(int(c.next)) == m.book.id(p))
}

func (m *merger) run() {
	n := len(m.cursors)
	if n == 0 {
		return
	}
	m.keys, m.losers = make([]uint64, n), make([]int, n)
	left := 0
	for i := range m.cursors {
		m.keys[i] = m.key(&m.cursors[i])
		left += int(m.cursors[i].end - m.cursors[i].next)
	}
	m.losers[0] = m.plant(1)
	for same := []place(nil); left > 0; same = same[:0] {
		key := m.keys[m.losers[0]]
		first := m.take()
		left--
		if left == 0 || m.keys[m.losers[0]] != key {
			m.places = append(m.places, first)
			continue
		}
		for same = append(same, first); left > 0 && m.same(key, first); left-- {
			same = append(same, m.take())
		}
		m.places = append(m.places, m.together(same))
	}
	if !m.book.numbers {
		m.several.ids = m.ids.IDs()
	}
}

// plant plays out who is the winner below a node.
func (m *merger) plant(node int) int {
	if n := len(m.cursors); node >= n {
		return node - n
	}
	a, b := m.plant(2*node), m.plant(2*node+1)
	if m.less(b, a) {
		a, b = b, a
	}
	m.losers[node] = b
	return a
}

// take is the winner's place, from which it moves on.
func (m *merger) take() place {
	winner := m.losers[0]
	c := &m.cursors[winner]
	p := place{c.number, c.next}
	c.next++
	key := m.key(c)
	m.keys[winner] = key
	for node := (winner + len(m.cursors)) / 2; node > 0; node /= 2 {
		loser := m.losers[node]
		if other := m.keys[loser]; other < key || other == key && m.less(loser, winner) {
			m.losers[node] = winner
			winner, key = loser, other
		}
	}
	m.losers[0] = winner
	return p
}

// together is one place for a customer who stands in these.
func (m *merger) together(same []place) place {
	if len(same) == 1 {
		return same[0]
	}
	begin := len(m.several.visits)
	if first := same[0]; m.book.numbers {
		ids := &m.book.rolls[first.roll].ids
		m.several.ids.Prefix, m.several.ids.Digits = ids.Prefix, append(m.several.ids.Digits, ids.Digits[first.at])
	} else {
		m.ids.Add(m.book.id(first))
	}
	for _, p := range same {
		m.moved[p.roll] = append(m.moved[p.roll], p.at)
		for _, v := range m.book.visits(p) {
			if !m.set.fields.join(m.several.visits[begin:], v) {
				m.several.visits = append(m.several.visits, v)
			}
		}
	}
	sortVisits(m.several.visits[begin:])
	m.several.close()
	return place{uint32(m.number), uint32(len(m.several.ends) - 1)} // #nosec G115 -- lengths
}
