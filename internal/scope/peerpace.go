package scope

import (
	"maps"
	"math"
	"slices"
)

// A peerPace says what each day was like for everybody but the suspects: a
// weekday, a month's end, a day after an outage. It makes none of them look like
// a suspect's own doing.
type peerPace struct {
	peers      int // who have a usual pace
	factor     map[int64]float64
	dispersion float64 // of a peer's days around their pace, in units of Poisson's; the median peer's
}

// A peer has a usual pace from so many days on.
const peerDays = 10

// crowd is how many peers a day needs for their median; with fewer their sum
// counts, weighed against usualEvents events of a usual day.
const (
	crowd       = 5
	usualEvents = 20
)

func (p *peers) pace() peerPace {
	type day struct {
		number int64
		events float64
	}
	type peer struct {
		usual float64
		days  []day
	}
	var all []peer
	var events []float64
	for _, name := range slices.Sorted(maps.Keys(p.rows)) {
		r := p.rows[name]
		if r.suspect >= 0 {
			continue
		}
		one := peer{days: make([]day, 0, pageDays)}
		events = events[:0]
		r.each(func(number int64, n uint32) {
			one.days, events = append(one.days, day{number, float64(n)}), append(events, float64(n))
		})
		if one.usual = median(events); len(one.days) >= peerDays && one.usual >= 3 {
			all = append(all, one)
		}
	}
	type crowded struct {
		ratios      []float64
		sum, usuals float64
	}
	byDay := map[int64]*crowded{}
	for _, one := range all {
		for _, d := range one.days {
			c := byDay[d.number]
			if c == nil {
				c = &crowded{}
				byDay[d.number] = c
			}
			c.ratios = append(c.ratios, d.events/one.usual)
			// One who does three times the usual says nothing about the day.
			c.sum += min(d.events, 3*one.usual)
			c.usuals += one.usual
		}
	}
	out := peerPace{peers: len(all), factor: make(map[int64]float64, len(byDay))}
	for number, c := range byDay {
		if len(c.ratios) >= crowd {
			out.factor[number] = median(c.ratios)
		} else {
			out.factor[number] = (c.sum + usualEvents) / (c.usuals + usualEvents)
		}
	}
	var dispersions, off []float64
	for _, one := range all {
		off = off[:0]
		for _, d := range one.days {
			mean := one.usual * out.of(d.number)
			off = append(off, math.Abs(d.events-mean)/math.Sqrt(mean))
		}
		mad := 1.4826 * median(off)
		dispersions = append(dispersions, mad*mad)
	}
	out.dispersion = median(dispersions)
	return out
}

// of is a day's factor: 1 where no peer worked.
func (p peerPace) of(day int64) float64 {
	if f := p.factor[day]; f > 0 {
		return f
	}
	return 1
}

// median sorts v; of nothing it is 0.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}
