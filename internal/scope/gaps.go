package scope

import (
	"math"
	"slices"
	"time"
)

// A Gap is a stretch of which the log, or one source of it, holds nothing although
// it should. What the suspects did in it cannot be known.
type Gap struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`                // not included
	Source  string    `json:"source,omitempty"`  // whose entries are missing; empty: everybody's
	Objects int       `json:"objects,omitempty"` // that are missing by their names
}

const week = 7 * 24

// maxQuietDays is how long a house is closed at most, in working days, for a
// silence to look like holidays.
const maxQuietDays = 3

// Gaps finds the missing hours in the window from on and before to; a zero end
// is the log's own. events are all events of the log, of anybody, by hours
// since 1970.
//
// The log's own rhythm says what should be there. An hour is compared with the
// same hour of the week in the log's other weeks; its usual count is that of
// the quieter quarter among them, so that holidays do not make it. A log of
// less than four weeks is compared by the hour of the day, working days and
// weekends apart, one of less than four days by all its hours. The usual count
// is at most that of the hour before and after, so that a working day which
// shifts by summer time makes no gap. Silent stretches of a week and more are
// left out of the comparison: they are what is looked for. An hour that is
// usually silent is never missing.
//
// The hours beside a gap belong to it when most of their usual events is missing.
//
// A silent stretch is a gap when chance would hardly make it: less than once
// in a log of this length. For an hour with n usual events the chance of none
// is e^-n (Poisson), and more where the hour's counts vary more from week to week
// than Poisson's (negative binomial). A log that is more regular than that is
// taken at its own word: where only one hour in k has less than half its usual
// events, the chance of none is at most 1/k.
//
// A log of so few events that most stand in hours that are usually silent is judged
// by days instead.
//
// Where a house closes every day, a silence from closing time to opening time
// of few days is what a holiday looks like. It is quiet, not a gap.
func Gaps(events map[int64]int64, from, to time.Time) (gaps, quiet []Gap) {
	return silences(events, from, to, 1)
}

// minLife is how many hours a source must live to have a rhythm of its own.
const minLife = 4 * 24

// silences is Gaps for one of several sources.
func silences(events map[int64]int64, from, to time.Time, sources int) (gaps, quiet []Gap) {
	if len(events) == 0 {
		return nil, nil
	}
	r := newRhythm(events)
	if sources > 1 && r.hours < minLife {
		return nil, nil
	}
	begin, end := r.first, r.last+1
	if !from.IsZero() {
		begin = min(begin, hourOf(from))
	}
	if !to.IsZero() {
		end = max(end, hourOf(to.Add(time.Hour-1)))
	}
	expected, lean := 0.0, 0.0 // hours with usual events; those that show how lean an hour can be
	for h := begin; h < end; h++ {
		if usual := r.usual(h); usual > 0 {
			expected++
			if n := events[h]; 2*n < usual && (n > 0 || isSparse(usual)) {
				lean++
			}
		}
	}
	rare := math.Log(float64(r.hours)) + math.Log(float64(sources)) - 1e-9
	for _, s := range r.silences(begin, end) {
		m := r.missing(s)
		if m.hours == 0 {
			continue
		}
		own := (lean - m.sparse + 1) / (expected - m.hours + 1)
		if weight := math.Max(m.weight, -m.hours*math.Log(own)); weight < rare {
			continue
		}
		closed := r.isClosure(s, m)
		if !closed {
			r.widen(&m, events)
		}
		g, ok := Gap{From: hourStart(m.first), To: hourStart(m.last + 1)}.within(from, to)
		switch {
		case !ok:
		case closed:
			quiet = append(quiet, g)
		default:
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 && !r.hoursTell(events) {
		return newDaily(events).silences(from, to, sources)
	}
	return gaps, quiet
}

// within cuts a gap to a window.
func (g Gap) within(from, to time.Time) (Gap, bool) {
	if g.From.Before(from) {
		g.From = from
	}
	if !to.IsZero() && g.To.After(to) {
		g.To = to
	}
	return g, g.From.Before(g.To)
}

// A stretch is hours from begin on and before end.
type stretch struct{ begin, end int64 }

// A rhythm is what a log usually holds at an hour of the week.
type rhythm struct {
	active      []int64     // the hours with events, in order
	first, last int64       // of them
	hours       int64       // that the log is long, without silences of a week and more
	period      int64       // hours after which the rhythm comes again
	quarter     [week]int64 // the events of each slot in its quieter quarter
	// worth is what one usual event of each slot weighs: minus the logarithm of the
	// chance of none, which is 1 where counts are as even as Poisson's.
	worth [week]float64
}

func newRhythm(events map[int64]int64) *rhythm {
	r := &rhythm{}
	for h, n := range events {
		if n > 0 {
			r.active = append(r.active, h)
		}
	}
	slices.Sort(r.active)
	r.first, r.last = r.active[0], r.active[len(r.active)-1]
	// The living stretches, between silences of a week and more.
	alive := []stretch{{r.first, r.first + 1}}
	for _, h := range r.active[1:] {
		if last := &alive[len(alive)-1]; h-last.end < week {
			last.end = h + 1
		} else {
			alive = append(alive, stretch{h, h + 1})
		}
	}
	for _, s := range alive {
		r.hours += s.end - s.begin
	}
	switch {
	case r.hours >= 4*week:
		r.period = week
	case r.hours >= 4*24:
		r.period = 24
	default:
		r.period = 1
	}
	bySlot := make([][]int64, week)
	for _, s := range alive {
		for h := s.begin; h < s.end; h++ {
			bySlot[r.slot(h)] = append(bySlot[r.slot(h)], events[h])
		}
	}
	for i, counts := range bySlot {
		slices.Sort(counts)
		r.worth[i] = 1
		if n := len(counts); n >= 4 {
			r.quarter[i] = counts[n/4]
			r.worth[i] = worth(counts[n/4], counts[n/2], counts[n*3/4])
		} else if n >= 2 {
			r.quarter[i] = counts[n/2]
		}
	}
	return r
}

// worth judges from the quartiles of a slot how much more its counts vary than
// Poisson's. With variance φ times the mean m (negative binomial) the chance of
// none is φ^(-m/(φ-1)).
func worth(lower, median, upper int64) float64 {
	sigma := float64(upper-lower) / 1.349 // of a normal distribution with these quartiles
	phi := sigma * sigma / float64(max(median, 1))
	if phi <= 1+1e-6 {
		return 1
	}
	return math.Log(phi) / (phi - 1)
}

// slot numbers what an hour is compared with.
func (r *rhythm) slot(h int64) int64 {
	ofWeek := ((h+3*24)%week + week) % week // 1970 began on a Thursday
	switch {
	case r.period == 24 && ofWeek >= 5*24:
		return 24 + ofWeek%24
	case r.period == 24:
		return ofWeek % 24
	}
	return ofWeek % r.period
}

// usual is how many events an hour should have.
func (r *rhythm) usual(h int64) int64 {
	return min(r.quarter[r.slot(h-1)], r.quarter[r.slot(h)], r.quarter[r.slot(h+1)])
}

// silences returns the stretches without events in the window.
func (r *rhythm) silences(begin, end int64) []stretch {
	var out []stretch
	for _, h := range append(r.active, math.MaxInt64) {
		if h < begin {
			continue
		}
		if stop := min(h, end); begin < stop {
			out = append(out, stretch{begin, stop})
		}
		if h >= end {
			break
		}
		begin = h + 1
	}
	return out
}

// isSparse is an hour that can be lean only by being silent. Elsewhere a silent
// hour says nothing about how lean hours are, for it may be missing itself.
func isSparse(usual int64) bool { return usual < 3 }

// missing is the part of a silence between the first and the last hour that
// usually has events.
type missing struct {
	first, last int64
	hours       float64 // that usually have events
	sparse      float64 // of them, those with few
	weight      float64 // minus the logarithm of the chance of none in them
}

func (r *rhythm) missing(s stretch) (m missing) {
	for h := s.begin; h < s.end; h++ {
		m.add(h, r.usual(h), r.worth[r.slot(h)])
	}
	return m
}

// add takes in a silent hour, or day, with so many usual events of such worth.
func (m *missing) add(at, usual int64, worth float64) {
	if usual == 0 {
		return
	}
	if m.hours == 0 {
		m.first = at
	}
	m.last = at
	m.hours++
	m.weight += float64(usual) * worth
	if isSparse(usual) {
		m.sparse++
	}
}

// widen takes the hours before and behind a gap into it that have less than half of
// their usual events, and fewer by three standard deviations of Poisson's: what is
// lost seldom begins on the hour.
func (r *rhythm) widen(m *missing, events map[int64]int64) {
	for _, edge := range []int64{m.first - 1, m.last + 1} {
		usual, n := r.usual(edge), events[edge]
		if fewer := usual - n; n > 0 && 2*n < usual && fewer*fewer >= 9*usual {
			m.first, m.last = min(m.first, edge), max(m.last, edge)
		}
	}
}

// isClosure says whether a silence runs from closing time to opening time over
// few days.
func (r *rhythm) isClosure(s stretch, m missing) bool {
	if r.period == 1 || dayOf(m.last)-dayOf(m.first) >= week/24 {
		return false
	}
	var closed, opens bool
	for h := s.begin; h < m.first; h++ {
		closed = closed || r.quarter[r.slot(h)] == 0
	}
	for h := m.last + 1; h < s.end; h++ {
		opens = opens || r.quarter[r.slot(h)] == 0
	}
	days := map[int64]bool{}
	for h := m.first; h <= m.last; h++ {
		if r.usual(h) > 0 {
			days[dayOf(h)] = true
		}
	}
	return closed && opens && len(days) <= maxQuietDays
}
