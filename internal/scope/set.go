package scope

import (
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A span is the time from the first to the last of some events; the zero span
// holds none.
type span struct {
	First time.Time `json:"first,omitzero"`
	Last  time.Time `json:"last,omitzero"`
}

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

// An access is all that the suspects did to one customer's record.
type access struct {
	By     []span   `json:"by"`     // by Query.Principals; the zero span for one who did nothing
	Events []int64  `json:"events"` // likewise
	Fields []string `json:"fields"` // that were seen, sorted
}

// A set is what was found in a part of the log. Its memory grows with the
// customers found and with the hours of the log, not with the log.
type set struct {
	Stats     accesslog.Stats    `json:"stats"`
	Log       span               `json:"log"`    // of all events of anybody
	Hours     map[int64]int64    `json:"hours"`  // events of anybody by hours since 1970
	InLog     []int64            `json:"in_log"` // all events of each principal, counted or not
	Customers map[string]*access `json:"customers"`
}

func newSet(q Query) *set {
	return &set{Hours: map[int64]int64{}, InLog: make([]int64, len(q.Principals)), Customers: map[string]*access{}}
}

// keep takes one record of the log.
func (s *set) keep(q Query, r *accesslog.Record) error {
	s.Log.add(r.Time, r.Time)
	s.Hours[hourOf(r.Time)]++
	p := q.principal(r)
	if p < 0 {
		return nil
	}
	s.InLog[p]++
	if !q.counts(r) || r.CustomerID == "" {
		return nil
	}
	a := s.Customers[r.CustomerID]
	if a == nil {
		a = &access{By: make([]span, len(q.Principals)), Events: make([]int64, len(q.Principals))}
		s.Customers[strings.Clone(r.CustomerID)] = a
	}
	a.By[p].add(r.Time, r.Time)
	a.Events[p]++
	a.see(r.Fields)
	return nil
}

func (a *access) see(fields []string) {
	for _, f := range fields {
		if at, seen := slices.BinarySearch(a.Fields, f); !seen {
			a.Fields = slices.Insert(a.Fields, at, f)
		}
	}
}

func (a *access) span() (all span) {
	for _, s := range a.By {
		all.add(s.First, s.Last)
	}
	return all
}

// merge adds what was found in another part; other is not to be used after it.
func (s *set) merge(other *set) {
	s.Stats.Add(other.Stats)
	s.Log.add(other.Log.First, other.Log.Last)
	for hour, n := range other.Hours {
		s.Hours[hour] += n
	}
	for p, n := range other.InLog {
		s.InLog[p] += n
	}
	for id, more := range other.Customers {
		a := s.Customers[id]
		if a == nil {
			s.Customers[id] = more
			continue
		}
		for p := range a.By {
			a.By[p].add(more.By[p].First, more.By[p].Last)
			a.Events[p] += more.Events[p]
		}
		a.see(more.Fields)
	}
}

// hourOf numbers the hours since 1970 in UTC.
func hourOf(t time.Time) int64 {
	s := t.Unix()
	h := s / 3600
	if s%3600 < 0 {
		h--
	}
	return h
}

func hourStart(h int64) time.Time { return time.Unix(h*3600, 0).UTC() }
