// Package customerreport reads what customers told support: who was called by
// somebody posing as support staff, and when. Notes are the customers' own
// words; no message or log of this package holds them, nor a customer id.
package customerreport

import (
	"slices"
	"strings"
	"time"
)

// A Report is one customer's first suspicious contact.
type Report struct {
	CustomerID string
	// CalledAt is the moment of the contact, in UTC. When only the day is
	// known it is that day's last instant, so that no access is left out.
	CalledAt time.Time
	DayOnly  bool   // only the day of the contact is known
	Note     string // free text; personal
}

// A BadRow is a row that could not be used. It names the place, never the content.
type BadRow struct {
	Line   int    `json:"line"` // from 1, of the file
	Reason string `json:"reason"`
}

// A Set holds at most one report for a customer, sorted by customer id.
type Set struct {
	Reports    []Report
	Duplicates int // rows merged into an earlier call of the same customer
	Bad        []BadRow
}

// Latest returns the latest call, the zero time for an empty set.
func (s Set) Latest() time.Time {
	var latest time.Time
	for _, r := range s.Reports {
		if r.CalledAt.After(latest) {
			latest = r.CalledAt
		}
	}
	return latest
}

// merge sorts by customer and keeps each customer's earliest call: a later one
// may come from whoever bought the record from the first caller.
func merge(rows []Report) (merged []Report, duplicates int) {
	slices.SortStableFunc(rows, func(a, b Report) int {
		if c := strings.Compare(a.CustomerID, b.CustomerID); c != 0 {
			return c
		}
		return a.CalledAt.Compare(b.CalledAt)
	})
	merged = slices.CompactFunc(rows, func(a, b Report) bool { return a.CustomerID == b.CustomerID })
	return merged, len(rows) - len(merged)
}
