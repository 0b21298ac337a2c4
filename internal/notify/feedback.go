package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-lambda-go/events"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// A Listener takes in what the mail service reports about letters.
type Listener struct {
	Ledger Ledger
	From   string // the sender's address: identity notifications about other mail are not ours
	Clock  Clock
}

// Heard says how many records were about our letters.
type Heard struct {
	Applied int `json:"applied"` // noted, or known already
	Ignored int `json:"ignored"` // of another kind, or about other mail
}

// Event takes SNS records. An event that is not about our letters is no error;
// any number of deliveries of one event, in any order, end in the same rows.
func (l Listener) Event(ctx context.Context, payload json.RawMessage) (any, error) {
	var in events.SNSEvent
	if err := json.Unmarshal(payload, &in); err != nil || len(in.Records) == 0 {
		return nil, task.Fail(task.BadInput, errors.New("taking in mail events: the payload holds no SNS records"))
	}
	var heard Heard
	var failed []error
	for _, r := range in.Records {
		ours, err := l.hear(ctx, []byte(r.SNS.Message))
		switch {
		case err != nil:
			failed = append(failed, fmt.Errorf("taking in SNS message %s: %w", r.SNS.MessageID, err))
		case ours:
			heard.Applied++
		default:
			heard.Ignored++
		}
	}
	return heard, errors.Join(failed...)
}

func (l Listener) hear(ctx context.Context, body []byte) (ours bool, err error) {
	n, ok := parseEvent(body, l.From)
	if !ok {
		return false, nil
	}
	if n.Incident == "" {
		// The sender may not have noted the message id yet: keep the event first,
		// for Settle to join, so that it is lost on no path.
		if err := l.Ledger.Keep(ctx, n); err != nil {
			return false, err
		}
		id, number, found, err := l.Ledger.Find(ctx, n.MessageID)
		if err != nil || !found {
			return found, err
		}
		n.Incident, n.N = id, number
	}
	rows, err := l.Ledger.Rows(ctx, n.Incident, n.N, n.N)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	_, err = change(ctx, l.Ledger, l.Clock, n.Incident, rows, func(r Row) (Row, bool) { return r.heard(n, l.Clock.Now().UTC()) })
	return true, err
}
