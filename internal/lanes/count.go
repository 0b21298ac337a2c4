package lanes

import (
	"math"
	"math/bits"
)

// A Spot says where a form's lines have what is counted.
type Spot struct {
	Time     int32 // of MillisSize bytes
	From, To int32 // of the name, 8 to 16 bytes
	Usual    bool  // false: lines of this form are not counted
}

// A Name is a text as it was seen, in a table by its hash.
type Name struct {
	First, Last uint64 // its first and last eight bytes, or all of a shorter one
	Size        int32  // in bytes; 0: there is no name
	Number      int32  // from 1; 0 for one that is not kept
	Other       int32  // the number of one who is not wanted, else 0
	Wanted      bool
}

// Is says whether a text has these ends and size, by which it is known up to 16 bytes.
func (e *Name) Is(first, last uint64, size int) bool {
	return (e.First^first)|(e.Last^last)|uint64(int(e.Size)^size) == 0 // #nosec G115 -- the same bits
}

// Hash says where to look first for a text that has these ends.
func Hash(seed, first, last uint64) uint64 { return Mix(seed^first, seed>>32^last) }

// Mix lets every bit of two numbers count.
func Mix(x, y uint64) uint64 {
	high, low := bits.Mul64(x, y)
	return high ^ low
}

// What a time in milliseconds has behind its minute, the last byte first as Load
// has it, and what its bytes may be more than that: digits, of which that of ten
// seconds is less than six.
const (
	behindMinute = uint64(':' | '0'<<8 | '0'<<16 | '.'<<24 | '0'<<32 | '0'<<40 | '0'<<48 | 'Z'<<56)
	tooLarge     = uint64(0x7f | 0x7a<<8 | 0x76<<16 | 0x7f<<24 | 0x76<<32 | 0x76<<40 | 0x76<<48 | 0x7f<<56)
	// MillisSize is that of a time in milliseconds, in bytes.
	MillisSize = len("2025-03-01T08:15:30.000Z")
)

// A Count is what it takes to count lines of one minute by name, and what is found.
type Count struct {
	Spots            *[Ways * Sizes]Spot // by place of the form
	ToMinute, Minute uint64              // the minute's text, 2025-03-01T08:15, in two halves
	Names            []Name              // by hash or one behind; a power of two
	Seed             uint64              // of the hash
	Counts           []uint32            // by number
	Met              []int32             // numbers of those who have a count, with room for all
	First, Last      uint64              // digits of the seconds and milliseconds, a byte each, the first ones highest
}

// Lines counts lines until one has another minute, or the name of somebody who is
// wanted or has no number yet, and returns how many. The first begins at at.
func (c *Count) Lines(b []byte, at int, lines []Line) int {
	if len(lines) == 0 {
		return 0
	}
	return c.lines(b, at, lines)
}

// slowly is lines without a processor's help.
func (c *Count) slowly(b []byte, at int, lines []Line) (n int) {
	for ; n < len(lines); n++ {
		line, spot := b[at:lines[n].End+1], &c.Spots[lines[n].Form]
		if !spot.Usual {
			break
		}
		when, text := line[spot.Time:], line[spot.From:spot.To]
		digits := Load(when[16:]) ^ behindMinute
		if (Load(when)^c.ToMinute)|(Load(when[8:])^c.Minute)|(digits|(digits+tooLarge))&high != 0 {
			break
		}
		first, last := Load(text), Load(text[len(text)-8:])
		h, mask := Hash(c.Seed, first, last), uint64(len(c.Names)-1) // #nosec G115 -- there are some
		e := &c.Names[h&mask]
		if !e.Is(first, last, len(text)) {
			if e = &c.Names[(h+1)&mask]; !e.Is(first, last, len(text)) {
				break
			}
		}
		if e.Other == 0 || int(e.Other) >= len(c.Counts) || c.Counts[e.Other] == math.MaxUint32 {
			break
		}
		if c.Counts[e.Other]++; c.Counts[e.Other] == 1 {
			c.Met = append(c.Met, e.Other)
		}
		digits = bits.ReverseBytes64(digits)
		c.First, c.Last = min(c.First, digits), max(c.Last, digits)
		at += len(line)
	}
	return n
}
