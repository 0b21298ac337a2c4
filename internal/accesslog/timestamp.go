package accesslog

import (
	"strings"
	"time"
)

// parseTime reads a JSON string as written that holds an RFC 3339 time. It
// returns why it is none, or "".
func parseTime(raw string) (time.Time, string) {
	if len(raw) >= 2 && raw[0] == '"' {
		if t, ok := fastTime(raw[1 : len(raw)-1]); ok {
			return t, ""
		}
	}
	text, reason := required("time", raw)
	if reason != "" {
		return time.Time{}, reason
	}
	// RFC 3339 allows "t" and "z" in lower case, the time package does not.
	var t time.Time
	if err := t.UnmarshalText([]byte(strings.ToUpper(text))); err != nil {
		return time.Time{}, "time is not RFC 3339"
	}
	if t = t.UTC(); !isUsual(t) {
		return time.Time{}, "time " + unusual
	}
	return t, ""
}

// Times of other years stand for none, as 0001-01-01 does in many programs, and
// have no hour before or behind them that JSON can write.
const (
	firstYear, lastYear = 2, 9998
	unusual             = "is not of the years 2 to 9998"
)

func isUsual(t time.Time) bool { return t.Year() >= firstYear && t.Year() <= lastYear }

// fastTime reads the common forms, 2025-03-01T08:15:30Z with or without a
// fraction of up to nine digits and with any offset. What it does not know is
// left to the time package to judge.
func fastTime(s string) (time.Time, bool) {
	if len(s) < 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	century, ok0 := two(s, 0)
	yy, ok1 := two(s, 2)
	month, ok2 := two(s, 5)
	day, ok3 := two(s, 8)
	hour, ok4 := two(s, 11)
	minute, ok5 := two(s, 14)
	second, ok6 := two(s, 17)
	if !(ok0 && ok1 && ok2 && ok3 && ok4 && ok5 && ok6) ||
		100*century+yy <= firstYear || 100*century+yy >= lastYear || // an offset may lead out of them
		month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(100*century+yy, month) ||
		hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	nanos, rest := 0, s[19:]
	if rest[0] == '.' {
		digits := 0
		for digits+1 < len(rest) && rest[digits+1] >= '0' && rest[digits+1] <= '9' {
			digits++
			nanos = 10*nanos + int(rest[digits]-'0')
			if digits > 9 {
				return time.Time{}, false
			}
		}
		if digits == 0 {
			return time.Time{}, false
		}
		for range 9 - digits {
			nanos *= 10
		}
		rest = rest[1+digits:]
	}
	offset, ok := zone(rest)
	if !ok {
		return time.Time{}, false
	}
	unix := daysSinceEpoch(100*century+yy, month, day)*86400 + hour*3600 + minute*60 + second - offset
	return time.Unix(int64(unix), int64(nanos)).UTC(), true
}

// zone returns the seconds east of UTC.
func zone(s string) (seconds int, ok bool) {
	if s == "Z" {
		return 0, true
	}
	if len(s) != 6 || s[3] != ':' || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, ok1 := two(s, 1)
	minutes, ok2 := two(s, 4)
	if !ok1 || !ok2 || hours > 23 || minutes > 59 {
		return 0, false
	}
	if seconds = hours*3600 + minutes*60; s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

// two reads two digits.
func two(s string, i int) (int, bool) {
	a, b := s[i]-'0', s[i+1]-'0'
	return 10*int(a) + int(b), a <= 9 && b <= 9
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysSinceEpoch counts days from 1970-01-01 in the Gregorian calendar; years
// are taken to begin in March, so that the leap day comes last (Howard
// Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
func daysSinceEpoch(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	yearOfEra := year - era*400
	return era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468
}
