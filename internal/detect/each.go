package detect

import "slices"

// blockSize is about how many of a principal's accesses are read back at once
// where some are stored.
const blockSize = 1 << 19

// A reader reads what tallies gathered. Its memory is used again.
type reader struct {
	scratch *scratch
	sorter  sorter
	sources []source // of the principal at hand
	bytes   []byte
	block   []access
}

// A source gives sorted accesses.
type source struct {
	pieces [][]access // in memory, or
	rest   run        // in the scratch
	ahead  []access   // of these: read, and for a later block
	buffer []access
}

// each hands out the first access to every customer of a principal, sorted by
// customer, in blocks that must not be kept: all to one visitor after the other.
func (r *reader) each(l *lookups, visitors ...func([]access)) error {
	l.sort(&r.sorter)
	held, stored := l.size()
	if stored == 0 {
		for _, visit := range visitors {
			for _, p := range l.pieces {
				visit(p)
			}
		}
		return nil
	}
	width := 0 // first bits of the fingerprints that a block has in common
	for (held+stored)>>width > blockSize {
		width++
	}
	if width == 0 {
		r.begin(l)
		block, err := r.firsts(^customer(0))
		for _, visit := range visitors {
			visit(block)
		}
		return err
	}
	for _, visit := range visitors {
		r.begin(l)
		for first := range customer(1) << width {
			block, err := r.firsts((first+1)<<(64-width) - 1)
			if err != nil {
				return err
			}
			visit(block)
		}
	}
	return nil
}

func (r *reader) begin(l *lookups) {
	for len(r.sources) <= len(l.stored) {
		r.sources = append(r.sources, source{})
	}
	r.sources = r.sources[:len(l.stored)+1]
	for i := range l.stored {
		r.sources[i] = source{rest: l.stored[i], buffer: r.sources[i].buffer}
	}
	memory := &r.sources[len(l.stored)]
	*memory = source{pieces: l.pieces, buffer: memory.buffer}
}

// firsts returns the next block: all accesses to customers up to the last. It
// is good until the next call.
func (r *reader) firsts(last customer) ([]access, error) {
	if r.block == nil {
		r.block = make([]access, 0, blockSize+blockSize/8)
	}
	r.block = r.block[:0]
	for i := range r.sources {
		s := &r.sources[i]
		for {
			n, _ := slices.BinarySearchFunc(s.ahead, last, func(a access, last customer) int {
				if a.customer <= last {
					return -1
				}
				return 1
			})
			r.block = append(r.block, s.ahead[:n]...)
			s.ahead = s.ahead[n:]
			if len(s.ahead) > 0 {
				break
			}
			if more, err := r.more(s); err != nil {
				return nil, err
			} else if !more {
				break
			}
		}
	}
	return r.sorter.firsts(r.block), nil
}

// more reads on in a source.
func (r *reader) more(s *source) (bool, error) {
	if len(s.pieces) > 0 {
		s.ahead, s.pieces = s.pieces[0], s.pieces[1:]
		return true, nil
	}
	n := min(s.rest.n, scratchBuffer)
	if n == 0 {
		return false, nil
	}
	if cap(s.buffer) < n {
		s.buffer = make([]access, n)
	}
	if r.bytes == nil {
		r.bytes = make([]byte, scratchBuffer*accessSize)
	}
	s.ahead = s.buffer[:n]
	err := r.scratch.read(s.ahead, s.rest.from, r.bytes)
	s.rest.from += int64(n)
	s.rest.n -= n
	return true, err
}
