package scope

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// holes finds what is missing in the window: hours in which everybody is silent,
// hours in which one source is while others write, and objects that the names
// miss. Quiet are those which look like holidays.
func (l *sources) holes(from, to time.Time) (gaps, quiet []Gap) {
	gaps, quiet = Gaps(l.hours, from, to)
	for _, s := range l.list {
		lost, closed := s.lost()
		lost = slices.DeleteFunc(lost, s.isAlive)
		if len(l.list) == 1 {
			lost, closed = unnamed(lost), unnamed(closed)
		} else {
			lost = slices.DeleteFunc(lost, func(g Gap) bool { return l.isTakenOver(s, g) })
			silent, holidays := l.silent(s)
			lost, closed = append(lost, silent...), append(closed, holidays...)
			closed = slices.DeleteFunc(closed, func(g Gap) bool {
				worked := l.othersWorked(s, g)
				if worked {
					lost = append(lost, g)
				}
				return worked
			})
		}
		for _, g := range lost {
			if g, ok := g.within(from, to); ok {
				gaps = append(gaps, g)
			}
		}
		for _, g := range closed {
			if g, ok := g.within(from, to); ok {
				quiet = append(quiet, g)
			}
		}
	}
	gaps, quiet = joined(gaps), joined(quiet)
	// A day whose object is missing was no holiday.
	quiet = slices.DeleteFunc(quiet, func(q Gap) bool {
		return slices.ContainsFunc(gaps, func(g Gap) bool { return (g.Source == "" || g.Source == q.Source) && g.overlaps(q) })
	})
	return gaps, quiet
}

// silent are the silences of one source among several. What others took over is
// not missing.
func (l *sources) silent(s *source) (gaps, quiet []Gap) {
	to := time.Time{}
	if l.span.Last.Sub(s.span.Last) < week*time.Hour { // else it was switched off
		to = hourStart(hourOf(l.span.Last) + 1)
	}
	gaps, quiet = silences(s.hours, time.Time{}, to, len(l.list))
	gaps = slices.DeleteFunc(gaps, func(g Gap) bool { return l.isTakenOver(s, g) })
	for _, list := range [][]Gap{gaps, quiet} {
		for i := range list {
			list[i].Source = s.name
		}
	}
	return gaps, quiet
}

// isTakenOver says whether another source that never writes at the same time
// fills at least half of the hours: a log that was restored under another name,
// or moved.
func (l *sources) isTakenOver(s *source, g Gap) bool {
	begin, end := hourOf(g.From), hourOf(g.To.Add(time.Hour-1))
	for _, other := range l.list {
		if other == s {
			continue
		}
		inside, both := int64(0), 0
		for h := range other.hours {
			if h >= begin && h < end {
				inside++
			}
			if s.hours[h] > 0 {
				both++
			}
		}
		if both*10 <= len(other.hours) && inside*2 >= end-begin {
			return true
		}
	}
	return false
}

// isAlive says whether the source has at least half of its usual events in the
// whole hours of a missing object: then they only stand in another one.
func (s *source) isAlive(g Gap) bool {
	if len(s.hours) == 0 {
		return false
	}
	r, usual, real := newRhythm(s.hours), int64(0), int64(0)
	for h := hourOf(g.From.Add(time.Hour - 1)); h < hourOf(g.To); h++ {
		usual += r.quarter[r.slot(h)]
		real += s.hours[h]
	}
	return real > 0 && real*2 >= usual
}

// othersWorked says whether most of the other sources that usually write in these
// hours were as busy as ever: then it was no holiday, or one of this source alone,
// of which nothing can be known.
func (l *sources) othersWorked(s *source, g Gap) bool {
	busy, quiet := 0, 0
	for _, other := range l.list {
		switch {
		case other == s || !other.usuallyWrites(g):
		case other.isAlive(g):
			busy++
		default:
			quiet++
		}
	}
	return busy > quiet
}

// usuallyWrites says whether the source has a usual count in hours of the gap.
func (s *source) usuallyWrites(g Gap) bool {
	if len(s.hours) == 0 {
		return false
	}
	r := newRhythm(s.hours)
	for h := hourOf(g.From.Add(time.Hour - 1)); h < hourOf(g.To); h++ {
		if r.quarter[r.slot(h)] > 0 {
			return true
		}
	}
	return false
}

func unnamed(gaps []Gap) []Gap {
	for i := range gaps {
		gaps[i].Source = ""
	}
	return gaps
}

func (g Gap) overlaps(o Gap) bool { return g.From.Before(o.To) && o.From.Before(g.To) }

// joined makes one gap of those of a source that touch, leaves out what lies
// within a gap of the whole log, and sorts by time.
func joined(gaps []Gap) []Gap {
	slices.SortFunc(gaps, func(a, b Gap) int { return cmp.Or(cmp.Compare(a.Source, b.Source), a.From.Compare(b.From)) })
	out := []Gap{}
	all := 0 // of the whole log, which come first
	for _, g := range gaps {
		if last := len(out) - 1; last >= 0 && out[last].Source == g.Source && !g.From.After(out[last].To) {
			if g.To.After(out[last].To) {
				out[last].To = g.To
			}
			out[last].Objects += g.Objects
			continue
		}
		if within := slices.IndexFunc(out[:all], func(w Gap) bool { return !g.From.Before(w.From) && !g.To.After(w.To) }); within >= 0 {
			out[within].Objects += g.Objects
			continue
		}
		if out = append(out, g); g.Source == "" {
			all = len(out)
		}
	}
	slices.SortFunc(out, func(a, b Gap) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Source, b.Source)) })
	return out
}

// hoursOf counts the hours begun in gaps, each once whatever sources miss it.
func hoursOf(gaps []Gap) int {
	anybody := slices.Clone(gaps)
	n := 0
	for _, g := range joined(unnamed(anybody)) {
		n += int(math.Ceil(g.To.Sub(g.From).Hours()))
	}
	return n
}
