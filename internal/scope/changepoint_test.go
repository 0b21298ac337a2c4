package scope

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A desk is an invented support desk with one insider.
type desk struct {
	days, peers int
	load        float64 // customers a day and person
	spread      float64 // log-normal sigma of a person's day
	extra       float64 // stolen a day
	length      int     // days of theft, 0: an honest desk
}

// play gives the suspect's history, the peers' pace, and who was stolen when.
func (d desk) play(r *rand.Rand) (h history, p peerPace, stolen map[int64]int) {
	begin := 0
	if d.length > 0 {
		begin = 30 + r.IntN(d.days-d.length-45)
	}
	first := dayOf(hourOf(monday))
	day := func(person, n int) (float64, bool) {
		weekday := n % 7
		if (weekday+person)%7 < 2 || r.IntN(15) == 0 {
			return 0, false
		}
		f := 1.0
		if weekday == 0 {
			f = 1.3
		}
		if t := monday.AddDate(0, 0, n); t.AddDate(0, 0, 3).Month() != t.Month() {
			f *= 1.8
		}
		return f * math.Exp(d.spread*r.NormFloat64()), true
	}
	names := newPeers(nil)
	for person := range d.peers {
		load := d.load * math.Exp(0.5*r.NormFloat64())
		name := string(rune('a'+person%26)) + string(rune('a'+person/26))
		for n := range d.days {
			if f, works := day(person+1, n); works {
				for range draw(r, load*f*1.7) {
					names.add(name, 0, (first+int64(n))*24, 1)
				}
			}
		}
	}
	h, stolen = history{map[int64]int{}, map[int64]int{}}, map[int64]int{}
	for n := range d.days {
		f, works := day(0, n)
		if !works {
			continue
		}
		count := int(draw(r, d.load*f))
		if n >= begin && n < begin+d.length {
			extra := int(draw(r, d.extra*7/5))
			count += extra
			if extra > 0 {
				stolen[first+int64(n)] = extra
			}
		}
		if count > 0 {
			h.byDay[first+int64(n)] = count
		}
	}
	return h, names.pace(), stolen
}

// The seeds are few and always the same, so that the test is quick: it finds a
// change that breaks the estimate, and proves no rate. The rates, of 200 other
// years each, are in docs/decisions/0011-window.md: an honest year hardly ever
// has a window, so none of these may; a theft of 680 always has one.
func TestWindows(t *testing.T) {
	for name, d := range map[string]desk{
		"honest":                    {days: 364, peers: 40, load: 25, spread: 0.3},
		"honest, two peers":         {days: 364, peers: 2, load: 25, spread: 0.3},
		"honest, uneven":            {days: 364, peers: 40, load: 25, spread: 0.6},
		"680 in 60 days":            {days: 364, peers: 40, load: 25, spread: 0.3, extra: 11, length: 60},
		"680 in 60 days, two peers": {days: 364, peers: 2, load: 25, spread: 0.3, extra: 11, length: 60},
		"slow: 300 in 90 days":      {days: 364, peers: 40, load: 25, spread: 0.3, extra: 3.3, length: 90},
		"fast: 500 in 5 days":       {days: 364, peers: 40, load: 25, spread: 0.3, extra: 100, length: 5},
		"680 in 60 of 150 days":     {days: 150, peers: 40, load: 25, spread: 0.3, extra: 11, length: 60},
	} {
		const runs = 3
		found, all, inside, off, wide := 0, 0, 0, 0.0, 0.0
		for seed := range runs {
			r := rand.New(rand.NewPCG(uint64(seed), 11))
			h, p, stolen := d.play(r)
			w, _ := h.estimate(p)
			if w == nil {
				continue
			}
			found++
			first, last := int64(math.MaxInt64), int64(0)
			if len(stolen) == 0 {
				continue
			}
			for day, n := range stolen {
				all += n
				if in := w.hours(); day*24 >= int64(in.from) && day*24 < int64(in.to) {
					inside += n
				}
				first, last = min(first, day), max(last, day)
			}
			off += math.Abs(float64(dayOf(hourOf(w.From))-first)) + math.Abs(float64(dayOf(hourOf(w.To))-1-last))
			wide += w.To.Sub(w.From).Hours() / 24
		}
		share := 1.0
		if all > 0 {
			share = float64(inside) / float64(all)
		}
		switch {
		case d.length == 0 && found > 0:
			t.Errorf("%s: a window in %d of %d honest years, want none", name, found, runs)
		case d.extra >= 11 && (found < runs || share < 0.95):
			t.Errorf("%s: a window in %d of %d, %.1f %% of the stolen in it: who was stolen must not fall outside", name, found, runs, 100*share)
		}
		t.Logf("%s: a window in %d of %d; of the stolen %.1f %% inside, ends %.1f days off, %.0f days long", name, found, runs, 100*float64(inside)/float64(max(all, 1)), off/2/float64(max(found, 1)), wide/float64(max(found, 1)))
	}
}

// The quick comparison of shuffled days is the slow one: days of small counts, of
// which many runs tie, and histories so long that not every run is tried.
func TestReachesIsScan(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 13))
		points := make([]point, 6+r.IntN(120))
		if seed%20 == 0 {
			points = make([]point, longest+300)
		}
		for i := range points {
			points[i] = point{int64(i), float64(1 + r.IntN(4)), []float64{1, 1, 1.8}[r.IntN(3)]}
		}
		real, _ := newTrial(points).scan()
		for range 10 {
			r.Shuffle(len(points), func(i, j int) { points[i], points[j] = points[j], points[i] })
			slow, _ := newTrial(points).scan()
			for class, yes := range newTrial(points).reaches(real, every) {
				if want := real[class] > 0 && slow[class] >= real[class]*(1-ties); yes != want {
					t.Fatalf("seed %d, class %d: reaches says %t of %g against %g", seed, class, yes, slow[class], real[class])
				}
			}
		}
	}
}

// However long a history is, a theft that cannot be missed is found in it: the
// correction for lengths must not ask for more than shuffles can tell.
func TestLongHistoriesHaveWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 17))
	points := make([]point, 2100)
	for i := range points {
		mean := 20.0
		if i >= 500 && i < 560 {
			mean = 60
		}
		points[i] = point{int64(i), float64(draw(r, mean)), 1}
	}
	if b, found := findBurst(points, 1); !found || b.p > maxP || b.reachFirst > 502 || b.reachEnd < 558 {
		t.Errorf("found %t: %+v; want the days 500 to 560 with p at most %g", found, b, maxP)
	}
}
