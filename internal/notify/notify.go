// Package notify writes to every affected customer exactly once: letters in the
// customer's language, a delivery ledger that survives any crash, and what the
// mail service reports afterwards.
package notify

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// QuotaExhausted is the error name of a step that must wait for the account's
// 24-hour quota. What was sent until then is noted.
const QuotaExhausted = "QuotaExhausted"

// Incidents is where the facts of an incident come from.
type Incidents interface {
	Get(ctx context.Context, id incident.ID) (incident.Record, error)
}

// A Notifier holds what the steps prepare, send and settle need.
type Notifier struct {
	Company   Company
	Policy    Policy
	BatchSize int // letters in one call, at most and by default MaxRows

	Incidents Incidents
	People    vault.Store
	Ledger    Ledger
	Pace      Pace
	Mailer    Mailer
	Clock     Clock
	// Lifetime is how long a step may run when its context has no deadline, and
	// Grace how long after its deadline it still counts as alive: the difference
	// between two clocks.
	Lifetime, Grace time.Duration
}

// Defaults of a Notifier: the longest life of a Lambda, and far more than
// clocks that are set by a time service differ.
const (
	DefaultLifetime = 15 * time.Minute
	DefaultGrace    = time.Minute
)

// A Recipient is one line of a shard.
type Recipient struct {
	N          int    `json:"n"` // from 1, over all shards, in the order of customer ids
	CustomerID string `json:"customer_id"`
	Email      string `json:"email"`
	Name       string `json:"name"`
	Language   string `json:"language"`
	Country    string `json:"country"`
}

// A Shard is the work of one child of the Distributed Map.
type Shard struct {
	N   int       `json:"n"`
	Ref vault.Ref `json:"ref"`
}

func (n *Notifier) now() time.Time { return n.Clock.Now().UTC().Truncate(time.Millisecond) }

// deadline is when this step will be ended, at the latest.
func (n *Notifier) deadline(ctx context.Context) time.Time {
	if at, ok := ctx.Deadline(); ok {
		return at
	}
	return n.now().Add(n.Lifetime)
}

// newAttempt names one claim of one batch.
func newAttempt() string { return rand.Text() }

// key is where this phase's objects stand in the people bucket.
func key(id incident.ID, name string) string { return fmt.Sprintf("incidents/%s/notify/%s", id, name) }

// change makes a transition on rows of an incident.
func (n *Notifier) change(ctx context.Context, id incident.ID, rows []Row, next func(Row) (Row, bool)) ([]Row, error) {
	return change(ctx, n.Ledger, n.Clock, id, rows, next)
}
