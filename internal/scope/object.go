package scope

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A span is the time from the first to the last of some events; the zero span
// holds none.
type span struct{ First, Last time.Time }

func (s *span) add(first, last time.Time) {
	if first.IsZero() {
		return
	}
	if s.First.IsZero() || first.Before(s.First) {
		s.First = first
	}
	if s.Last.IsZero() || last.After(s.Last) {
		s.Last = last
	}
}

// An object is what one object of the log holds, of anybody.
type object struct {
	Name    string          `json:"name"`
	First   time.Time       `json:"first,omitzero"`
	Last    time.Time       `json:"last,omitzero"`
	Hours   map[int64]int64 `json:"hours"`         // events by hours since 1970
	Bad     int64           `json:"bad,omitempty"` // lines, without the one where it breaks off
	Damaged bool            `json:"damaged,omitempty"`

	// Records mostly come in the order of time, so the hour at hand is counted
	// outside the map.
	hour, events int64
	begin, end   int64 // of that hour, in seconds since 1970
}

// add counts an event and returns its hour since 1970.
func (o *object) add(t time.Time) int64 {
	if o.First.IsZero() || t.Before(o.First) {
		o.First = t
	}
	if o.Last.IsZero() || t.After(o.Last) {
		o.Last = t
	}
	if s := t.Unix(); s < o.begin || s >= o.end {
		o.settle()
		o.hour = hourOf(t)
		o.begin, o.end = o.hour*3600, o.hour*3600+3600
	}
	o.events++
	return o.hour
}

// tally counts many events of one hour.
func (o *object) tally(t *accesslog.Tally) {
	all := span{o.First, o.Last}
	all.add(t.First, t.Last)
	o.First, o.Last = all.First, all.Last
	o.Hours[hourOf(t.First)] += t.Events
}

func (o *object) settle() {
	if o.events > 0 {
		o.Hours[o.hour] += o.events
		o.events = 0
	}
}

// hourOf numbers the hours since 1970 in UTC.
func hourOf(t time.Time) int64 { return floorDiv(t.Unix(), 3600) }

func hourStart(h int64) time.Time { return time.Unix(h*3600, 0).UTC() }

// dayOf is the day since 1970 of an hour.
func dayOf(hour int64) int64 { return floorDiv(hour, 24) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
