package scope

import (
	"hash/maphash"
	"math/bits"
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

// rangeSize is how many customers a range of ids has, about, so that looking for
// those who stand in several rolls needs little memory.
const rangeSize = 1 << 10

// gather makes a book of rolls, whose fields are numbered as the set's. So many
// workers look through ranges of ids for who stands in several rolls.
func (s *set) gather(rolls []*roll, workers int) *book {
	rolls = slices.DeleteFunc(rolls, func(r *roll) bool { return len(r.ends) == 0 })
	b := &book{rolls: slices.Clone(rolls), numbers: true}
	b.order = sync.OnceValue(b.sorted)
	if len(rolls) == 0 {
		return b
	}
	largest := rolls[0]
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
	b.customers = customersIn(rolls)
	ranges := max(1, min(b.customers/rangeSize, len(largest.ends)))
	begins := make([][]uint32, ranges+1) // of each range in each roll
	share(workers, len(begins), func(_, i int) {
		begins[i] = make([]uint32, len(rolls))
		for j, r := range rolls {
			switch i {
			case 0:
			case ranges:
				begins[i][j] = uint32(len(r.ends)) // #nosec G115 -- see place
			default:
				begins[i][j] = r.before(largest, len(largest.ends)*i/ranges)
			}
		}
	})
	joiners := make([]*joiner, workers)
	for i := range joiners {
		joiners[i] = &joiner{set: s, book: b, several: &roll{}}
	}
	share(workers, ranges, func(worker, i int) { joiners[worker].join(begins[i], begins[i+1]) })
	for _, j := range joiners {
		if !b.numbers {
			j.several.ids = j.ids.IDs()
		}
		b.rolls = append(b.rolls, j.several)
		for _, p := range j.moved {
			b.rolls[p.roll].ends[p.at] |= moved
		}
		b.customers += len(j.several.ends) - len(j.moved)
	}
	return b
}

// before is how many customers of a roll have an id in front of another roll's
// at a place.
func (r *roll) before(other *roll, at int) uint32 {
	if r.ids.Numbers() {
		i, _ := slices.BinarySearch(r.ids.Digits, other.ids.Digits[at])
		return uint32(i) // #nosec G115 -- see place
	}
	id := other.ids.At(at)
	return uint32(sort.Search(len(r.ends), func(i int) bool { return strings.Compare(r.ids.At(i), id) >= 0 })) // #nosec G115 -- as above
}

// A joiner finds who stands in several rolls.
type joiner struct {
	set     *set
	book    *book
	table   []entry // of a range's customers, by hash
	shift   int     // of hashes
	links   []link
	again   []uint32 // entries of those who stand in several
	several *roll    // has them
	ids     summary.Texts
	moved   []place // where they stood
}

// An entry is a customer of a range.
type entry struct {
	key   uint64 // the id's number, or a hash of its text
	first place
	links int32 // the last one of their further places, from 1; -1: this is nobody's entry
}

// A link is a further place, and which one was before it.
type link struct {
	place
	before int32
}

var seed = maphash.MakeSeed()

// join goes through a range of ids.
func (j *joiner) join(begins, ends []uint32) {
	n := 0
	for i := range ends {
		n += int(ends[i] - begins[i])
	}
	size := bits.Len(uint(n)|7) + 1 // #nosec G115 -- not negative
	if j.table = j.table[:0]; cap(j.table) < 1<<size {
		j.table = make([]entry, 0, 1<<size)
	}
	j.table, j.shift = j.table[:1<<size], 64-size
	for i := range j.table {
		j.table[i].links = -1
	}
	for i, r := range j.book.rolls[:len(ends)] {
		for at := begins[i]; at < ends[i]; at++ {
			key := uint64(0)
			if j.book.numbers {
				key = r.ids.Digits[at]
			} else {
				key = maphash.String(seed, r.ids.At(int(at)))
			}
			j.meet(key, place{uint32(i), at}) // #nosec G115 -- see place
		}
	}
	for _, at := range j.again {
		j.together(&j.table[at])
	}
	j.again, j.links = j.again[:0], j.links[:0]
}

// meet enters a place.
func (j *joiner) meet(key uint64, p place) {
	at := key * 0x9e3779b97f4a7c15 >> j.shift // Knuth's multiplicative hash
	for {
		e := &j.table[at]
		if e.links < 0 {
			*e = entry{key, p, 0}
			return
		}
		if e.key == key && (j.book.numbers || j.book.id(e.first) == j.book.id(p)) {
			if e.links == 0 {
				j.again = append(j.again, uint32(at)) // #nosec G115 -- see join
			}
			j.links = append(j.links, link{p, e.links})
			e.links = int32(len(j.links)) // #nosec G115 -- of a range
			return
		}
		if at++; at == uint64(len(j.table)) {
			at = 0
		}
	}
}

// together moves a customer who stands in several rolls to one of their own.
func (j *joiner) together(e *entry) {
	begin := len(j.several.visits)
	if j.book.numbers {
		j.several.ids.Prefix, j.several.ids.Digits = j.book.rolls[0].ids.Prefix, append(j.several.ids.Digits, e.key)
	} else {
		j.ids.Add(j.book.id(e.first))
	}
	j.move(e.first, begin)
	for at := e.links; at > 0; at = j.links[at-1].before {
		j.move(j.links[at-1].place, begin)
	}
	sortVisits(j.several.visits[begin:])
	j.several.close()
}

func (j *joiner) move(p place, begin int) {
	for _, v := range j.book.visits(p) {
		if !j.set.fields.join(j.several.visits[begin:], v) {
			j.several.visits = append(j.several.visits, v)
		}
	}
	j.moved = append(j.moved, p)
}
