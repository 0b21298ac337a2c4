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
	type peer struct {
		usual float64
		days  map[int64]float64
	}
	var all []peer
	for _, name := range slices.Sorted(maps.Keys(p.rows)) {
		r := p.rows[name]
		if r.suspect >= 0 {
			continue
		}
		one := peer{days: map[int64]float64{}}
		r.each(func(day int64, n uint32) { one.days[day] = float64(n) })
		if one.usual = median(slices.Collect(maps.Values(one.days))); len(one.days) >= peerDays && one.usual >= 3 {
			all = append(all, one)
		}
	}
	out := peerPace{peers: len(all), factor: map[int64]float64{}}
	ratios, sums := map[int64][]float64{}, map[int64][2]float64{}
	for _, one := range all {
		for day, n := range one.days {
			ratios[day] = append(ratios[day], n/one.usual)
			sum := sums[day]
			// One who does three times the usual says nothing about the day.
			sums[day] = [2]float64{sum[0] + min(n, 3*one.usual), sum[1] + one.usual}
		}
	}
	for day, r := range ratios {
		if len(r) >= crowd {
			out.factor[day] = median(r)
		} else {
			out.factor[day] = (sums[day][0] + usualEvents) / (sums[day][1] + usualEvents)
		}
	}
	var dispersions []float64
	for _, one := range all {
		var off []float64
		for day, n := range one.days {
			mean := one.usual * out.of(day)
			off = append(off, math.Abs(n-mean)/math.Sqrt(mean))
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
