// Package approval puts the two questions that only a person may answer:
// who the source is when the evidence leaves doubt, and whether the letters
// go out.
package approval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/alert"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Answers, as they stand in the question's record and in the machine.
const (
	Approved = "approved"
	Rejected = "rejected"
	Chosen   = "chosen"    // suspects were chosen
	NoBreach = "no-breach" // a person says that there was none
)

// A Machine takes the answer to a waiting task.
type Machine interface {
	// Answer ends the waiting task. ErrGone means that nothing waits for the
	// token any more: the machine asked again, or has ended.
	Answer(ctx context.Context, token string, output json.RawMessage) error
}

// ErrGone is Answer's for a token that nothing waits for.
var ErrGone = errors.New("nothing waits for this answer")

// A Desk asks and takes answers.
type Desk struct {
	Incidents incident.Store
	People    vault.Store
	Evidence  vault.Store
	Machine   Machine
	Quota     Quota
	Alert     alert.Alerter
	Escalate  alert.Alerter // told as well from the second asking on
	Company   notify.Company
	Now       func() time.Time
}

// An AskRequest is the machine's question; it waits until the token is answered.
type AskRequest struct {
	Incident incident.ID     `json:"incident"`
	Kind     string          `json:"kind"` // incident.AskSuspect or incident.AskNotification
	Token    string          `json:"token"`
	Evidence *vault.Ref      `json:"evidence"` // suspect: the ranking
	Scope    json.RawMessage `json:"scope"`    // notification: the scope's Result
	Duties   json.RawMessage `json:"duties"`   // notification: the assessment's Result
}

// An Asked is what ask returns; the state's output is the answer's, later.
type Asked struct {
	Round int `json:"round"`
}

// Ask stores the question and calls the people on duty. A question that was
// answered while nobody waited for it is answered at once: an answer is never
// lost, and never asked for twice, except that after a no, or when the figures are
// others by now, a new run asks anew.
func (d *Desk) Ask(ctx context.Context, in AskRequest) (Asked, error) {
	old, err := d.Incidents.Question(ctx, in.Incident, in.Kind)
	if err != nil && !errors.Is(err, incident.ErrUnknown) {
		return Asked{}, err
	}
	q := incident.Question{Kind: in.Kind, Round: old.Round + 1, Token: in.Token, AskedAt: d.Now().UTC()}
	shown, err := d.details(ctx, in)
	if err != nil {
		return Asked{}, err
	}
	q.Figures = shown.digest
	if !old.Answered.IsZero() && old.Answer != Rejected && old.Figures == q.Figures {
		output, err := output(old)
		if err != nil {
			return Asked{}, err
		}
		return Asked{old.Round}, d.Machine.Answer(ctx, in.Token, output)
	}
	if q.Details, err = d.keepDetails(ctx, in, shown, q.Round); err != nil {
		return Asked{}, err
	}
	if err := d.Incidents.Ask(ctx, in.Incident, q); err != nil {
		return Asked{}, fmt.Errorf("asking %s of %s: %w", in.Kind, in.Incident, err)
	}
	return Asked{q.Round}, d.call(ctx, in.Incident, q, old)
}

// call alerts, and escalates once a question has gone unanswered for a round.
func (d *Desk) call(ctx context.Context, id incident.ID, q, old incident.Question) error {
	subject := fmt.Sprintf("Tocsin %s: who is the source? A person must choose", id)
	message := fmt.Sprintf("The evidence does not name one source beyond doubt. See it with\n\n  tocsin status %s\n\nand choose with\n\n  tocsin choose %s -seen CODE -suspect PRINCIPAL -reason TEXT\n  tocsin choose %s -seen CODE -no-breach -reason TEXT\n\nThe status shows the code. Nothing is cut and nobody is told until then.", id, id, id)
	if q.Kind == incident.AskNotification {
		subject = fmt.Sprintf("Tocsin %s: letters wait for approval", id)
		message = fmt.Sprintf("Access has been cut and the affected customers are counted. See the count, a sample letter, cost and duration with\n\n  tocsin status %s\n\nand decide with\n\n  tocsin approve %s -seen CODE\n  tocsin reject %s -seen CODE -reason TEXT\n\nThe status shows the code. Whoever opened the incident cannot decide. No answer never counts as yes.", id, id, id)
	}
	if err := d.Alert.Alert(ctx, subject, message); err != nil {
		return err
	}
	if q.Round == 1 || !old.Answered.IsZero() {
		return nil
	}
	return d.Escalate.Alert(ctx, "ESCALATION: "+subject, fmt.Sprintf("Asked %d times without an answer.\n\n%s", q.Round, message))
}
