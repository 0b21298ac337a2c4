package accesslog

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// A clock reads times as they stand in a log, where most share their minute with
// the one before.
type clock struct {
	first, last uint64 // the minute's text, 2025-03-01T08:15, in two halves
	unix        int64  // its seconds since 1970, had it no offset
}

const minuteSize = len("2025-03-01T08:15")

// read reads the JSON string that begins at i, when it is a time in one of the
// common forms that fastTime knows, and returns the position behind it. What it
// does not know is left to parseTime.
func (c *clock) read(b []byte, i int) (t time.Time, end int) {
	if len(b)-i < len(`"2025-03-01T08:15:30+00:00"`)+1 || b[i] != '"' {
		return t, invalid
	}
	s := b[i+1:]
	if first, last := lanes.Load(s), lanes.Load(s[8:]); first != c.first || last != c.last {
		minute, ok := fastTime(string(s[:minuteSize]) + ":00Z")
		if !ok {
			return t, invalid
		}
		c.first, c.last, c.unix = first, last, minute.Unix()
	}
	tens, ones := s[17]-'0', s[18]-'0'
	if s[16] != ':' || tens > 5 || ones > 9 {
		return t, invalid
	}
	nanos, at := int64(0), 19
	if s[at] == '.' {
		unit := int64(time.Second)
		for at++; at < len(s) && s[at]-'0' <= 9 && unit > 1; at++ {
			unit /= 10
			nanos += unit * int64(s[at]-'0')
		}
		if at == 20 || len(s)-at < len(`+00:00"`) {
			return t, invalid
		}
	}
	offset := 0
	if s[at] == 'Z' {
		at++
	} else {
		var ok bool
		if offset, ok = zone(string(s[at : at+6])); !ok {
			return t, invalid
		}
		at += 6
	}
	if s[at] != '"' {
		return t, invalid
	}
	return time.Unix(c.unix+int64(10*tens+ones)-int64(offset), nanos).UTC(), i + 1 + at + 1
}
