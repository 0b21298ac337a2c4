package incident

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// exists turns a failed condition into ErrUnknown when there is no such incident.
func (d DynamoDB) exists(ctx context.Context, id ID, err error) error {
	if !errors.Is(err, ErrConflict) {
		return err
	}
	it, readErr := d.get(ctx, string(id), "INCIDENT")
	if readErr != nil {
		return readErr
	}
	if it == nil {
		return fmt.Errorf("updating incident %s: %w", id, ErrUnknown)
	}
	return err
}

func (d DynamoDB) Started(ctx context.Context, id ID, run int, execution string) error {
	err := d.update(ctx, string(id), "INCIDENT", "SET #run = :run, #execution = :execution, #status = :open",
		"attribute_exists(#pk) AND (#run = :before OR (#run = :run AND #execution = :execution))",
		item{":run": num(run), ":before": num(run - 1), ":execution": str(execution), ":open": str("open")})
	return d.exists(ctx, id, err)
}

func (d DynamoDB) Stopped(ctx context.Context, id ID, state string) error {
	err := d.update(ctx, string(id), "INCIDENT", "SET #status = :state", "attribute_exists(#pk) AND #status <> :closed",
		item{":state": str(state), ":closed": str("closed")})
	if err = d.exists(ctx, id, err); errors.Is(err, ErrConflict) {
		return nil // closed stays closed
	}
	return err
}

func (d DynamoDB) SaveResult(ctx context.Context, id ID, p PhaseResult) error {
	it, err := d.get(ctx, string(id), "INCIDENT")
	if err != nil {
		return err
	}
	if it == nil {
		return fmt.Errorf("updating incident %s: %w", id, ErrUnknown)
	}
	doc, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encoding phase %s of %s: %w", p.Phase, id, err)
	}
	condition, values := "", item{":doc": str(string(doc)), ":status": str(p.Status)}
	if p.Status != Done {
		condition, values[":done"] = "attribute_not_exists(#status) OR #status <> :done", str(Done)
	}
	err = d.update(ctx, string(id), "PHASE#"+p.Phase, "SET #doc = :doc, #status = :status", condition, values)
	if errors.Is(err, ErrConflict) {
		return nil // done stays done
	}
	return err
}

type storedQuestion struct {
	Question
	Token string `json:"token"`
}

func (d DynamoDB) Ask(ctx context.Context, id ID, q Question) error {
	doc, err := json.Marshal(storedQuestion{q, q.Token})
	if err != nil {
		return fmt.Errorf("encoding question %s of %s: %w", q.Kind, id, err)
	}
	return d.update(ctx, string(id), "QUESTION#"+q.Kind, "SET #doc = :doc, #round = :round REMOVE #answered",
		"attribute_not_exists(#round) OR #round < :round OR (#round = :round AND attribute_not_exists(#answered))",
		item{":doc": str(string(doc)), ":round": num(q.Round)})
}

func (d DynamoDB) Question(ctx context.Context, id ID, kind string) (Question, error) {
	it, err := d.get(ctx, string(id), "QUESTION#"+kind)
	if err != nil {
		return Question{}, err
	}
	if it == nil {
		return Question{}, fmt.Errorf("reading question %s of %s: %w", kind, id, ErrUnknown)
	}
	var q storedQuestion
	if err := json.Unmarshal([]byte(text(it, "doc")), &q); err != nil {
		return Question{}, fmt.Errorf("decoding question %s of %s: %w", kind, id, err)
	}
	q.Question.Token = q.Token
	if a := text(it, "answered"); a != "" {
		var answer Question
		if err := json.Unmarshal([]byte(a), &answer); err != nil {
			return Question{}, fmt.Errorf("decoding answer %s of %s: %w", kind, id, err)
		}
		q.answered(answer)
	}
	return q.Question, nil
}

func (d DynamoDB) Answer(ctx context.Context, id ID, q Question) (Question, error) {
	if _, err := d.Question(ctx, id, q.Kind); err != nil {
		return Question{}, err
	}
	var only Question
	only.answered(q)
	answer, err := json.Marshal(only)
	if err != nil {
		return Question{}, fmt.Errorf("encoding answer %s of %s: %w", q.Kind, id, err)
	}
	err = d.update(ctx, string(id), "QUESTION#"+q.Kind, "SET #answered = :answer", "attribute_exists(#pk) AND attribute_not_exists(#answered) AND #round = :round",
		item{":answer": str(string(answer)), ":round": num(q.Round)})
	stored, readErr := d.Question(ctx, id, q.Kind)
	switch {
	case errors.Is(err, ErrConflict) && readErr == nil && !stored.Answered.IsZero():
		return stored, ErrAnswered
	case err != nil:
		return Question{}, err
	}
	return stored, readErr
}
