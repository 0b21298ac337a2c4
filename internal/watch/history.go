package watch

import (
	"cmp"
	"slices"
	"sort"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

const (
	hoursOfDay  = 24
	hoursOfWeek = 7 * hoursOfDay
)

// A History is what everybody did, by hour, summed over the log's objects. A
// customer whom one principal looked up in two objects of the same hour counts
// twice: the count is exact where an hour is in one object, and else an upper
// bound, alike in the past and now.
type History struct {
	cells map[string][]summary.Cell // sorted by hour, each hour once
}

// NewHistory makes an empty one.
func NewHistory() *History { return &History{cells: map[string][]summary.Cell{}} }

// Add adds what an object says of a principal, sorted by hour.
func (h *History) Add(principal string, cells []summary.Cell) {
	have := h.cells[principal]
	if n := len(have); n == 0 || len(cells) > 0 && have[n-1].Hour < cells[0].Hour {
		h.cells[principal] = append(have, cells...)
		return
	}
	merged := make([]summary.Cell, 0, len(have)+len(cells))
	for _, c := range slices.SortedStableFunc(slices.Values(append(slices.Clone(have), cells...)), byHour) {
		if n := len(merged); n > 0 && merged[n-1].Hour == c.Hour {
			merged[n-1].Events += c.Events
			merged[n-1].Customers += c.Customers
			merged[n-1].Bare += c.Bare
		} else {
			merged = append(merged, c)
		}
	}
	h.cells[principal] = merged
}

func byHour(a, b summary.Cell) int { return cmp.Compare(a.Hour, b.Hour) }

// Span is the first hour and the one behind the last; both are 0 when there is none.
func (h *History) Span() (first, end int64) {
	for _, cells := range h.cells {
		if len(cells) == 0 {
			continue
		}
		if from, to := cells[0].Hour, cells[len(cells)-1].Hour+1; end == 0 {
			first, end = from, to
		} else {
			first, end = min(first, from), max(end, to)
		}
	}
	return first, end
}

// between are the cells from an hour on and before another.
func between(cells []summary.Cell, from, to int64) []summary.Cell {
	at := func(hour int64) int {
		return sort.Search(len(cells), func(i int) bool { return cells[i].Hour >= hour })
	}
	return cells[at(from):at(to)]
}

// slotOfWeek numbers the hour from Monday midnight UTC on.
func slotOfWeek(hour int64) int64 {
	return ((hour+3*hoursOfDay)%hoursOfWeek + hoursOfWeek) % hoursOfWeek // 1970 began on a Thursday
}

// DayOf is the first hour of an hour's day.
func DayOf(hour int64) int64 { return hour - ((hour%hoursOfDay)+hoursOfDay)%hoursOfDay }

// A Series is what is counted.
type Series string

// The two series. A thief has no ticket, or must invent one.
const (
	Customers Series = "customers"
	Bare      Series = "customers without ticket"
)

func (s Series) of(c summary.Cell) float64 {
	if s == Bare {
		return float64(c.Bare)
	}
	return float64(c.Customers)
}
