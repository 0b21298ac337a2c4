package notify

import (
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// A Policy says what is done about a letter whose answer was lost and about
// which the mail service's events stayed silent for the settle time.
type Policy struct {
	Resend   bool          // send again; otherwise list the person for post or telephone
	Settle   time.Duration // how long events are waited for
	MaxTries int           // attempts in all under Resend; then the person is listed
}

// Defaults of a Policy.
const (
	DefaultSettle   = 15 * time.Minute
	DefaultMaxTries = 3
)

// ParsePolicy reads UNKNOWN_POLICY (list or resend) and UNKNOWN_SETTLE (such as
// 15m); empty ones are list and 15 minutes.
func ParsePolicy(policy, settle string) (Policy, error) {
	p := Policy{Settle: DefaultSettle, MaxTries: DefaultMaxTries}
	switch policy {
	case "", "list":
	case "resend":
		p.Resend = true
	default:
		return p, task.Fail(task.BadInput, fmt.Errorf("UNKNOWN_POLICY is %q; say list or resend", policy))
	}
	if settle == "" {
		return p, nil
	}
	d, err := time.ParseDuration(settle)
	if err != nil || d <= 0 {
		return p, task.Fail(task.BadInput, fmt.Errorf("UNKNOWN_SETTLE is %q; say a time such as 15m", settle))
	}
	p.Settle = d
	return p, nil
}

// settled reports whether the time for events about an unknown letter is over.
func (p Policy) settled(r Row, now time.Time) bool { return now.Sub(r.At) >= p.Settle }

// requeue sends an unknown letter again if the policy says so.
func (p Policy) requeue(r Row, now time.Time) (Row, bool) {
	if r.Status != Unknown || !p.Resend || !p.settled(r, now) || r.Tries >= p.MaxTries {
		return r, false
	}
	r.Status, r.Attempt, r.At = Pending, "", now
	return r, true
}
