package scope

import (
	"slices"
	"strings"
	"sync"
)

// A fieldTable numbers lists of fields, since few different ones stand in a log.
// Number 0 is the empty list.
type fieldTable struct {
	one    sync.Mutex // makes unions, or uses the table together with others
	lists  [][]string // each sorted and without doubles
	number map[string]int32
	unions map[[2]int32]int32

	last   []string // the list that came last, as it came
	lastIs int32
}

func newFieldTable() *fieldTable {
	t := &fieldTable{number: map[string]int32{}, unions: map[[2]int32]int32{}}
	t.sorted([]string{})
	return t
}

// of numbers a list as a record has it.
func (t *fieldTable) of(fields []string) int32 {
	if len(fields) == 0 {
		return 0
	}
	if !slices.Equal(fields, t.last) {
		t.last = append(t.last[:0], fields...)
		t.lastIs = t.sorted(sorted(fields))
	}
	return t.lastIs
}

func (t *fieldTable) sorted(fields []string) int32 {
	name := strings.Join(fields, "\x00")
	n, known := t.number[name]
	if !known {
		n = int32(len(t.lists)) // #nosec G115 -- bounded by the customers found
		t.lists, t.number[name] = append(t.lists, fields), n
	}
	return n
}

// union numbers the fields of both lists together.
func (t *fieldTable) union(a, b int32) int32 {
	if a == b || b == 0 {
		return a
	}
	t.one.Lock()
	defer t.one.Unlock()
	n, known := t.unions[[2]int32{a, b}]
	if !known {
		n = t.sorted(sorted(slices.Concat(t.lists[a], t.lists[b])))
		t.unions[[2]int32{a, b}] = n
	}
	return n
}

// join adds v to the visit of its hour, if there is one.
func (t *fieldTable) join(visits []visit, v visit) bool {
	for i := len(visits) - 1; i >= 0; i-- {
		old := &visits[i]
		if old.Hour == v.Hour && old.Suspect == v.Suspect && old.Outside == v.Outside {
			old.Events += v.Events
			old.First, old.Last = min(old.First, v.First), max(old.Last, v.Last)
			old.Fields = t.union(old.Fields, v.Fields)
			return true
		}
	}
	return false
}

// adopt gives the numbers here of another table's lists.
func (t *fieldTable) adopt(other *fieldTable) []int32 {
	t.one.Lock()
	defer t.one.Unlock()
	table := make([]int32, len(other.lists))
	for i, fields := range other.lists {
		table[i] = t.sorted(fields)
	}
	return table
}

// inOrder gives the lists in an order that does not depend on how they came,
// and each one's number in it.
func (t *fieldTable) inOrder() (lists [][]string, number []int64) {
	lists = slices.Clone(t.lists)
	slices.SortFunc(lists, slices.Compare[[]string])
	number = make([]int64, len(lists))
	for i, l := range lists {
		number[t.number[strings.Join(l, "\x00")]] = int64(i)
	}
	return lists, number
}
