package accesslog

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// An instant is a time without what the time package needs besides.
type instant struct {
	unix  int64 // seconds since 1970
	nanos int64 // and less than a second
}

func (i instant) time() time.Time { return time.Unix(i.unix, i.nanos).UTC() }

// A clock reads times as they stand in a log, where most share their minute with
// the one before.
type clock struct {
	first, last uint64 // the minute's text, 2025-03-01T08:15, in two halves
	unix        int64  // its seconds since 1970, had it no offset
}

const minuteSize = len("2025-03-01T08:15")

// read reads the text of a JSON string that is at the beginning of b, with the
// quote that ends it and what follows, when it is a time in one of the common forms
// that fastTime knows, and returns its size. What it does not know is left to parseTime.
func (c *clock) read(b []byte) (at instant, size int) {
	if len(b) < len(`2025-03-01T08:15:30+00:00"`) {
		return at, invalid
	}
	if first, last := lanes.Load(b), lanes.Load(b[8:]); (first != c.first || last != c.last) && !c.turn(b) {
		return at, invalid
	}
	tens, ones := b[17]-'0', b[18]-'0'
	if b[16] != ':' || tens > 5 || ones > 9 {
		return at, invalid
	}
	at.unix = c.unix + int64(10*tens+ones)
	size = 19
	if b[size] == '.' {
		for size++; size < len(b) && b[size]-'0' <= 9 && size < 29; size++ {
			at.nanos = 10*at.nanos + int64(b[size]-'0')
		}
		if size == 20 || len(b)-size < len(`+00:00"`) {
			return at, invalid
		}
		at.nanos *= scale[size-20]
	}
	if b[size] == 'Z' {
		size++
	} else {
		offset, ok := zone(string(b[size : size+6]))
		if !ok {
			return at, invalid
		}
		at.unix -= int64(offset)
		size += 6
	}
	if b[size] != '"' {
		return at, invalid
	}
	return at, size
}

// scale makes nanoseconds of fractions of a second, by their digits.
var scale = [...]int64{1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1}

// turn goes to the minute at the beginning of b, if it is one.
func (c *clock) turn(b []byte) bool {
	minute, ok := fastTime(string(b[:minuteSize]) + ":00Z")
	if ok {
		c.first, c.last, c.unix = lanes.Load(b), lanes.Load(b[8:]), minute.Unix()
	}
	return ok
}
