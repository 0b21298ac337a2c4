package scope

import (
	"slices"
	"time"
)

// Names make a pattern only when so many objects follow it.
const minPattern = 20

// lost finds objects that are missing in the source's stream: a day or an hour
// of which there is none although the names of the others come regularly, and
// numbers that were left out. Irregular names tell nothing.
func (s *source) lost() (gaps, quiet []Gap) {
	gaps, quiet = s.lostDates()
	return append(gaps, s.lostNumbers()...), quiet
}

// A calendar is for which days or hours a source has objects.
type calendar struct {
	present     map[int64]bool // by days or hours since 1970
	first, last int64
	hours       int64 // that a partition is long
	period      int64 // partitions after which the pattern comes again
	have, total []int64
}

func newCalendar(present map[int64]bool, hours int64) *calendar {
	c := &calendar{present: present, hours: hours, period: 1, first: 1<<63 - 1, last: -1 << 63}
	for i := range present {
		c.first, c.last = min(c.first, i), max(c.last, i)
	}
	if w := week / hours; c.last-c.first+1 >= 4*w {
		c.period = w
	}
	if c.last-c.first > 1<<20 { // a date of another century is no pattern
		c.last = c.first
	}
	c.have, c.total = make([]int64, c.period), make([]int64, c.period)
	for i := c.first; i <= c.last; i++ {
		slot := floorMod(i, c.period)
		c.total[slot]++
		if present[i] {
			c.have[slot]++
		}
	}
	return c
}

// expected says whether there should be an object: nine of ten other weeks have
// one at that time, and in the hours beside it, which summer time may move.
func (c *calendar) expected(i int64) bool {
	reach := int64(0)
	if c.hours == 1 && c.period > 1 {
		reach = 1
	}
	for j := i - reach; j <= i+reach; j++ {
		slot := floorMod(j, c.period)
		if c.have[slot]*10 < (c.total[slot]-1)*9 || c.have[slot] < 3 {
			return false
		}
	}
	return true
}

// lostDates judges the dates in the names.
func (s *source) lostDates() (gaps, quiet []Gap) {
	present, hours, shift, ok := s.dates()
	if !ok {
		return nil, nil
	}
	c := newCalendar(present, hours)
	var expected, missing int
	type run struct{ first, last, days, count int64 }
	var runs []run
	open := false
	for i := c.first; i <= c.last; i++ {
		if present[i] {
			open = false
		}
		if !c.expected(i) {
			continue
		}
		if expected++; present[i] {
			continue
		}
		missing++
		if !open {
			open, runs = true, append(runs, run{first: i, last: i, days: 1})
		}
		r := &runs[len(runs)-1]
		if dayOf(r.last*hours) != dayOf(i*hours) {
			r.days++
		}
		r.last = i
		r.count++
	}
	if expected < minPattern || missing*10 > expected {
		return nil, nil
	}
	for _, r := range runs {
		g := Gap{From: hourStart(r.first*hours + shift), To: hourStart((r.last+1)*hours + shift), Source: s.name, Objects: int(r.count)}
		closed := !c.expected(r.first-1) && !c.expected(r.last+1) // from closing time to opening
		if hours == 24 {
			closed = slices.ContainsFunc([]int64{0, 1, 2, 3, 4, 5, 6}, func(d int64) bool { return !c.expected(r.first + d) })
		}
		if closed && r.days <= maxQuietDays {
			quiet = append(quiet, g)
		} else {
			gaps = append(gaps, g)
		}
	}
	return gaps, quiet
}

// dates are the days or hours of which there is an object, and by how many hours
// the names' clock is behind the events'. What stands at an hour's place must be
// one: an object of it holds hardly more than an hour.
func (s *source) dates() (present map[int64]bool, hours, shift int64, ok bool) {
	present, hours = map[int64]bool{}, 1
	var shifts []int64
	held, short := 0, 0
	for _, o := range s.objects {
		if !o.dated {
			return nil, 0, 0, false
		}
		if !o.hourly {
			hours = 24
		}
		if !o.First.IsZero() {
			held++
			if o.Last.Sub(o.First) <= 3*time.Hour {
				short++
			}
			shifts = append(shifts, hourOf(o.First)-o.at)
		}
	}
	if hours == 1 {
		if held == 0 || short*5 < held*4 {
			return nil, 0, 0, false
		}
		slices.Sort(shifts)
		shift = shifts[len(shifts)/2]
	}
	for _, o := range s.objects {
		present[floorDiv(o.at, hours)] = true
	}
	return present, hours, shift, true
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }
