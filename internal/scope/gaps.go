package scope

import (
	"math"
	"slices"
	"time"
)

// A Gap is a stretch of whole hours in UTC of which the log holds no event of
// anybody, although it should. What the suspects did in it cannot be known.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"` // not included
}

// hours is a gap's length, in hours begun.
func (g Gap) hours() int { return int(math.Ceil(g.To.Sub(g.From).Hours())) }

const week = 7 * 24

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
// A silent stretch is a gap when chance would hardly make it: less than once
// in a log of this length. For an hour with n usual events the chance of none
// is e^-n (Poisson). A log that is more regular than that is taken at its own
// word: where only one hour in k has less than half its usual events, the
// chance of none is at most 1/k.
func Gaps(events map[int64]int64, from, to time.Time) []Gap {
	if len(events) == 0 {
		return nil
	}
	r := newRhythm(events)
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
	var gaps []Gap
	for _, s := range r.silences(begin, end) {
		m := r.missing(s)
		if m.hours == 0 {
			continue
		}
		own := (lean - m.sparse + 1) / (expected - m.hours + 1)
		weight := math.Max(m.events, -m.hours*math.Log(own))
		if weight < math.Log(float64(r.hours))-1e-9 {
			continue
		}
		g := Gap{From: hourStart(m.first), To: hourStart(m.last + 1)}
		if g.From.Before(from) {
			g.From = from
		}
		if !to.IsZero() && g.To.After(to) {
			g.To = to
		}
		if g.From.Before(g.To) {
			gaps = append(gaps, g)
		}
	}
	return gaps
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
		if n := len(counts); n >= 4 {
			r.quarter[i] = counts[n/4]
		} else if n >= 2 {
			r.quarter[i] = counts[n/2]
		}
	}
	return r
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
	events      float64 // usual in them together
}

func (r *rhythm) missing(s stretch) (m missing) {
	for h := s.begin; h < s.end; h++ {
		usual := r.usual(h)
		if usual == 0 {
			continue
		}
		if m.hours == 0 {
			m.first = h
		}
		m.last = h
		m.hours++
		m.events += float64(usual)
		if isSparse(usual) {
			m.sparse++
		}
	}
	return m
}
