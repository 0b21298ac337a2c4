package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// MaxRows is how many rows Swap takes at once, and a bulk call has recipients.
const MaxRows = 50

var (
	// ErrOtherRecipients means that letters were sent from another list under the same numbers.
	ErrOtherRecipients = errors.New("the recipients are not those that letters were sent to")
	// ErrNoTime means that the next free instant is later than the caller can wait for.
	ErrNoTime = errors.New("the account's sending rate leaves no room before the deadline")
)

// A Ledger keeps the delivery rows. What a method returned is durable, and every
// read sees every write that returned before it.
type Ledger interface {
	// Pin binds a shard to the list of recipients in it (its SHA-256) for good.
	// Another list under the same shard is ErrOtherRecipients.
	Pin(ctx context.Context, id incident.ID, shard int, sha256 string) error
	// Rows returns the rows numbered first to last that exist, by number.
	Rows(ctx context.Context, id incident.ID, first, last int) ([]Row, error)
	// Swap stores at most MaxRows rows, each only if its version in the ledger is
	// still the one it carries (0: there is none), and raises that by one. It
	// returns the numbers of those stored, in order; the others were changed by
	// somebody else meanwhile. With an error, none or all of them may be stored.
	Swap(ctx context.Context, id incident.ID, rows []Row) ([]int, error)
	// Find returns whose letter has a message id. It may miss one that was
	// stored a moment ago: see Keep.
	Find(ctx context.Context, messageID string) (id incident.ID, n int, found bool, err error)
	// Keep stores an event about a message id that nobody has stored yet; of
	// several about one, the one that says most.
	Keep(ctx context.Context, n Notice) error
	// Kept returns what was kept about any number of message ids.
	Kept(ctx context.Context, messageIDs []string) (map[string]Notice, error)
}

// A Pace is the account's sending rate, shared by everybody who sends.
type Pace interface {
	// Reserve takes the next free instant, not before now, and moves it on by
	// cost (the letters divided by the rate). If it lies after latest, nothing
	// is reserved and the error is ErrNoTime. No two callers share an instant.
	Reserve(ctx context.Context, cost time.Duration, now, latest time.Time) (time.Time, error)
}

// A Clock is the time of day and the wait; a test's clock does not wait.
type Clock struct {
	Now  func() time.Time
	Wait func(ctx context.Context, d time.Duration) error
}

// RealClock waits, but not beyond the context's end.
var RealClock = Clock{Now: time.Now, Wait: func(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}}

// swapTries bounds how often change begins again for a row that others keep
// changing, swapPause is the first pause between; it doubles.
const (
	swapTries = 8
	swapPause = 5 * time.Millisecond
)

// change makes a transition on rows, by compare and swap: next is asked again
// about a row that was changed meanwhile, and says false when there is nothing
// to do. It returns the rows that it changed, as they are now.
func change(ctx context.Context, l Ledger, c Clock, id incident.ID, rows []Row, next func(Row) (Row, bool)) ([]Row, error) {
	var changed []Row
	for try := range swapTries {
		var wanted []Row
		for _, r := range rows {
			if n, ok := next(r); ok {
				wanted = append(wanted, n)
			}
		}
		var lost []Row
		for start := 0; start < len(wanted); start += MaxRows {
			part := wanted[start:min(start+MaxRows, len(wanted))]
			swapped, err := l.Swap(ctx, id, part)
			if err != nil {
				return changed, err
			}
			done, rest := divide(part, swapped)
			changed, lost = append(changed, done...), append(lost, rest...)
		}
		if len(lost) == 0 {
			return changed, nil
		}
		if err := c.Wait(ctx, swapPause<<try); err != nil {
			return changed, fmt.Errorf("changing rows of %s: %w", id, err)
		}
		var err error
		if rows, err = reread(ctx, l, id, lost); err != nil {
			return changed, err
		}
	}
	return changed, task.Fail(task.Temporary, fmt.Errorf("changing %d rows of %s: others kept changing them; run it again", len(rows), id))
}

// divide parts rows into those whose number was swapped, with their new version,
// and the others.
func divide(rows []Row, swapped []int) (done, rest []Row) {
	at := 0
	for _, r := range rows {
		if at < len(swapped) && swapped[at] == r.N {
			at++
			r.Version++
			done = append(done, r)
		} else {
			rest = append(rest, r)
		}
	}
	return done, rest
}

// reread returns the rows of these numbers as they are now; one that does not
// exist is a zero Row with its number.
func reread(ctx context.Context, l Ledger, id incident.ID, rows []Row) ([]Row, error) {
	stored, err := l.Rows(ctx, id, rows[0].N, rows[len(rows)-1].N)
	if err != nil {
		return nil, err
	}
	byNumber := map[int]Row{}
	for _, r := range stored {
		byNumber[r.N] = r
	}
	var out []Row
	for _, r := range rows {
		now := byNumber[r.N]
		now.N = r.N
		out = append(out, now)
	}
	return out, nil
}
