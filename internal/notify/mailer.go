package notify

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// A Mailing is one bulk call: one language, so one template.
type Mailing struct {
	Incident   incident.ID
	Template   string
	Recipients []Addressee // at most MaxRows
}

// An Addressee is one person of a mailing.
type Addressee struct {
	N       int // the only thing about the person that may leave this process outside the letter
	Address string
	Name    string // as the letter says it
}

// An Outcome is what the mail service said about one letter.
type Outcome struct {
	Kind      OutcomeKind
	MessageID string
	Reason    string // a code
}

// OutcomeKind says what an Outcome means for the letter.
type OutcomeKind int

const (
	// Lost: no answer, or none that can be trusted. The letter may have gone out.
	Lost OutcomeKind = iota
	// Took: the mail service will deliver the letter.
	Took
	// Refused: not this letter, for good.
	Refused
	// RefusedTogether: no letter of the call was taken, and one of them may be why.
	RefusedTogether
	// Later: not taken now; the same call may succeed soon.
	Later
	// Exhausted: the account's quota of the last 24 hours is used up.
	Exhausted
	// Halted: not taken, and no letter will be until somebody mends the account or the deployment.
	Halted
)

// A Quota is what the account may send.
type Quota struct {
	MaxSendRate float64 // letters a second
	Left        int     // letters of the 24-hour quota that are left; -1: unlimited
}

// A Mailer is the mail service.
type Mailer interface {
	// Send hands letters over once, never again by itself, and says about each,
	// in order, what became of it. Every letter carries the tags incident and recipient.
	Send(ctx context.Context, m Mailing) []Outcome
	// PutTemplate makes the template, or makes one of that name read like it.
	PutTemplate(ctx context.Context, name string, t Letter) error
	// Quota asks what the account may send now.
	Quota(ctx context.Context) (Quota, error)
}
