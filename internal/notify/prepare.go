package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// PrepareRequest asks for the letters of an incident.
type PrepareRequest struct {
	Incident incident.ID `json:"incident"`
}

// PrepareResult says with what the letters will be sent.
type PrepareResult struct {
	Templates   map[string]string `json:"templates"` // name by letter: "en", "en-US-CA"
	MaxSendRate float64           `json:"max_send_rate"`
	QuotaLeft   int               `json:"quota_left"` // of 24 hours; -1: unlimited
}

// A plan is what prepare leaves for send: the letters that were approved stay
// those that are sent, also when the deployment changes meanwhile.
type plan map[string]planned // by letter

type planned struct {
	Template string `json:"template"`
	Nameless string `json:"nameless"`
}

const planName = "letters.json"

// Prepare composes the letters, stores their templates with the mail service and
// asks what the account may send.
func (n *Notifier) Prepare(ctx context.Context, in PrepareRequest) (PrepareResult, error) {
	if err := in.Incident.Check(); err != nil {
		return PrepareResult{}, task.Fail(task.BadInput, err)
	}
	record, err := n.Incidents.Get(ctx, in.Incident)
	if err != nil {
		return PrepareResult{}, err
	}
	facts, err := FactsOf(record)
	if err != nil {
		return PrepareResult{}, err
	}
	letters, err := Compose(n.Company, facts)
	if err != nil {
		return PrepareResult{}, err
	}
	out, p := PrepareResult{Templates: map[string]string{}}, plan{}
	for _, key := range letters.Keys() {
		name := letters.TemplateName(key)
		if err := n.Mailer.PutTemplate(ctx, name, letters.templates[key]); err != nil {
			return PrepareResult{}, err
		}
		out.Templates[key] = name
		p[key] = planned{Template: name, Nameless: letters.Nameless(key)}
	}
	quota, err := n.Mailer.Quota(ctx)
	if err != nil {
		return PrepareResult{}, err
	}
	out.MaxSendRate, out.QuotaLeft = quota.MaxSendRate, quota.Left
	if _, err := vault.PutJSON(ctx, n.People, key(in.Incident, planName), p, len(p)); err != nil {
		return PrepareResult{}, err
	}
	return out, nil
}

func (n *Notifier) plan(ctx context.Context, id incident.ID) (plan, error) {
	body, err := n.People.Read(ctx, key(id, planName))
	if errors.Is(err, vault.ErrMissing) {
		return nil, task.Fail(task.Permanent, fmt.Errorf("sending letters of %s: they are not prepared; run the step prepare first", id))
	}
	if err != nil {
		return nil, err
	}
	var p plan
	if err := json.Unmarshal(body, &p); err != nil || p[Languages[0]].Template == "" {
		return nil, fmt.Errorf("sending letters of %s: %s is not a plan; run the step prepare again", id, key(id, planName))
	}
	return p, nil
}
