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

// A worker is one of the peers, with the days on which they worked.
type worker struct {
	usual float64
	days  []dayOfWork
}

type dayOfWork struct {
	at     int32 // place among all days
	events float64
}

func (p *peers) pace() peerPace {
	days := p.days()
	var all []worker
	var events []float64
	for _, name := range slices.Sorted(maps.Keys(p.rows)) {
		r := p.rows[name]
		if r.suspect >= 0 {
			continue
		}
		one := worker{days: make([]dayOfWork, 0, r.worked())}
		events = events[:0]
		for number, page := range r.pages {
			first := days.first(number)
			for i, n := range page {
				if n > 0 {
					one.days, events = append(one.days, dayOfWork{first + int32(i), float64(n)}), append(events, float64(n)) // #nosec G115 -- of a page
				}
			}
		}
		if one.usual = median(events); len(one.days) >= peerDays && one.usual >= 3 {
			all = append(all, one)
		}
	}
	out := peerPace{peers: len(all), factor: map[int64]float64{}}
	factors := make([]float64, len(days)*pageDays)
	for at, c := range days.crowds(all) {
		factors[at] = 1
		if len(c.ratios) == 0 {
			continue
		}
		if len(c.ratios) >= crowd {
			factors[at] = median(c.ratios)
		} else {
			factors[at] = (c.sum + usualEvents) / (c.usuals + usualEvents)
		}
		out.factor[days[at/pageDays]*pageDays+int64(at%pageDays)] = factors[at]
		if factors[at] <= 0 {
			factors[at] = 1
		}
	}
	dispersions, off := make([]float64, 0, len(all)), events
	for _, one := range all {
		off = off[:0]
		for _, d := range one.days {
			mean := one.usual * factors[d.at]
			off = append(off, math.Abs(d.events-mean)/math.Sqrt(mean))
		}
		mad := 1.4826 * median(off)
		dispersions = append(dispersions, mad*mad)
	}
	out.dispersion = median(dispersions)
	return out
}

// pages are the numbers of the pages of days that anybody has, in order.
type pages []int64

func (p *peers) days() (all pages) {
	for _, r := range p.rows {
		for number := range r.pages {
			if at, found := slices.BinarySearch(all, number); !found {
				all = slices.Insert(all, at, number)
			}
		}
	}
	return all
}

// first is the place of a page's first day.
func (p pages) first(number int64) int32 {
	at, _ := slices.BinarySearch(p, number)
	return int32(at * pageDays) // #nosec G115 -- days of a calendar
}

// A crowded day is what everybody did on it.
type crowded struct {
	ratios      []float64 // to each one's usual day
	sum, usuals float64
}

func (p pages) crowds(all []worker) []crowded {
	out, on := make([]crowded, len(p)*pageDays), make([]int, len(p)*pageDays)
	room := 0
	for _, one := range all {
		for _, d := range one.days {
			on[d.at]++
		}
		room += len(one.days)
	}
	ratios := make([]float64, room)
	for at, n := range on {
		out[at].ratios, ratios = ratios[:0:n], ratios[n:]
	}
	for _, one := range all {
		for _, d := range one.days {
			c := &out[d.at]
			c.ratios = append(c.ratios, d.events/one.usual)
			// One who does three times the usual says nothing about the day.
			c.sum += min(d.events, 3*one.usual)
			c.usuals += one.usual
		}
	}
	return out
}

// of is a day's factor: 1 where no peer worked.
func (p peerPace) of(day int64) float64 {
	if f := p.factor[day]; f > 0 {
		return f
	}
	return 1
}

// median changes the order of v; of nothing it is 0.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	upper := nth(v, len(v)/2)
	if len(v)%2 == 1 {
		return upper
	}
	return (slices.Max(v[:len(v)/2]) + upper) / 2 // those in front are not larger
}

// nth is what would stand at a place were v in order. What is smaller stands in
// front of it afterwards.
func nth(v []float64, n int) float64 {
	for first, last := 0, len(v)-1; ; {
		if last-first < 8 {
			slices.Sort(v[first : last+1])
			return v[n]
		}
		middle := v[first+(last-first)/2]
		if a, b := min(v[first], v[last]), max(v[first], v[last]); middle < a {
			middle = a
		} else if middle > b {
			middle = b
		}
		i, j := first, last
		for i <= j {
			for v[i] < middle {
				i++
			}
			for v[j] > middle {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			last = j
		case n >= i:
			first = i
		default:
			return v[n]
		}
	}
}
