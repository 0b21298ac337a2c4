package accesslog

import (
	"math"
	"time"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// What a time in milliseconds has behind its minute, and what its bytes may be more
// than that: digits, of which that of ten seconds is less than six.
const (
	behindMinute = uint64(':' | '0'<<8 | '0'<<16 | '.'<<24 | '0'<<32 | '0'<<40 | '0'<<48 | 'Z'<<56)
	tooLarge     = uint64(0x7f | 0x7a<<8 | 0x76<<16 | 0x7f<<24 | 0x76<<32 | 0x76<<40 | 0x76<<48 | 0x7f<<56)
	anyTooLarge  = 0x8080808080808080
	millisSize   = len("2025-03-01T08:15:30.000Z")
)

// count counts as many lines as it can that fit their form, as take would, and
// returns how many: those with a time in milliseconds in the minute at hand, by
// somebody who is not wanted and was met in the hour before. The first begins at at.
func (p *parser) count(b []byte, at int, ends []int32) int {
	t, forms, slots := &p.tally, &p.forms[0].forms, p.names.slots
	minute := p.clock.unix - t.begin
	if t.hand == nil || minute < 0 || minute >= hourSeconds {
		return 0
	}
	minute *= int64(time.Second)
	begin, end, earliest, latest := p.clock.first, p.clock.last, t.first, t.last
	n := 0
	for ; n < len(ends); n++ {
		line := b[at : ends[n]+1]
		f := forms[len(line)%len(forms)]
		if !f.usual {
			break
		}
		when, who := line[f.time.from:][:millisSize], line[f.principal.from:f.principal.to]
		rest := lanes.Load(when[16:]) ^ behindMinute
		if lanes.Load(when) != begin || lanes.Load(when[8:]) != end || (rest|(rest+tooLarge))&anyTooLarge != 0 {
			break
		}
		first, last := lanes.Load(who), lanes.Load(who[len(who)-8:])
		e := &slots[p.names.hash(first, last)&uint64(len(slots)-1)] // #nosec G115 -- there are some
		if e.first != first || e.last != last || int(e.size) != len(who) || e.wanted || int(e.number) >= len(t.counts) {
			break
		}
		count := &t.counts[e.number]
		if *count == 0 || *count == math.MaxUint32 {
			break
		}
		*count++
		f.met++
		millis := int64(rest>>8&15*10000 + rest>>16&15*1000 + rest>>32&15*100 + rest>>40&15*10 + rest>>48&15) // #nosec G115 -- small
		into := minute + millis*int64(time.Millisecond)
		earliest, latest = min(earliest, into), max(latest, into)
		at += len(line)
	}
	t.first, t.last = earliest, latest
	return n
}
