package accesslog

import (
	"math"
	"math/bits"
	"time"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// What a time in milliseconds has behind its minute, the last byte first as Load
// has it, and what its bytes may be more than that: digits, of which that of ten
// seconds is less than six.
const (
	behindMinute = uint64(':' | '0'<<8 | '0'<<16 | '.'<<24 | '0'<<32 | '0'<<40 | '0'<<48 | 'Z'<<56)
	tooLarge     = uint64(0x7f | 0x7a<<8 | 0x76<<16 | 0x7f<<24 | 0x76<<32 | 0x76<<40 | 0x76<<48 | 0x7f<<56)
	anyTooLarge  = 0x8080808080808080
	millisSize   = len("2025-03-01T08:15:30.000Z")
)

// millis are nanoseconds of what is behind the minute, the first digits highest.
func millis(digits uint64) int64 {
	ms := digits>>48&15*10000 + digits>>40&15*1000 + digits>>24&15*100 + digits>>16&15*10 + digits>>8&15
	return int64(ms) * int64(time.Millisecond) // #nosec G115 -- less than a minute
}

// count counts as many lines as it can that fit their form, which is odd or the
// first of their size, as take would, and returns how many: those with a time in
// milliseconds, in the minute at hand, by somebody who is not wanted and was met in
// the hour before. The first begins at at.
func (p *parser) count(b []byte, at int, ends []int32, odd *form) (n int) {
	t, forms, slots := &p.tally, &p.forms[0].forms, p.names.slots
	minute := p.clock.unix - t.begin
	if t.hand == nil || minute < 0 || minute >= hourSeconds {
		return 0
	}
	first, last := uint64(math.MaxUint64), uint64(0)
	for ; n < len(ends); n++ {
		next := int(ends[n]) + 1
		f := odd
		if f == nil {
			f = forms[(next-at)%len(forms)]
		}
		if !f.usual {
			break
		}
		from := at + f.time.from
		when := b[from : from+millisSize : from+millisSize]
		digits := lanes.Load(when[16:]) ^ behindMinute
		if (lanes.Load(when)^p.clock.first)|(lanes.Load(when[8:])^p.clock.last)|(digits|(digits+tooLarge))&anyTooLarge != 0 {
			break
		}
		from, size := at+f.principal.from, f.principal.to-f.principal.from
		a, z := lanes.Load(b[from:from+8:from+8]), lanes.Load(b[from+size-8:from+size:from+size])
		h, mask := p.names.hash(a, z), uint64(len(slots)-1) // #nosec G115 -- there are some
		e := &slots[h&mask]
		if !e.is(a, z, size) {
			if e = &slots[(h+1)&mask]; !e.is(a, z, size) {
				break
			}
		}
		if int(e.other) >= len(t.counts) {
			break
		}
		count := &t.counts[e.other]
		if *count-1 >= math.MaxUint32-1 { // the first, or too many
			break
		}
		*count++
		digits = bits.ReverseBytes64(digits)
		first, last = min(first, digits), max(last, digits)
		at = next
	}
	if n > 0 {
		minute *= int64(time.Second)
		t.first, t.last = min(t.first, minute+millis(first)), max(t.last, minute+millis(last))
	}
	return n
}
