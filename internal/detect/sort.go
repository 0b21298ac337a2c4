package detect

import (
	"cmp"
	"math/bits"
	"slices"
)

// A sorter sorts accesses by customer, then by time. Fingerprints are as evenly
// spread as chance makes them, so their first bits tell where each belongs, which
// takes a third of the time that comparing does. Its memory is used again.
type sorter struct {
	out, spare []access
	ends       [][]int // by depth
}

const (
	mostBits  = 11  // by which accesses are dealt out at a time
	insertion = 32  // accesses at most that are sorted by inserting
	comparing = 512 // and by comparing, once they have been dealt out twice
)

// firsts sorts the accesses of several pieces and keeps the first of each
// customer. What it returns is good until the next call.
func (s *sorter) firsts(pieces ...[]access) []access {
	n := 0
	for _, p := range pieces {
		n += len(p)
	}
	if cap(s.out) < n {
		s.out = make([]access, n)
	}
	out := s.out[:n]
	s.deal(out, pieces, 64, 0)
	kept := 0
	for _, a := range out {
		if kept == 0 || a.customer != out[kept-1].customer {
			out[kept] = a
			kept++
		}
	}
	return out[:kept]
}

// sortBelow sorts accesses whose fingerprints differ in their last bits only, so
// many; those before were dealt out by, so many times.
func (s *sorter) sortBelow(all []access, differ, depth int) {
	switch {
	case len(all) <= insertion:
		insert(all)
	case depth > 1 && len(all) <= comparing || differ == 0:
		slices.SortFunc(all, func(a, b access) int { return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.at, b.at)) })
	default:
		if cap(s.spare) < len(all) {
			s.spare = make([]access, len(all))
		}
		spare := s.spare[:len(all)]
		copy(spare, all)
		s.deal(all, [][]access{spare}, differ, depth)
	}
}

// deal puts the accesses of pieces into out by the next bits of their
// fingerprints, about eight to a place, and sorts each place.
func (s *sorter) deal(out []access, pieces [][]access, differ, depth int) {
	width := min(mostBits, max(1, bits.Len(uint(len(out)))-3), differ)
	shift, mask := differ-width, customer(1)<<width-1
	if len(s.ends) == depth {
		s.ends = append(s.ends, make([]int, 1<<mostBits))
	}
	ends := s.ends[depth][:1<<width]
	clear(ends)
	for _, p := range pieces {
		for _, a := range p {
			ends[a.customer>>shift&mask]++
		}
	}
	begin := 0
	for i, n := range ends {
		ends[i] = begin
		begin += n
	}
	for _, p := range pieces {
		for _, a := range p {
			end := &ends[a.customer>>shift&mask]
			out[*end] = a
			*end++
		}
	}
	begin = 0
	for _, end := range ends {
		s.sortBelow(out[begin:end], shift, depth+1)
		begin = end
	}
}

func insert(all []access) {
	for i := 1; i < len(all); i++ {
		a := all[i]
		j := i
		for ; j > 0 && (all[j-1].customer > a.customer || all[j-1].customer == a.customer && all[j-1].at > a.at); j-- {
			all[j] = all[j-1]
		}
		all[j] = a
	}
}
