// Package watch scores, hour by hour, how far each principal's look-ups are from
// their own past and from what their peers do at the same time, so that an alarm
// can ring before customers call.
//
// # The score
//
// A score says how rare such a thing would be if only what the log's past knows
// could happen: a score of s or more then comes 10^-s times in 30 days, over all
// principals, hours and kinds of tests together. It is a scale and no promise:
// what a company does rarely, such as a campaign without tickets, has no past to
// learn from and rings more often. How often is measured on invented years
// (docs/watch.md).
//
// # The tests
//
// Two series, customers looked up and customers looked up without a ticket, in
// four windows:
//
//   - an hour and a day (the days of UTC): against the principal's own rate at that
//     hour of the week, in an hour in which they do anything, over the last 56 days;
//     shrunk to the hour of the day, to all hours and to the peers as far as little
//     was seen; times the factor by which everybody active then is above their own
//     rate. The law is a negative binomial, its spread the principal's own. What they
//     did before in those days is never surprising: so batch jobs pass.
//   - 7 and 28 days: against the own rate before that window, relative to what the
//     peers' do, in units of the peers' own spread. That is for whoever takes few a
//     day, so of each day at most twice what is usual in the window counts: a few
//     days of an audit are for the tests above.
//
// What surprised in the past 56 days calibrates what surprises now (tail).
package watch

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Days is how many days before the one that is judged are learned from.
const Days = 56

// learnDays is how many days must have been seen before anybody is judged.
const learnDays = 14

// kinds is how many tests there are of a principal: series times windows.
const kinds = 2 * 4

// The windows of a Score.
const (
	Hour  = "hour"
	Day   = "day"
	Week  = "7 days"
	Weeks = "28 days"
)

// A Score is what one test says of one principal.
type Score struct {
	Principal string  `json:"principal"`
	Window    string  `json:"window"`
	Of        Series  `json:"of"`
	Hour      int64   `json:"hour"` // the last of the window, since 1970
	Count     float64 `json:"count"`
	Expected  float64 `json:"expected"`
	Score     float64 `json:"score"`
}

// A Team says which group of peers a principal belongs to; nil: all are one.
type Team func(principal string) string

// A Judge scores one day.
type Judge struct {
	day     int64 // its first hour
	history *History
	series  []*judged
	team    Team
}

// judged is what is known of one series before the day.
type judged struct {
	of        Series
	known     map[string]*baseline
	newcomer  *baseline
	hour, day tail
	windows   []*window
}

// NewJudge learns from the days before the one that begins with the hour day.
// When too few have been seen it returns nil. earlier may be a judge of at most a
// week before, whose calibration is then used again.
func NewJudge(h *History, day int64, team Team, earlier *Judge) *Judge {
	first, _ := h.Span()
	if day-DayOf(first) < learnDays*hoursOfDay {
		return nil
	}
	if team == nil {
		team = func(string) string { return "" }
	}
	j := &Judge{day: day, history: h, team: team}
	from := max(first, day-Days*hoursOfDay)
	for i, series := range []Series{Customers, Bare} {
		s := &judged{of: series, known: baselines(h, series, from, day)}
		s.newcomer = newcomer(s.known)
		if earlier != nil && day-earlier.day <= hoursOfWeek {
			s.hour, s.day = earlier.series[i].hour, earlier.series[i].day
		} else {
			j.calibrate(s, from)
		}
		for _, w := range []*window{{name: Week, days: 7}, {name: Weeks, days: 28}} {
			if w.learn(h, series, team, first, day) {
				s.windows = append(s.windows, w)
			}
		}
		j.series = append(j.series, s)
	}
	return j
}

func (s *judged) baseline(principal string) *baseline {
	if b := s.known[principal]; b != nil {
		return b
	}
	return s.newcomer
}

// calibrate scores the past by the baseline that it taught.
func (j *Judge) calibrate(s *judged, from int64) {
	var hours, days []past
	for d := from; d < j.day; d += hoursOfDay {
		j.each(s, d, d+hoursOfDay, func(x observation) {
			hours = append(hours, past{x.principal, x.hour()})
			if x.ends {
				days = append(days, past{x.principal, x.day()})
			}
		})
	}
	span := float64(j.day-from) / hoursOfDay
	s.hour, s.day = fit(hours, span), fit(days, span)
}

// An observation is one principal's hour, and their day up to it.
type observation struct {
	principal string
	at        int64
	base      *baseline
	count     float64
	expected  float64
	soFar     struct{ count, expected float64 }
	ends      bool // the last active hour of their day
}

func (x observation) more() float64 { return x.base.between * x.base.newness }

func (x observation) hour() float64 {
	return x.base.hour.surprise(x.count, x.expected, x.more()) - math.Log10(min(1, x.base.unusual(x.at)))
}

func (x observation) day() float64 {
	return x.base.day.surprise(x.soFar.count, x.soFar.expected, x.more())
}

// each visits every active hour of everybody in a day, from and before.
func (j *Judge) each(s *judged, from, to int64, visit func(observation)) {
	factors := j.peers(s, from, to)
	for name, all := range j.history.cells {
		cells := between(all, from, to)
		x := observation{principal: name, base: s.baseline(name)}
		for i, c := range cells {
			x.at, x.count = c.Hour, s.of.of(c)
			x.expected = x.base.expected(c.Hour) * max(1, factors.of(j.team(name), c.Hour))
			x.soFar.count += x.count
			x.soFar.expected += x.expected
			x.ends = i == len(cells)-1
			visit(x)
		}
	}
}

// Scores are those of the hours from and before to, which lie in the judge's
// day, and of the longer windows that end there; the highest first. Those below
// least are left out.
func (j *Judge) Scores(from, to int64, least float64) []Score {
	var out []Score
	add := func(s Score) {
		if s.Score >= least {
			out = append(out, s)
		}
	}
	for _, s := range j.series {
		var seen []observation
		var hours [hoursOfDay]highest
		days := highest{}
		j.each(s, j.day, min(to, j.day+hoursOfDay), func(x observation) {
			seen = append(seen, x)
			hours[x.at-j.day] = append(hours[x.at-j.day], x.hour())
			if x.ends {
				days = append(days, x.day())
			}
		})
		share := days.individual(s.day.from)
		for _, x := range seen {
			if x.at < from {
				continue
			}
			add(Score{x.principal, Hour, s.of, x.at, x.count, x.expected, s.hour.score(x.hour()*hours[x.at-j.day].individual(s.hour.from), kinds)})
			add(Score{x.principal, Day, s.of, x.at, x.soFar.count, x.soFar.expected, s.day.score(x.day()*share, kinds)})
		}
		for _, w := range s.windows {
			for _, score := range w.scores(j.history, j.day, to) {
				add(score)
			}
		}
	}
	sortScores(out)
	return out
}

func sortScores(out []Score) {
	slices.SortFunc(out, func(a, b Score) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Principal, b.Principal), strings.Compare(a.Window, b.Window), cmp.Compare(a.Of, b.Of), cmp.Compare(a.Hour, b.Hour))
	})
}

// factors are how far the peers are above their own rates, by team and hour.
type factors map[teamHour]float64

type teamHour struct {
	team string
	hour int64
}

func (f factors) of(team string, hour int64) float64 {
	if v, ok := f[teamHour{team, hour}]; ok {
		return v
	}
	return 1
}

// leastPeers is how many must be active for them to say anything.
const leastPeers = 8

func (j *Judge) peers(s *judged, from, to int64) factors {
	ratios := map[teamHour][]float64{}
	for name, all := range j.history.cells {
		b := s.baseline(name)
		for _, c := range between(all, from, to) {
			if mean := b.expected(c.Hour); mean > 0 {
				k := teamHour{j.team(name), c.Hour}
				ratios[k] = append(ratios[k], s.of.of(c)/mean)
			}
		}
	}
	out := factors{}
	for k, r := range ratios {
		if len(r) >= leastPeers {
			out[k] = median(r)
		}
	}
	return out
}
