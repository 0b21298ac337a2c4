// Package status answers what the command line asks about incidents: what
// stands where, what waits for whom, and which files prove it.
package status

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"time"

	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Machine knows how far an execution is.
type Machine interface {
	// State returns an execution's status (RUNNING, SUCCEEDED, FAILED …), the
	// error it ended with, and how far its newest Distributed Map is.
	State(ctx context.Context, execution string) (State, error)
}

// A State is one execution's.
type State struct {
	Status string `json:"status"`
	Error  string `json:"error,omitempty"`
	Cause  string `json:"cause,omitempty"` // the end state's own text, which names no people
	Map    string `json:"map,omitempty"`   // name of the newest Distributed Map
	Done   int64  `json:"map_done,omitempty"`
	Total  int64  `json:"map_total,omitempty"`
}

// A View is what GET /incidents/{id} answers.
type View struct {
	incident.Record
	State State `json:"state"`
	// Question is what waits for a person now, with what is to be looked at.
	Question *Question `json:"question,omitempty"`
	// Suspects by name: whoever may read incidents may see them.
	Suspects []incident.Suspect `json:"suspects,omitempty"`
}

// A Question is one that waits, or was answered.
type Question struct {
	incident.Question
	Details json.RawMessage `json:"details,omitempty"`
	Code    string          `json:"code"` // of what is to be looked at: the answer says it
}

// A Reader answers from the record, the machine and the two buckets.
type Reader struct {
	Incidents incident.Store
	Machine   Machine
	People    vault.Store
	Evidence  vault.Store
	Now       func() time.Time
}

// List answers GET /incidents.
func (d *Reader) List(ctx context.Context, _ task.Request) (any, error) {
	records, err := d.Incidents.List(ctx)
	if records == nil {
		records = []incident.Record{} // a list, not null
	}
	return records, err
}

// Show answers GET /incidents/{id}.
func (d *Reader) Show(ctx context.Context, r task.Request) (any, error) {
	record, err := d.record(ctx, r)
	if err != nil {
		return nil, err
	}
	view := View{Record: record}
	if record.Execution != "" {
		if view.State, err = d.Machine.State(ctx, record.Execution); err != nil {
			return nil, err
		}
	}
	if view.Question, err = d.question(ctx, record.ID); err != nil {
		return nil, err
	}
	ref, err := approval.Suspects(record)
	if err != nil || ref == nil {
		return view, err
	}
	view.Suspects, err = vault.GetJSON[[]incident.Suspect](ctx, d.People, *ref)
	if errors.Is(err, vault.ErrMissing) {
		return view, nil // past its lifetime
	}
	return view, err
}

// question finds the newest question that waits for an answer.
func (d *Reader) question(ctx context.Context, id incident.ID) (*Question, error) {
	for _, kind := range []string{incident.AskNotification, incident.AskSuspect} {
		q, err := d.Incidents.Question(ctx, id, kind)
		if errors.Is(err, incident.ErrUnknown) || err == nil && !q.Answered.IsZero() {
			continue
		}
		if err != nil {
			return nil, err
		}
		store := d.Evidence
		if kind == incident.AskSuspect {
			store = d.People
		}
		details, err := store.Get(ctx, q.Details)
		if kind == incident.AskSuspect && errors.Is(err, vault.ErrMissing) {
			return &Question{Question: q, Code: q.Code()}, nil // past its lifetime
		}
		if err != nil {
			return nil, err
		}
		return &Question{q, details, q.Code()}, nil
	}
	return nil, nil
}

// Duties answers GET /incidents/{id}/duties: what is known now, with what was
// filed and judged; before the count is known that is provisional.
func (d *Reader) Duties(ctx context.Context, r task.Request) (any, error) {
	record, err := d.record(ctx, r)
	if err != nil {
		return nil, err
	}
	result, err := obligation.Current(ctx, d.Evidence, record.ID, d.Now())
	if errors.Is(err, vault.ErrMissing) {
		return nil, task.Refuse(http.StatusNotFound, fmt.Sprintf("no duties have been worked out for %s yet; see 'tocsin status %s'", record.ID, record.ID))
	}
	result.Drill = record.Drill
	return result, err
}

// Dossier answers GET /incidents/{id}/dossier with every file of it.
func (d *Reader) Dossier(ctx context.Context, r task.Request) (any, error) {
	record, err := d.record(ctx, r)
	if err != nil {
		return nil, err
	}
	prefix := fmt.Sprintf("incidents/%s/dossier/", record.ID)
	keys, err := d.Evidence.List(ctx, prefix)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, task.Refuse(http.StatusNotFound, fmt.Sprintf("incident %s has no dossier yet; see 'tocsin status %s'", record.ID, record.ID))
	}
	files := map[string][]byte{}
	for _, key := range keys {
		if files[path.Base(key)], err = d.Evidence.Read(ctx, key); err != nil {
			return nil, err
		}
	}
	return map[string]any{"files": files}, nil
}

func (d *Reader) record(ctx context.Context, r task.Request) (incident.Record, error) {
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
