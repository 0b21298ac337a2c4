package accesslog

import (
	"strings"
	"time"
)

// parseWhen reads a time as other systems write it: RFC 3339; the same with a
// space for the T, an offset such as +02, +0200 or UTC, a comma before the
// fraction, or no offset, which means zone and is refused when zone is nil; or
// seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by
// having 10, 13, 16 or 19 digits, which each means years from 2001 to 2286. It
// returns why the text is no time, or "".
func parseWhen(text string, zone *time.Location) (time.Time, string) {
	t, why := parseAnyWhen(text, zone)
	if why == "" && !isUsual(t) {
		return time.Time{}, unusual
	}
	return t, why
}

func parseAnyWhen(text string, zone *time.Location) (time.Time, string) {
	if t, ok := fastTime(text); ok {
		return t, ""
	}
	if t, ok := sinceEpoch(text); ok {
		return t, ""
	}
	const noTime = "is no time that is known: it has to be as 2025-03-01T08:15:30Z, or seconds since 1970"
	if len(text) < 19 || len(text) > 64 {
		return time.Time{}, noTime
	}
	clock, offset := text[11:], ""
	if i := strings.IndexAny(clock, "Zz+-U "); i >= 0 {
		clock, offset = clock[:i], strings.TrimPrefix(clock[i:], " ")
	}
	// The time package would take an hour of one digit.
	if text[10] != ' ' && text[10] != 'T' && text[10] != 't' || len(clock) < 8 || clock[2] != ':' || clock[5] != ':' {
		return time.Time{}, noTime
	}
	plain := text[:10] + "T" + strings.Replace(clock, ",", ".", 1)
	offset, ok := canonicalOffset(offset)
	switch {
	case !ok:
		return time.Time{}, noTime
	case offset != "":
		if t, ok := strictTime(plain + offset); ok {
			return t, ""
		}
		return time.Time{}, noTime
	}
	t, ok := strictTime(plain + "Z")
	switch {
	case !ok:
		return time.Time{}, noTime
	case zone == nil:
		return time.Time{}, "has no offset: name the zone of the log's times in the Dataset file (log.zone)"
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone).UTC(), ""
}

// strictTime reads RFC 3339 as the time package has it.
func strictTime(s string) (t time.Time, ok bool) {
	if t, ok = fastTime(s); ok {
		return t, true
	}
	err := t.UnmarshalText([]byte(s))
	return t.UTC(), err == nil
}

// canonicalOffset makes what stands behind a time of day into Z or ±hh:mm.
func canonicalOffset(s string) (string, bool) {
	switch {
	case s == "":
		return "", true
	case s == "Z" || s == "z" || s == "UTC":
		return "Z", true
	case len(s) == 3 && (s[0] == '+' || s[0] == '-'):
		return s + ":00", true
	case len(s) == 5 && s[3] != ':':
		return s[:3] + ":" + s[3:], true
	}
	return s, len(s) == 6
}

// sinceEpoch reads a count since 1970-01-01T00:00:00Z; one of seconds may have
// a fraction of up to nine digits.
func sinceEpoch(s string) (time.Time, bool) {
	whole, fraction, hasFraction := strings.Cut(s, ".")
	n, ok := digits(whole)
	if !ok || hasFraction && (len(whole) != 10 || fraction == "" || len(fraction) > 9) {
		return time.Time{}, false
	}
	switch len(whole) {
	case 10:
		nanos, ok := digits(fraction + "000000000"[:9-len(fraction)])
		return time.Unix(n, nanos).UTC(), ok
	case 13:
		return time.UnixMilli(n).UTC(), true
	case 16:
		return time.UnixMicro(n).UTC(), true
	case 19:
		return time.Unix(0, n).UTC(), true
	}
	return time.Time{}, false
}

// digits reads up to 19 digits; what is above the largest int64 is none.
func digits(s string) (n int64, ok bool) {
	if s == "" || len(s) > 19 {
		return 0, false
	}
	for i := range len(s) {
		d := int64(s[i]) - '0'
		if d < 0 || d > 9 || n > (1<<63-1-d)/10 {
			return 0, false
		}
		n = 10*n + d
	}
	return n, true
}
