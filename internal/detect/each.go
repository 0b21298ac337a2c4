package detect

import "slices"

// blockSize is about how many of a principal's accesses are read back at once
// where some are stored.
const blockSize = 1 << 20

// each hands out the first access to every customer of a principal, sorted by
// customer, in blocks that must not be kept: all to one visitor after the other.
func (t *tally) each(l *lookups, visitors ...func([]access)) error {
	t.sort(l)
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
		block, err := t.cut(l).firsts(^customer(0))
		for _, visit := range visitors {
			visit(block)
		}
		return err
	}
	for _, visit := range visitors {
		c := t.cut(l)
		for first := range customer(1) << width {
			block, err := c.firsts((first+1)<<(64-width) - 1)
			if err != nil {
				return err
			}
			visit(block)
		}
	}
	return nil
}

// A cutter cuts what one principal has in memory and in a scratch into blocks.
type cutter struct {
	scratch *scratch
	sorter  *sorter
	sources []source
	bytes   []byte
	block   []access
}

// A source gives sorted accesses.
type source struct {
	pieces [][]access // in memory, or
	rest   run        // in the scratch
	ahead  []access   // of these
	buffer []access
}

// cut begins to cut; the tally's cutter is used again.
func (t *tally) cut(l *lookups) *cutter {
	c := &t.cutter
	if c.sorter == nil {
		*c = cutter{scratch: t.disk, sorter: &t.sorter, bytes: make([]byte, scratchBuffer*accessSize)}
	}
	for len(c.sources) <= len(l.stored) {
		c.sources = append(c.sources, source{})
	}
	c.sources = c.sources[:len(l.stored)+1]
	for i := range l.stored {
		c.sources[i] = source{rest: l.stored[i], buffer: c.sources[i].buffer}
	}
	memory := &c.sources[len(l.stored)]
	*memory = source{pieces: l.pieces, buffer: memory.buffer}
	return c
}

// firsts returns the next block: all accesses to customers up to the last. It
// is good until the next call.
func (c *cutter) firsts(last customer) ([]access, error) {
	c.block = c.block[:0]
	for i := range c.sources {
		s := &c.sources[i]
		for {
			n, _ := slices.BinarySearchFunc(s.ahead, last, func(a access, last customer) int {
				if a.customer <= last {
					return -1
				}
				return 1
			})
			c.block = append(c.block, s.ahead[:n]...)
			s.ahead = s.ahead[n:]
			if len(s.ahead) > 0 {
				break
			}
			if more, err := c.more(s); err != nil {
				return nil, err
			} else if !more {
				break
			}
		}
	}
	return c.sorter.firsts(c.block), nil
}

// more reads on in a source.
func (c *cutter) more(s *source) (bool, error) {
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
	s.ahead = s.buffer[:n]
	err := c.scratch.read(s.ahead, s.rest.from, c.bytes)
	s.rest.from += int64(n)
	s.rest.n -= n
	return true, err
}
