package approval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Decision is the body of POST /incidents/{id}/decision.
type Decision struct {
	Decision string `json:"decision"` // "approve" or "reject"
	Reason   string `json:"reason"`   // needed for a no
	Seen     string `json:"seen"`     // the code of the figures that it is about
}

// A Choice is the body of POST /incidents/{id}/suspect.
type Choice struct {
	Suspects []string `json:"suspects"`
	NoBreach bool     `json:"no_breach"`
	Reason   string   `json:"reason"`
	Seen     string   `json:"seen"` // the code of the ranking that it is about
}

// An Answer is what the machine gets: the output of the waiting state.
type Answer struct {
	Decision string     `json:"decision"`
	By       string     `json:"by"`
	At       time.Time  `json:"at"`
	Reason   string     `json:"reason"`
	Suspects *vault.Ref `json:"suspects"`
	Figures  string     `json:"figures"` // digest of what the answer was given on
}

// Decide takes yes or no to the letters. Whoever opened the incident and
// whoever is suspected are refused.
func (d *Desk) Decide(ctx context.Context, r task.Request) (any, error) {
	var in Decision
	if err := json.Unmarshal(r.Body, &in); err != nil {
		return nil, task.Refuse(http.StatusBadRequest, "the request is not the JSON that 'tocsin approve' sends")
	}
	answer, ok := map[string]string{"approve": Approved, "reject": Rejected}[in.Decision]
	if !ok {
		return nil, task.Refuse(http.StatusBadRequest, `the decision is neither "approve" nor "reject"`)
	}
	if answer == Rejected && strings.TrimSpace(in.Reason) == "" {
		return nil, task.Refuse(http.StatusBadRequest, "a rejection needs a reason: tocsin reject INCIDENT -reason TEXT")
	}
	record, err := d.record(ctx, r)
	if err != nil {
		return nil, err
	}
	if incident.SamePerson(r.Caller, record.OpenedBy) {
		return nil, task.Refuse(http.StatusForbidden, "you opened this incident: somebody else must decide")
	}
	if err := d.refuseSuspect(ctx, record, r.Caller); err != nil {
		return nil, err
	}
	return d.take(ctx, record, incident.Question{Kind: incident.AskNotification, Answer: answer, By: r.Caller, Reason: in.Reason}, in.Seen)
}

// Choose takes a person's choice of the source, or that there was no breach.
func (d *Desk) Choose(ctx context.Context, r task.Request) (any, error) {
	var in Choice
	if err := json.Unmarshal(r.Body, &in); err != nil {
		return nil, task.Refuse(http.StatusBadRequest, "the request is not the JSON that 'tocsin choose' sends")
	}
	if in.NoBreach == (len(in.Suspects) > 0) {
		return nil, task.Refuse(http.StatusBadRequest, "choose either suspects or -no-breach")
	}
	if slices.ContainsFunc(in.Suspects, func(s string) bool { return strings.TrimSpace(s) == "" }) {
		return nil, task.Refuse(http.StatusBadRequest, "an empty suspect: name the principal as the evidence does")
	}
	if strings.TrimSpace(in.Reason) == "" {
		return nil, task.Refuse(http.StatusBadRequest, "the choice needs a reason: somebody's job may hang on it")
	}
	record, err := d.record(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := d.refuseRanked(ctx, record.ID, r.Caller); err != nil {
		return nil, err
	}
	if _, err := d.standing(ctx, record.ID, incident.AskSuspect, in.Seen); err != nil && !errors.Is(err, incident.ErrAnswered) {
		return nil, err // before anything is kept
	}
	q := incident.Question{Kind: incident.AskSuspect, Answer: NoBreach, By: r.Caller, Reason: in.Reason}
	if !in.NoBreach {
		if q.Suspects, err = d.keep(ctx, record.ID, r.Caller, in); err != nil {
			return nil, err
		}
		q.Answer = Chosen
	}
	return d.take(ctx, record, q, in.Seen)
}

// keep stores the chosen suspects under a key of their content, so that no
// later choice can change what an answer refers to.
func (d *Desk) keep(ctx context.Context, id incident.ID, by string, in Choice) (*vault.Ref, error) {
	var suspects []incident.Suspect
	for _, p := range in.Suspects {
		suspects = append(suspects, incident.Suspect{Principal: strings.TrimSpace(p), Basis: "chosen", By: by, Why: in.Reason})
	}
	body, err := json.Marshal(suspects)
	if err != nil {
		return nil, fmt.Errorf("encoding the chosen suspects: %w", err)
	}
	key := fmt.Sprintf("incidents/%s/approve/suspects-%s.json", id, vault.Digest(body)[:12])
	ref, err := d.People.Put(ctx, key, body, len(suspects))
	return &ref, err
}

func (d *Desk) record(ctx context.Context, r task.Request) (incident.Record, error) {
	id := incident.ID(r.Params["id"])
	if err := id.Check(); err != nil {
		return incident.Record{}, task.Refuse(http.StatusBadRequest, err.Error())
	}
	record, err := d.Incidents.Get(ctx, id)
	if errors.Is(err, incident.ErrUnknown) {
		return record, task.Refuse(http.StatusNotFound, fmt.Sprintf("there is no incident %s; see 'tocsin list'", id))
	}
	return record, err
}

// take records the answer, then wakes the machine. If waking fails the answer
// stands, and the machine finds it when it asks again.
func (d *Desk) take(ctx context.Context, record incident.Record, q incident.Question, seen string) (any, error) {
	q.Answered = d.Now().UTC()
	stored, err := d.store(ctx, record.ID, q, seen)
	switch {
	case errors.Is(err, incident.ErrAnswered) && (!sameAnswer(stored, q) || stored.Code() != seen):
		return nil, task.Refuse(http.StatusConflict, fmt.Sprintf("already %s by %s at %s", stored.Answer, stored.By, stored.Answered.Format(time.RFC3339)))
	case err != nil && !errors.Is(err, incident.ErrAnswered):
		return nil, err
	}
	output, err := output(stored)
	if err != nil {
		return nil, err
	}
	if err := d.Machine.Answer(ctx, stored.Token, output); err != nil && !errors.Is(err, ErrGone) {
		return nil, err
	}
	return map[string]any{"incident": record.ID, "decision": stored.Answer, "by": stored.By, "at": stored.Answered}, nil
}

// rounds bounds how often an answer looks again because a new round was asked.
const rounds = 5

// store keeps the answer to the question as it stands, if that shows the figures
// that were seen. A round that is asked meanwhile is looked at, too.
func (d *Desk) store(ctx context.Context, id incident.ID, q incident.Question, seen string) (stored incident.Question, err error) {
	for range rounds {
		if stored, err = d.standing(ctx, id, q.Kind, seen); err != nil {
			return stored, err
		}
		q.Round = stored.Round
		if stored, err = d.Incidents.Answer(ctx, id, q); !errors.Is(err, incident.ErrConflict) {
			return stored, err
		}
	}
	return stored, err
}

// standing is the question as it stands, if it is open and shows what was seen;
// incident.ErrAnswered with it if it is answered.
func (d *Desk) standing(ctx context.Context, id incident.ID, kind, seen string) (incident.Question, error) {
	q, err := d.Incidents.Question(ctx, id, kind)
	switch {
	case errors.Is(err, incident.ErrUnknown):
		return q, task.Refuse(http.StatusConflict, fmt.Sprintf("incident %s does not ask that now; see 'tocsin status %s'", id, id))
	case err != nil:
		return q, err
	case !q.Answered.IsZero():
		return q, incident.ErrAnswered
	case seen == "":
		return q, task.Refuse(http.StatusBadRequest, fmt.Sprintf("say with -seen CODE what you looked at: 'tocsin status %s' shows it with its code", id))
	case q.Code() != seen:
		return q, task.Refuse(http.StatusConflict, fmt.Sprintf("the figures changed since you looked: look again with 'tocsin status %s', which shows their new code", id))
	}
	return q, nil
}

// sameAnswer says whether b repeats a: the same yes, no or choice of the same person.
func sameAnswer(a, b incident.Question) bool {
	var chosenA, chosenB vault.Ref
	if a.Suspects != nil {
		chosenA = *a.Suspects
	}
	if b.Suspects != nil {
		chosenB = *b.Suspects
	}
	return a.By == b.By && a.Answer == b.Answer && chosenA.SHA256 == chosenB.SHA256
}

// output makes the state's output of an answered question.
func output(q incident.Question) (json.RawMessage, error) {
	return json.Marshal(Answer{Decision: q.Answer, By: q.By, At: q.Answered, Reason: q.Reason, Suspects: q.Suspects, Figures: q.Figures})
}
