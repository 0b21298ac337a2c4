package scope

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
)

// A Window is the period in which a suspect's look-ups were out of the ordinary,
// by their own other days and by what peers did on the same ones. It is an
// estimate: docs/decisions/0011-window.md says what it is used for.
type Window struct {
	From   time.Time `json:"from"` // whole days of UTC
	To     time.Time `json:"to"`   // not included
	P      float64   `json:"p"`    // that chance makes such a period anywhere, corrected for all periods
	Before Rate      `json:"before"`
	In     Rate      `json:"in"`
	After  Rate      `json:"after"`
	// Expected are the customers a day that the suspect's other days, and peers on
	// the same days, let expect in the window.
	Expected float64 `json:"expected_per_day"`
	// PeersIn is what peers did on the window's days, in units of their usual pace.
	PeersIn float64 `json:"peers_in_window"`
	Peers   int     `json:"peers"`
}

// A Rate is what a suspect looked up on the days on which they looked up anything.
type Rate struct {
	Days   int     `json:"days"`
	PerDay float64 `json:"per_day"` // distinct customers, on average
}

const (
	minDays     = 10   // with look-ups, below which no usual pace is known
	maxP        = 0.01 // of a window
	maxBursts   = 4    // periods that a window may span
	maxDaysLong = 4000 // of a history that is shown by day
)

// estimate finds the window in a suspect's history, or says why there is none.
func (h history) estimate(peers peerPace) (*Window, string) {
	var points []point
	for _, day := range slices.Sorted(maps.Keys(h.byDay)) {
		points = append(points, point{day, float64(h.byDay[day]), peers.of(day)})
	}
	if len(points) < minDays {
		return nil, fmt.Sprintf("the log has look-ups of %d days only, which show no usual pace", len(points))
	}
	if peers.peers < crowd {
		points = withSeasons(points)
	}
	from, to := int64(math.MaxInt64), int64(math.MinInt64)
	p, left := 1.0, points
	for range maxBursts {
		b, found := findBurst(left, peers.dispersion)
		if found {
			p = min(p, b.p)
		}
		if !found || b.p > maxP {
			break
		}
		from, to = min(from, left[b.reachFirst].day), max(to, left[b.reachEnd-1].day)
		left = slices.Concat(left[:b.reachFirst], left[b.reachEnd:])
		if len(left) < minDays {
			break
		}
	}
	if from > to {
		return nil, fmt.Sprintf("no period stands out from the suspect's other days and from peers on the same days (the best has p %.2g, and %g is asked)", p, maxP)
	}
	w := &Window{From: hourStart(from * 24), To: hourStart((to + 1) * 24), P: p, Peers: peers.peers}
	var before, in, after []point
	for _, pt := range points {
		switch {
		case pt.day < from:
			before = append(before, pt)
		case pt.day > to:
			after = append(after, pt)
		default:
			in = append(in, pt)
			w.PeersIn += pt.factor
		}
	}
	w.PeersIn = round(w.PeersIn / float64(len(in)))
	w.Expected = round(paceOf(slices.Concat(before, after)) * w.PeersIn)
	w.Before, w.In, w.After = rate(before), rate(in), rate(after)
	return w, ""
}

func rate(points []point) Rate {
	r := Rate{Days: len(points)}
	for _, p := range points {
		r.PerDay += p.count
	}
	if r.Days > 0 {
		r.PerDay = round(r.PerDay / float64(r.Days))
	}
	return r
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

// hours are those in the window; without one every hour is.
func (w *Window) hours() hourRange {
	if w == nil {
		return hourRange{math.MinInt32, math.MaxInt32}
	}
	return hourRange{int32(hourOf(w.From)), int32(hourOf(w.To))} // #nosec G115 -- see visit
}

// A Daily is a suspect's distinct customers by day of UTC.
type Daily struct {
	From      time.Time `json:"from"`
	Customers []int     `json:"customers"`
}

// daily is the history by day, nil when it is empty or longer than anybody's.
func (h history) daily() *Daily {
	days := slices.Sorted(maps.Keys(h.byDay))
	if len(days) == 0 || days[len(days)-1]-days[0] >= maxDaysLong {
		return nil
	}
	d := &Daily{hourStart(days[0] * 24), make([]int, days[len(days)-1]-days[0]+1)}
	for _, day := range days {
		d.Customers[day-days[0]] = h.byDay[day]
	}
	return d
}

// An Estimate is the set by the estimated windows: customers touched at any time,
// in a window, and only outside. A suspect without a window has all of theirs in it.
type Estimate struct {
	Whole   int  `json:"whole_log"`
	Inside  int  `json:"in_window"`
	Outside int  `json:"outside"`
	Applied bool `json:"applied"` // only those inside count as affected, because somebody asked for it
	// AffectedOutside are affected by what a suspect did outside their window only.
	AffectedOutside int `json:"affected_outside"`
}

// A PartWindow is the estimate for one suspect.
type PartWindow struct {
	Window  *Window `json:"window"` // null: none stands out
	Why     string  `json:"why_none,omitempty"`
	Whole   int     `json:"whole_log"`
	Inside  int     `json:"in_window"`
	Outside int     `json:"outside"`
	Daily   *Daily  `json:"daily,omitempty"`
}

// windows are the suspects'.
func (r *Report) windows(histories []history, peers peerPace) []PartWindow {
	out := make([]PartWindow, len(histories))
	for i, h := range histories {
		out[i].Window, out[i].Why = h.estimate(peers)
		out[i].Daily = h.daily()
	}
	return out
}
