package scope

import (
	"math"
	"slices"
	"time"
)

// A daily rhythm is what a log of few events usually holds on a day of the week, by
// days of UTC: most of its hours are silent anyway, and tell nothing.
type daily struct {
	counts      map[int64]int64 // by days since 1970
	first, last int64
	length      int64 // days, without silences of a week and more
	weekly      bool  // each day of the week is compared with itself, else working days and weekends
	quarter     [7]int64
	worth       [7]float64
	closes      bool // every night, or on some days of the week
}

// minDailyLife is how many days a log must live to have a rhythm of days; caution is by
// how much less than once in its length chance may make a gap, since people are away.
const (
	minDailyLife = 14
	caution      = 3
)

// hoursTell says whether most events stand in hours that usually have some.
func (r *rhythm) hoursTell(events map[int64]int64) bool {
	told, all := int64(0), int64(0)
	for h, n := range events {
		if all += n; r.usual(h) > 0 {
			told += n
		}
	}
	return 2*told >= all
}

func newDaily(events map[int64]int64) *daily {
	d := &daily{counts: map[int64]int64{}}
	for h, n := range events {
		if n > 0 {
			d.counts[dayOf(h)] += n
		}
	}
	active := make([]int64, 0, len(d.counts))
	for day := range d.counts {
		active = append(active, day)
	}
	slices.Sort(active)
	d.first, d.last = active[0], active[len(active)-1]
	alive := []stretch{{d.first, d.first + 1}}
	for _, day := range active[1:] {
		if last := &alive[len(alive)-1]; day-last.end < 7 {
			last.end = day + 1
		} else {
			alive = append(alive, stretch{day, day + 1})
		}
	}
	for _, s := range alive {
		d.length += s.end - s.begin
	}
	d.weekly = d.length >= 4*7
	var bySlot [7][]int64
	for _, s := range alive {
		for day := s.begin; day < s.end; day++ {
			bySlot[d.slot(day)] = append(bySlot[d.slot(day)], d.counts[day])
		}
	}
	d.closes = closesAtNight(events)
	for i, counts := range bySlot {
		if n := len(counts); n >= 4 {
			slices.Sort(counts)
			d.quarter[i] = counts[n/4]
			d.worth[i] = worth(counts[n/4], counts[n/2], counts[n*3/4])
			d.closes = d.closes || counts[n/2] == 0
		}
	}
	return d
}

// closesAtNight says whether six hours of the day in a row have hardly any events.
func closesAtNight(events map[int64]int64) bool {
	var byHour [24]int64
	all := int64(0)
	for h, n := range events {
		byHour[floorMod(h, 24)] += n
		all += n
	}
	for begin := range 24 {
		night := int64(0)
		for h := begin; h < begin+6; h++ {
			night += byHour[h%24]
		}
		if night*100 < all {
			return true
		}
	}
	return false
}

func (d *daily) slot(day int64) int64 {
	weekday := floorMod(day+3, 7) // from Monday; 1970 began on a Thursday
	if d.weekly {
		return weekday
	}
	return weekday / 5
}

func (d *daily) usual(day int64) int64 { return d.quarter[d.slot(day)] }

// silences is that of hours, by whole days: a stretch of silent days is a gap when
// chance would hardly make it. Where a house closes at night or on some days, few
// silent days are what a holiday looks like.
func (d *daily) silences(from, to time.Time, sources int) (gaps, quiet []Gap) {
	if d.length < minDailyLife {
		return nil, nil
	}
	begin, end := d.first, d.last+1
	if !from.IsZero() {
		begin = min(begin, dayOf(hourOf(from.Add(24*time.Hour-1))))
	}
	if !to.IsZero() {
		end = max(end, dayOf(hourOf(to)))
	}
	expected, lean := 0.0, 0.0
	for day := begin; day < end; day++ {
		if usual := d.usual(day); usual > 0 {
			expected++
			if n := d.counts[day]; 2*n < usual && (n > 0 || isSparse(usual)) {
				lean++
			}
		}
	}
	rare := math.Log(caution*float64(d.length)) + math.Log(float64(sources)) - 1e-9
	for day := begin; day < end; day++ {
		var m missing
		for ; day < end && d.counts[day] == 0; day++ {
			m.add(day, d.usual(day), d.worth[d.slot(day)]) // in days here
		}
		own := (lean - m.sparse + 1) / (expected - m.hours + 1)
		if weight := math.Max(m.weight, -m.hours*math.Log(own)); m.hours == 0 || weight < rare {
			continue
		}
		g, ok := Gap{From: hourStart(m.first * 24), To: hourStart(m.last*24 + 24)}.within(from, to)
		switch {
		case !ok:
		case d.closes && m.hours <= maxQuietDays && m.last-m.first < 7:
			quiet = append(quiet, g)
		default:
			gaps = append(gaps, g)
		}
	}
	return gaps, quiet
}
