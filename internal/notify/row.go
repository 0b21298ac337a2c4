package notify

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// A Status is where one recipient's letter stands.
type Status string

const (
	Pending Status = "pending" // not handed over, or known not to have gone out
	Sending Status = "sending" // an attempt holds it
	Sent    Status = "sent"    // the mail service took it
	Failed  Status = "failed"  // the mail service refused it for good
	Unknown Status = "unknown" // handed over, and the answer was lost
)

// A Row is one recipient's line in the delivery ledger. It names the recipient
// by number only: it holds no personal data.
type Row struct {
	N         int
	Status    Status
	Attempt   string    // the attempt that holds it, or that last did
	Until     time.Time // after this the attempt cannot be alive
	Tries     int       // attempts so far
	At        time.Time // of the last change; of an unknown one, when its letter may last have left
	MessageID string    // the mail service's name of the letter
	Also      string    // the name of a second letter to the same person, if one was ever seen
	Reason    string    // a code, never a message: those quote addresses
	Feedback  Feedback  // what became of the letter afterwards
	Version   int       // 0: not stored yet
}

// Feedback is what the mail service reports after it took a letter.
type Feedback string

const (
	Accepted   Feedback = ""           // nothing beyond the taking
	Delivered  Feedback = "delivered"  // the recipient's mail server took it
	Complained Feedback = "complained" // delivered, and marked as spam
	Bounced    Feedback = "bounced"    // not delivered: post or telephone must do
	Rejected   Feedback = "rejected"   // taken, then not sent: content refused
	Unrendered Feedback = "unrendered" // taken, then not sent: the template failed
)

// strength orders feedback: events come late and in any order, and the one that
// says most about whether the person was reached stays.
var strength = map[Feedback]int{Accepted: 0, Delivered: 1, Complained: 2, Bounced: 3, Rejected: 4, Unrendered: 4}

// notSent are the two kinds after which no letter went out.
func (f Feedback) notSent() bool { return f == Rejected || f == Unrendered }

// A Notice is one event of the mail service about one letter.
type Notice struct {
	MessageID string
	Incident  incident.ID // "" when the event carries no tags
	N         int
	Kind      Feedback
	Reason    string // codes only
}

// claim takes a letter that nobody holds for an attempt.
func (r Row) claim(attempt string, now, until time.Time) (Row, bool) {
	if r.Status != "" && r.Status != Pending {
		return r, false
	}
	r.Status, r.Attempt, r.Until, r.At, r.Reason = Sending, attempt, until, now, ""
	r.Tries++
	return r, true
}

// answered notes what the mail service said to an attempt. A letter that went
// out is noted whoever holds the row; anything else only for the row's holder.
func (r Row) answered(attempt string, o Outcome, now time.Time) (Row, bool) {
	if o.Kind == Took {
		return r.heard(Notice{MessageID: o.MessageID}, now)
	}
	if r.Attempt != attempt || r.Status != Sending && r.Status != Unknown {
		return r, false
	}
	next := r
	switch next.Reason = o.Reason; o.Kind {
	case Refused:
		next.Status = Failed
	case Lost:
		next.Status = Unknown
	default: // known not to have gone out
		next.Status = Pending
	}
	if next == r {
		return r, false
	}
	next.At = now
	return next, true
}

// heard notes an event. It proves that a letter went out, or that it did not,
// whatever the row says by then; a weaker event changes nothing. A row that was
// never claimed is none of ours.
func (r Row) heard(n Notice, now time.Time) (Row, bool) {
	if r.Version == 0 {
		return r, false
	}
	next := r
	if n.MessageID != "" && r.MessageID == "" {
		next.MessageID = n.MessageID
	}
	second := n.MessageID != "" && n.MessageID != next.MessageID
	switch {
	case second && !n.Kind.notSent():
		next.Also = n.MessageID
	case second: // a second letter that was not sent leaves the first one's state
		return r, false
	}
	if strength[n.Kind] > strength[r.Feedback] {
		next.Feedback, next.Reason = n.Kind, n.Reason
	}
	if next.Status = Sent; next.Feedback.notSent() {
		next.Status = Failed
	}
	if next.Status == Sent && r.Status != Sent && next.Feedback == r.Feedback {
		next.Reason = ""
	}
	if next == r {
		return r, false
	}
	next.At = now
	return next, true
}

// lapse gives up on an attempt that cannot be alive any more.
func (r Row) lapse(now time.Time) (Row, bool) {
	if r.Status != Sending || !now.After(r.Until) {
		return r, false
	}
	r.Status, r.At, r.Reason = Unknown, r.Until, "the sender ended before the answer"
	return r, true
}
