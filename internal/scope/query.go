// Package scope makes the exact set of customers whose records the suspects
// touched: it reads the whole access log, joins the set with the customer
// directory, and says apart what the log cannot tell.
package scope

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// DefaultAction is what counts when no action is named.
const DefaultAction = accesslog.DefaultLookup

// A Query says which accesses count: those by any of the principals, with any
// of the actions, from From on and before To. A zero From or To is open.
type Query struct {
	Principals []string  `json:"principals"` // sorted, each once
	Actions    []string  `json:"actions"`    // sorted, each once
	From       time.Time `json:"from,omitzero"`
	To         time.Time `json:"to,omitzero"`
	// Estimated keeps of each suspect only what lies in their estimated window, if
	// they have one. It is never assumed: somebody must ask for it.
	Estimated bool `json:"estimated,omitempty"`
}

// mostSuspects is how many a visit can tell apart.
const mostSuspects = math.MaxUint16

// NewQuery reads a query as people and the machine write it: times in RFC 3339
// or as a date, which is its midnight UTC, or empty; no action means DefaultAction.
func NewQuery(principals, actions []string, from, to string) (Query, error) {
	q := Query{Principals: sorted(principals), Actions: sorted(actions)}
	if len(q.Principals) == 0 {
		return q, badInput("no suspect is named: say whose accesses to count, as they stand in the log's principal")
	}
	if len(q.Principals) > mostSuspects {
		return q, badInput("%d suspects are named, and %d is the most: name those who are", len(q.Principals), mostSuspects)
	}
	if slices.Contains(q.Principals, "") {
		return q, badInput("a suspect's name is empty: say whose accesses to count, as they stand in the log's principal")
	}
	if len(q.Actions) == 0 {
		q.Actions = []string{DefaultAction}
	}
	if slices.Contains(q.Actions, "") {
		return q, badInput("an action is empty: name actions as they stand in the log, such as %s", DefaultAction)
	}
	var err error
	if q.From, err = parseBound("from", from); err != nil {
		return q, err
	}
	if q.To, err = parseBound("to", to); err != nil {
		return q, err
	}
	if !q.From.IsZero() && !q.To.IsZero() && !q.From.Before(q.To) {
		return q, badInput("the window ends (to %s) before it begins (from %s): to must be later, and is itself not included",
			q.To.Format(time.RFC3339), q.From.Format(time.RFC3339))
	}
	return q, nil
}

// WithWindow takes over which window is wanted: none, or WindowEstimated.
func (q Query) WithWindow(window string) (Query, error) {
	switch {
	case window == "":
		return q, nil
	case window != WindowEstimated:
		return q, badInput("there is no window %q: say %s, or give the times", window, WindowEstimated)
	case !q.From.IsZero() || !q.To.IsZero():
		return q, badInput("a window is given and is to be estimated too: leave out one")
	}
	q.Estimated = true
	return q, nil
}

func sorted(in []string) []string { return slices.Compact(slices.Sorted(slices.Values(in))) }

func parseBound(which, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, badInput("the window's %s, %q, is no time: write 2025-03-01T08:00:00Z, with any offset, or 2025-03-01", which, s)
}

func badInput(format string, args ...any) error {
	return task.Fail(task.BadInput, fmt.Errorf(format, args...))
}

// within says whether a time is in the window.
func (q *Query) within(t time.Time) bool {
	return !t.Before(q.From) && (q.To.IsZero() || t.Before(q.To))
}

// partialKey names a batch's partial result by what it was made from and for,
// so that one made from other objects, read in another way or for another query
// is never taken for it.
func (q Query) partialKey(prefix, reading string, b accesslog.Batch) (string, error) {
	const format = 2    // raised when partial results are stored in another way
	q.Estimated = false // windows are told when all is merged
	what, err := json.Marshal([]any{format, q, reading, b.Objects})
	if err != nil {
		return "", fmt.Errorf("naming the partial result of batch %d: %w", b.N, err)
	}
	return fmt.Sprintf("%spartial/%06d-%s.json.zst", prefix, b.N, vault.Digest(what)[:16]), nil
}
