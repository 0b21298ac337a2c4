package dossier

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// count writes a number with a comma at each thousand.
func count[N int | int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func plural[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

func people(n int) string    { return plural(n, "person", "people") }
func lines(n int64) string   { return plural(n, "line", "lines") }
func stretches(n int) string { return plural(n, "stretch", "stretches") }
func hours(n int) string     { return plural(n, "hour", "hours") }

// stamp writes a moment so that nobody mistakes day for month, or the zone.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return t.UTC().Format("2 Jan 2006 15:04:05") + " UTC"
}

// local writes a moment in its own offset, as an authority reads it.
func local(t time.Time) string {
	if _, offset := t.Zone(); offset == 0 {
		return t.UTC().Format("2 Jan 2006 15:04") + " UTC"
	}
	return t.Format("2 Jan 2006 15:04 (UTC-07:00)")
}

// span writes a duration in its two largest units.
func span(d time.Duration) string {
	if d < 0 {
		d = -d
	}
	units := []struct {
		name string
		size time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}}
	d = d.Round(time.Second)
	for i, u := range units {
		n := d / u.size
		if n == 0 && i < len(units)-1 {
			continue
		}
		text := fmt.Sprintf("%d %s", n, u.name)
		if i < len(units)-1 {
			if m := (d - n*u.size) / units[i+1].size; m > 0 {
				text += fmt.Sprintf(" %d %s", m, units[i+1].name)
			}
		}
		return text
	}
	return "0 s"
}

// chance writes a probability as odds.
func chance(p *float64) string {
	switch {
	case p == nil:
		return "–"
	case *p >= 0.1:
		return strconv.FormatFloat(*p, 'f', 2, 64)
	case *p >= 1e-6:
		return "1 in " + count(int64(math.Round(1 / *p)))
	}
	power := int(math.Floor(-math.Log10(max(*p, 1e-300))))
	return "1 in 10" + raised.Replace(strconv.Itoa(power))
}

var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// words turns an identifier into words: access-key, access_key → access key.
func words(s string) string { return strings.NewReplacer("_", " ", "-", " ").Replace(s) }

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// sentence begins with a capital and ends with one full stop.
func sentence(s string) string {
	return capital(stop(s))
}

// stop ends with one full stop; a name at the beginning keeps its small letter.
func stop(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".") + "." }

func because(reason string) string {
	if reason = strings.TrimRight(strings.TrimSpace(reason), "."); reason == "" {
		return ""
	}
	return ": " + reason
}

// list says where a list of people is, without their incident's own prefix.
func list(key string) string {
	if key == "" {
		return ""
	}
	if parts := strings.SplitN(key, "/", 3); len(parts) == 3 {
		key = parts[2]
	}
	return " (the incident's list " + key + ", in the people bucket)"
}

// percent writes a share; rounding makes nothing of no one and all of nearly all.
func percent(n, of int) string {
	if of == 0 {
		return "0 %"
	}
	p := 100 * float64(n) / float64(of)
	switch {
	case n > 0 && p < 0.1:
		return "< 0.1 %"
	case n < of && p > 99.9:
		return "> 99.9 %"
	}
	return strconv.FormatFloat(p, 'f', 1, 64) + " %"
}
