package scope

import (
	"maps"
	"slices"
)

// A history is what one suspect looked up when, in the whole log.
type history struct {
	byHour map[int64]int // distinct customers by hours since 1970
	byDay  map[int64]int // by days since 1970
}

// histories are those of all suspects, from a tidy set.
func (s *set) histories(suspects int) []history {
	type counters struct {
		hours, days       []counter
		lastHour, lastDay []int64
	}
	all := make([]counters, processors(s.book.customers))
	for i := range all {
		all[i] = counters{make([]counter, suspects), make([]counter, suspects), make([]int64, suspects), make([]int64, suspects)}
	}
	s.book.share(len(all), func(worker int, r *roll) {
		c := &all[worker]
		for visits := range r.all() {
			if v := &visits[0]; len(visits) == 1 { // as nearly all have
				c.hours[v.Suspect].add(int64(v.Hour))
				c.days[v.Suspect].add(dayOf(int64(v.Hour)))
				continue
			}
			for i := range suspects {
				c.lastHour[i], c.lastDay[i] = -1<<62, -1<<62
			}
			for i := range visits {
				suspect, hour := visits[i].Suspect, int64(visits[i].Hour)
				if hour != c.lastHour[suspect] {
					c.hours[suspect].add(hour)
				}
				if day := dayOf(hour); day != c.lastDay[suspect] {
					c.days[suspect].add(day)
					c.lastDay[suspect] = day
				}
				c.lastHour[suspect] = hour
			}
		}
	})
	out := make([]history, suspects)
	for i := range out {
		out[i] = history{map[int64]int{}, map[int64]int{}}
		for _, c := range all {
			c.hours[i].countInto(out[i].byHour)
			c.days[i].countInto(out[i].byDay)
		}
	}
	return out
}

// A counter counts by numbers of which most lie near each other.
type counter struct {
	from int64
	near []int32       // from that number on
	far  map[int64]int // the others
}

// counterRoom is how many numbers on either side of the first one are near: of
// hours half a year.
const counterRoom = 1 << 12

func (c *counter) add(number int64) {
	if c.near == nil {
		c.from, c.near, c.far = number-counterRoom, make([]int32, 2*counterRoom), map[int64]int{}
	}
	if at := number - c.from; at >= 0 && at < 2*counterRoom {
		c.near[at]++
	} else {
		c.far[number]++
	}
}

func (c *counter) countInto(all map[int64]int) {
	for number, n := range c.far {
		all[number] += n
	}
	for i, n := range c.near {
		if n > 0 {
			all[c.from+int64(i)] += int(n)
		}
	}
}

// A pace bounds how many customers a suspect can have reached in hours of which
// nothing is known, if they never were faster than where the log can be read.
type pace struct {
	perHour, perDay int   // the fastest hour and day
	first, last     int64 // hours since 1970 between which they worked, a week added on both sides
	slots           [week]bool
}

// pace learns from a history. The hours of the week in which they were ever seen
// are theirs, and those beside them; with less than four weeks, the hours of the
// day; with less than four days, all.
func (h history) pace() (p pace) {
	if len(h.byHour) == 0 {
		return p
	}
	p.perHour, p.perDay = slices.Max(slices.Collect(maps.Values(h.byHour))), slices.Max(slices.Collect(maps.Values(h.byDay)))
	hours := slices.Sorted(maps.Keys(h.byHour))
	first, last := hours[0], hours[len(hours)-1]
	p.first, p.last = first-week, last+week
	period := int64(week)
	switch {
	case last-first < 4*24:
		period = 1
	case last-first < 4*week:
		period = 24
	}
	for _, hour := range hours {
		for near := hour - 1; near <= hour+1; near++ {
			for slot := floorMod(near, period); slot < week; slot += period {
				p.slots[slot] = true
			}
		}
	}
	return p
}

// bound is the number of customers, and the hours in which they could have worked.
func (p pace) bound(stretches []Gap) (customers, hours int) {
	if p.perHour == 0 {
		return 0, 0
	}
	byDay := map[int64]int{}
	for _, g := range joined(unnamed(slices.Clone(stretches))) {
		for h := max(hourOf(g.From), p.first); h < min(hourOf(g.To.Add(3600*1e9-1)), p.last+1); h++ {
			if p.slots[floorMod(h, week)] {
				byDay[dayOf(h)]++
				hours++
			}
		}
	}
	for _, n := range byDay {
		customers += min(n*p.perHour, p.perDay)
	}
	return customers, hours
}
