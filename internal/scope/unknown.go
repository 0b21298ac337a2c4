package scope

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// An Unknown bounds whom the suspects can have reached where the log cannot be
// read, beside those who are known to be affected.
type Unknown struct {
	Customers  int `json:"customers"`    // at most, if the suspects never were faster than where the log can be read
	InGaps     int `json:"in_gaps"`      // of them, in missing hours and objects
	InDamaged  int `json:"in_damaged"`   // behind the place where an object breaks off
	InBadLines int `json:"in_bad_lines"` // each at most one customer, or as many as one line names
	// Hours in gaps and behind damage in which a suspect's own rhythm says that they
	// could have worked; added over the suspects.
	Hours       int `json:"hours"`
	FastestHour int `json:"fastest_hour"` // distinct customers of one suspect
	FastestDay  int `json:"fastest_day"`  // likewise, in a day of UTC
	WithoutPace int `json:"without_pace"` // suspects of whom the log has no look-up, so that nothing bounds them
	// Unbounded says why nothing bounds the number; empty where Customers does. With a
	// directory Customers then are all who are left in it.
	Unbounded     string `json:"unbounded,omitempty"`
	IfQuietWorked int    `json:"if_quiet_worked"` // more, if the quiet days were none
	// Reachable is everybody in the directory who is not known to be affected: all
	// whom the account may have read. Null without a directory.
	Reachable  *int   `json:"reachable"`
	Assumption string `json:"assumption"`
}

// unknown bounds what the log cannot exclude.
func (r *Report) unknown(log *sources, histories []history) Unknown {
	var u Unknown
	unread, endless := log.unread()
	for i, g := range unread {
		unread[i], _ = g.within(r.From, r.To)
	}
	unread = slices.DeleteFunc(unread, func(g Gap) bool { return !g.From.Before(g.To) })
	both := slices.Concat(r.Gaps, unread)
	paces := make([]pace, len(histories))
	for i, h := range histories {
		p := h.pace()
		paces[i] = p
		if p.perHour == 0 {
			u.WithoutPace++
		}
		inGaps, _ := p.bound(r.Gaps)
		inBoth, hours := p.bound(both)
		withQuiet, _ := p.bound(slices.Concat(both, r.Quiet))
		u.InGaps += inGaps
		u.InDamaged += inBoth - inGaps
		u.IfQuietWorked += withQuiet - inBoth
		u.Hours += hours
		u.FastestHour, u.FastestDay = max(u.FastestHour, p.perHour), max(u.FastestDay, p.perDay)
	}
	u.InBadLines = log.behindBadLines(paces, r.Query, int(max(r.Most, 1)))
	u.Customers = u.InGaps + u.InDamaged + u.InBadLines
	holes := len(r.Gaps)+len(unread) > 0
	apart := !log.span.Last.IsZero() && (!r.From.IsZero() && log.span.Last.Before(r.From) || !r.To.IsZero() && !log.span.First.Before(r.To))
	u.Unbounded = u.unbounded(r.Wide > 0, endless, holes, apart)
	u.Assumption = u.assumption(holes, r.Most)
	return u
}

func (u *Unknown) unbounded(wide, endless, holes, apart bool) string {
	switch {
	case apart:
		return "the log holds nothing of the whole window"
	case wide:
		return "bad lines are of statements that may have read everybody"
	case endless:
		return "a file breaks off, and nothing in the log says until when it went on"
	case holes && u.WithoutPace > 0:
		return "parts of the log are missing, and it has no look-up of a suspect that would say how fast they are"
	}
	return ""
}

// reach says how many customers there are at all.
func (u *Unknown) reach(s *Split, affected int) {
	n := max(0, int(s.DirectoryRows)-(affected-s.NotInDirectory))
	u.Reachable = &n
	if u.Unbounded != "" {
		u.Customers = max(u.Customers, n)
	}
	if s.NotInDirectory == 0 { // else it does not know everybody
		u.Customers = min(u.Customers, n)
	}
}

// assumption says in words what the bound stands on.
func (u *Unknown) assumption(holes bool, most int64) string {
	if !holes && u.InBadLines == 0 && u.Unbounded == "" {
		return "Nothing is missing in the log by its own rhythm and its names, and nothing in it could not be read. " +
			"It cannot show what was never logged."
	}
	var parts []string
	if holes {
		parts = append(parts, fmt.Sprintf("that in what is missing no suspect was faster than in their fastest hour (%d customers) and day (%d), "+
			"nor worked in hours of the week in which they, an hour more or less, were never seen, nor more than a week before their first or after their last look-up (hours left: %d)",
			u.FastestHour, u.FastestDay, u.Hours))
	}
	switch {
	case u.InBadLines > 0 && most > 1:
		parts = append(parts, fmt.Sprintf("that a bad line hides at most %d customers, as many as any line names", most))
	case u.InBadLines > 0:
		parts = append(parts, "that a bad line hides at most one look-up")
	}
	if len(parts) == 0 {
		return ""
	}
	text := "Assumes " + strings.Join(parts, ", and ") + "."
	if u.Unbounded != "" {
		text = fmt.Sprintf("Beside that at most %d more, which assumes %s.", u.Customers, strings.Join(parts, ", and "))
	}
	if u.WithoutPace > 0 {
		text += " Suspects of whom the log has no look-up are not bounded by it."
	}
	return text
}

// unread are the parts of objects that could not be read, as far as their time is
// known. Endless is true when nothing says until when one of them went on.
func (l *sources) unread() (out []Gap, endless bool) {
	for _, s := range l.list {
		objects := slices.Clone(s.objects)
		slices.SortStableFunc(objects, func(a, b placed) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.number, b.number)) })
		_, hours, shift, dates := s.dates()
		longest := s.longest()
		for i, o := range objects {
			if !o.Damaged {
				continue
			}
			g := Gap{From: o.Last, Source: s.name}
			for j := i - 1; g.From.IsZero() && j >= 0; j-- {
				g.From = objects[j].Last
			}
			for j := i + 1; j < len(objects); j++ {
				if next := objects[j].First; next.After(g.From) {
					g.To = next
					break
				}
			}
			if dates { // the name says more
				begin := floorDiv(o.at, hours)*hours + shift
				if o.Last.IsZero() {
					g.From = hourStart(begin)
				}
				g.To = hourStart(begin + hours)
			}
			if g.To.IsZero() {
				begin := o.First
				if begin.IsZero() {
					begin = g.From
				}
				if longest > 0 && begin.Add(longest).After(l.span.Last) {
					g.To = begin.Add(longest)
				} else {
					g.To, endless = l.span.Last, endless || longest == 0 && !l.goesOn(o.object)
				}
			}
			out = append(out, l.atLeastAnHour(g))
		}
	}
	if l.list == nil { // no order: anything may stand there
		for _, o := range l.all {
			if o.Damaged {
				out, endless = append(out, l.atLeastAnHour(Gap{From: l.span.First, To: l.span.Last})), endless || !l.goesOn(o)
			}
		}
	}
	return out, endless
}

// minWhole is how many whole objects say how long one of theirs can be.
const minWhole = 3

// longest is how long a source's longest whole object is, 0 where too few tell.
func (s *source) longest() (d time.Duration) {
	whole := 0
	for _, o := range s.objects {
		if !o.Damaged && !o.First.IsZero() {
			whole++
			d = max(d, o.Last.Sub(o.First))
		}
	}
	if whole < minWhole {
		return 0
	}
	return d
}

// goesOn says whether another object that was read to its end lasts longer than
// what could be read of this one, so that the log's end is known.
func (l *sources) goesOn(than *object) bool {
	return slices.ContainsFunc(l.all, func(o *object) bool { return !o.Damaged && o.Last.Sub(than.Last) >= time.Hour })
}

func (l *sources) atLeastAnHour(g Gap) Gap {
	if g.From.IsZero() {
		g.From = l.span.First
	}
	if g.To.Before(g.From.Add(time.Hour)) {
		g.To = g.From.Add(time.Hour)
	}
	return g
}

// behindBadLines is how many customers bad lines can hide: each as many as one line
// names at most, and in an object no more than the suspects' pace allows in its time.
func (l *sources) behindBadLines(paces []pace, q Query, most int) (customers int) {
	for _, o := range l.all {
		if o.Bad == 0 {
			continue
		}
		if o.First.IsZero() { // not one record tells its time
			customers += int(o.Bad) * most
			continue
		}
		g, ok := Gap{From: o.First, To: o.Last.Add(time.Second)}.within(q.From, q.To)
		if !ok {
			continue
		}
		could := 0
		for _, p := range paces {
			n, _ := p.bound([]Gap{g})
			if p.perHour == 0 { // nothing says how fast they are
				n = int(o.Bad) * most
			}
			could += n
		}
		customers += min(could, int(o.Bad)*most)
	}
	return customers
}
