package scope

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// A shipment makes the objects of a log out of events by hour since monday: name
// gives the object that an hour stands in, or "" where it is lost.
func shipment(events map[int64]int64, name func(h int) string) []*object {
	byName := map[string]*object{}
	var out []*object
	for at, n := range events {
		h := int(at - hourOf(monday))
		file := name(h)
		if file == "" {
			continue
		}
		o := byName[file]
		if o == nil {
			o = &object{Name: file, Hours: map[int64]int64{}}
			byName[file], out = o, append(out, o)
		}
		o.Hours[at] += n
		o.First, o.Last = earlier(o.First, hourStart(at)), later(o.Last, hourStart(at).Add(59*time.Minute))
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// dated writes a name with the time of an hour since monday.
func dated(layout string) func(h int) string {
	return func(h int) string { return at(float64(h)).Format(layout) }
}

// without loses some hours.
func without(name func(int) string, lost ...int) func(int) string {
	return func(h int) string {
		for _, l := range lost {
			if h == l {
				return ""
			}
		}
		return name(h)
	}
}

// hoursFrom lists hours from begin on and before end.
func hoursFrom(begin, end int) (out []int) {
	for h := begin; h < end; h++ {
		out = append(out, h)
	}
	return out
}

func rendered(gaps []Gap) string {
	var out []string
	for _, g := range gaps {
		s := fmt.Sprintf("%.4v-%.4v", g.From.Sub(monday).Hours(), g.To.Sub(monday).Hours())
		if g.Source != "" {
			s += " of " + g.Source
		}
		if g.Objects > 0 {
			s += fmt.Sprintf(" (%d objects)", g.Objects)
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// officesClosed are four servers of one house, some without a working day's object.
func officesClosed(closed ...int) (out []*object) {
	for server := range 4 {
		name := func(h int) string { return fmt.Sprintf("srv-%d/%s", server, at(float64(h)).Format("2006-01-02")) }
		if slices.Contains(closed, server) {
			name = without(name, hoursFrom(720, 744)...)
		}
		out = append(out, shipment(rhythmOf(90, office(40)), name)...)
	}
	return out
}

func TestHoles(t *testing.T) {
	const hourly, daily = "log/2006/01/02/15.jsonl.gz", "access-2006-01-02.jsonl"
	busy := rhythmOf(90, always(40))
	quietHouse := rhythmOf(90, func(h int) int64 { return int64(1 - min(h%7, 1)) }) // an event in seven hours
	workdays := rhythmOf(90, office(999))
	four := func(name func(server int) func(h int) string) (out []*object) {
		for server := range 4 {
			out = append(out, shipment(rhythmOf(90, always(30)), name(server))...)
		}
		return out
	}
	numbered := func(h int) string { return fmt.Sprintf("part-%06d.zst", h/2) } // two hours each
	empty := func(objects []*object, days int, name func(h int) string, lost ...int) []*object {
		for h := range days * 24 {
			if n := without(name, lost...)(h); n != "" {
				objects = append(objects, &object{Name: n, Hours: map[int64]int64{}})
			}
		}
		return objects
	}
	for _, c := range []struct {
		name        string
		objects     []*object
		gaps, quiet string
	}{
		{"nothing missing, hourly", shipment(busy, dated(hourly)), "", ""},
		{"nothing missing, daily", shipment(busy, dated(daily)), "", ""},
		{"hours missing", shipment(busy, without(dated(hourly), 500, 501, 900)), "500-502 (2 objects), 900-901 (1 objects)", ""},
		{"a day missing", shipment(busy, without(dated(daily), hoursFrom(480, 504)...)), "480-504 (1 objects)", ""},
		{"an hour missing in a log too thin for a rhythm", empty(shipment(quietHouse, dated(hourly)), 90, dated(hourly), 500), "500-501 (1 objects)", ""},
		{"one of four silent", four(func(s int) func(int) string {
			name := func(h int) string { return fmt.Sprintf("srv-%d/%s", s, at(float64(h)).Format("2006-01-02")) }
			if s == 2 {
				return without(name, 700, 701, 702)
			}
			return name
		}), "700-703 of srv-2/{date}", ""},
		{"one of four silent, hourly", four(func(s int) func(int) string {
			name := func(h int) string { return fmt.Sprintf("%s/srv%d", at(float64(h)).Format("2006-01-02-15"), s) }
			if s == 2 {
				return without(name, 700, 701, 702)
			}
			return name
		}), "700-703 of {date}/srv2 (3 objects)", ""},
		{"all of four silent", four(func(s int) func(int) string {
			return without(func(h int) string { return fmt.Sprintf("srv-%d/%s", s, at(float64(h)).Format("2006-01-02")) }, 700, 701)
		}), "700-702", ""},
		{"one of four closed on a day on which the others worked", officesClosed(2), "720-744 of srv-2/{date} (1 objects)", ""},
		{"all closed on a day", officesClosed(0, 1, 2, 3), "", "720-744 of srv-0/{date} (1 objects), 720-744 of srv-1/{date} (1 objects), 720-744 of srv-2/{date} (1 objects), " +
			"720-744 of srv-3/{date} (1 objects), 729-736"},
		{"restored under another name", four(func(s int) func(int) string {
			return func(h int) string {
				restored := ""
				if s == 2 && h >= 700 && h < 772 {
					restored = "restored/"
				}
				return fmt.Sprintf("%ssrv-%d/%s", restored, s, at(float64(h)).Format("2006-01-02"))
			}
		}), "", ""},
		{"one of four moved", four(func(s int) func(int) string {
			return func(h int) string {
				if s == 2 && h >= 1500 {
					return "new/" + at(float64(h)).Format("2006-01-02")
				}
				return fmt.Sprintf("srv-%d/%s", s, at(float64(h)).Format("2006-01-02"))
			}
		}), "", ""},
		{"a number left out", shipment(busy, without(numbered, 600, 601, 602, 603)), "600-604 (2 objects)", ""},
		{"a number left out in a quiet house", shipment(quietHouse, without(func(h int) string { return fmt.Sprintf("part-%d", h/7) }, hoursFrom(700, 707)...)), "694-707 (1 objects)", ""},
		{"numbers began anew", shipment(busy, func(h int) string { return fmt.Sprintf("part-%d", h/2+h/1000*50000) }), "", ""},
		{"numbers in each hour", shipment(busy, dated(hourly)), "", ""},
		{"irregular numbers", shipment(busy, func(h int) string { return fmt.Sprintf("part-%d", h/2*h/2%9973+h/2*7) }), "", ""},
		{"offsets as names", shipment(busy, func(h int) string { return fmt.Sprintf("topic+0+%d", 1000*h+h*h%777) }), "", ""},
		{"irregular dates", shipment(quietHouse, dated(hourly)), "", ""},
		{"an office's hours", shipment(workdays, dated(hourly)), "", ""},
		{"an office's hour missing", shipment(workdays, without(dated(hourly), 24*14+12)), "348-349 (1 objects)", ""},
		{"an office's holiday, hourly", shipment(workdays, without(dated(hourly), hoursFrom(24*14, 24*15)...)), "", "345-353 (8 objects)"},
		{"an office's holiday, daily", shipment(workdays, without(dated(daily), hoursFrom(24*14, 24*15)...)), "", "336-360 (1 objects)"},
		{"random names", shipment(busy, func(h int) string {
			return fmt.Sprintf("%s-%08x%04x", at(float64(h)).Format("2006-01-02-15"), h*2654435761&0xffffffff, h)
		}), "", ""},
	} {
		gaps, quiet := newSources(c.objects).holes(time.Time{}, time.Time{})
		if got := rendered(gaps); got != c.gaps {
			t.Errorf("%s: gaps %q, want %q", c.name, got, c.gaps)
		}
		if got := rendered(quiet); got != c.quiet {
			t.Errorf("%s: quiet %q, want %q", c.name, got, c.quiet)
		}
	}
}
