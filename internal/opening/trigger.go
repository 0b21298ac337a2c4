// Package opening turns whatever rings the bell into one incident: a person's
// request, an alarm's event, a file of customers' reports.
package opening

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// A Trigger is what one ringing of the bell says. Reports or Suspects or
// neither (an alarm) may be given.
type Trigger struct {
	Kind     string    // "person", "alarm" or "intake"
	By       string    // who or what rang: an ARN
	AwareAt  time.Time // from when the clocks run
	Alarm    string    // ARN of the alarm
	Reports  []byte    // the reports as handed in, CSV
	Suspects []string  // principals named by a person
	From, To time.Time // window to scope, if a person gave one
}

// A Parser knows one kind of EventBridge event. ok is false for an event of
// its kind that opens nothing.
type Parser struct {
	DetailType string
	Parse      func(ctx context.Context, o *Opener, e Event) (t Trigger, ok bool, err error)
}

// Parsers are the events that open incidents. A further trigger is one more
// file and one more line here, and a rule in the template.
var Parsers = []Parser{
	{"CloudWatch Alarm State Change", parseAlarm},
	{"Object Created", parseIntake},
}

// An Event is EventBridge's envelope.
type Event struct {
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Account    string          `json:"account"`
	Time       time.Time       `json:"time"`
	Resources  []string        `json:"resources"`
	Detail     json.RawMessage `json:"detail"`
}

// Event opens an incident for an EventBridge event. An event that opens
// nothing is no error: rules may be wider than we are.
func (o *Opener) Event(ctx context.Context, payload json.RawMessage) (any, error) {
	var e Event
	if err := json.Unmarshal(payload, &e); err != nil {
		return nil, task.Fail(task.BadInput, errors.New("reading event: not an EventBridge event"))
	}
	for _, p := range Parsers {
		if p.DetailType != e.DetailType {
			continue
		}
		t, ok, err := p.Parse(ctx, o, e)
		if err != nil {
			return nil, fmt.Errorf("reading %s event %s: %w", e.DetailType, e.ID, err)
		}
		if !ok {
			return map[string]string{"opened": "nothing"}, nil
		}
		return o.Open(ctx, t)
	}
	return nil, task.Fail(task.BadInput, fmt.Errorf("reading event %s: no trigger for detail-type %q", e.ID, e.DetailType))
}
