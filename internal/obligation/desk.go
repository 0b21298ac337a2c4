package obligation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Ledger takes entries for good. Append is idempotent, and the entry is
// durable when it returns.
type Ledger interface {
	Append(ctx context.Context, d ledger.Draft) (int64, error)
}

// Incidents knows incidents.
type Incidents interface {
	// Get returns an incident, or incident.ErrUnknown.
	Get(ctx context.Context, id incident.ID) (incident.Record, error)
}

// A Desk is where people say what they filed and what they judged.
type Desk struct {
	Phase
	Incidents Incidents
	Ledger    Ledger
	// Renew puts a newer proof beside a dossier that is sealed already; nil: there is none.
	Renew func(ctx context.Context, id incident.ID) error
}

// A FileRequest is the body of POST /incidents/{id}/filed.
type FileRequest struct {
	Duty      string `json:"duty"`
	At        string `json:"at"`        // RFC 3339
	Reference string `json:"reference"` // the authority's number for it
}

// A JudgeRequest is the body of POST /incidents/{id}/judged.
type JudgeRequest struct {
	Fact  string `json:"fact"` // a name of Judged, or the id of a duty
	Value string `json:"value"`
	Why   string `json:"why"`
}

// A Noted is what both routes answer: what the word changed.
type Noted struct {
	Entry     int64    `json:"entry"` // number in the ledger
	Changes   []Change `json:"changes"`
	Owed      []string `json:"owed"` // duties that still apply and are not done
	Reminders int      `json:"reminders"`
}

// File answers POST /incidents/{id}/filed: a duty was done. What was filed
// stays filed, and its reminders stop.
func (d *Desk) File(ctx context.Context, r task.Request) (any, error) {
	var in FileRequest
	record, before, err := d.opened(ctx, r, &in)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(before.Obligations, func(o Obligation) bool { return o.ID == in.Duty }) {
		return nil, task.Refuse(http.StatusNotFound, fmt.Sprintf("%s has no duty %q; 'tocsin duties %s' shows their ids", record.ID, in.Duty, record.ID))
	}
	at, err := readTime("at", in.At)
	switch {
	case err != nil:
		return nil, err
	case at.After(d.Now().Add(time.Minute)):
		return nil, task.Refuse(http.StatusBadRequest, fmt.Sprintf("%s is in the future: only what was done can be marked as done", in.At))
	case at.Before(record.AwareAt):
		return nil, task.Refuse(http.StatusBadRequest, fmt.Sprintf("%s is before the hour of awareness, %s: is the time right?", in.At, record.AwareAt.Format(time.RFC3339)))
	}
	done := Filing{At: in.At, Reference: strings.TrimSpace(in.Reference), By: r.Caller}
	if err := d.fits(ctx, record.ID, func(f *Facts) { f.Filed = with(f.Filed, in.Duty, done) }); err != nil {
		return nil, err
	}
	key := filedKey(record.ID, in.Duty)
	switch earlier, err := read[Filing](ctx, d.Evidence, key); {
	case errors.Is(err, vault.ErrMissing):
		if _, err := vault.PutJSON(ctx, d.Evidence, key, done, 0); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	case earlier.At != done.At || earlier.Reference != done.Reference:
		return nil, task.Refuse(http.StatusConflict, fmt.Sprintf("%s is filed already (%s%s), and what was filed stays filed", in.Duty, earlier.At, bracketed(earlier.Reference)))
	default:
		done = earlier // said again: the ledger has one entry
	}
	return d.noted(ctx, record, before, incident.ActFile, map[string]any{"duty": in.Duty, "at": done.At, "reference": done.Reference, "by": done.By})
}

// Judge answers POST /incidents/{id}/judged: the duties are computed anew.
func (d *Desk) Judge(ctx context.Context, r task.Request) (any, error) {
	var in JudgeRequest
	record, before, err := d.opened(ctx, r, &in)
	if err != nil {
		return nil, err
	}
	j := Judgement{Fact: in.Fact, Value: in.Value, By: r.Caller, At: d.Now().UTC().Format(time.RFC3339), Why: in.Why}
	if err := j.Check(); err != nil {
		return nil, err
	}
	if err := d.fits(ctx, record.ID, func(f *Facts) { f.Judgements = append(f.Judgements, j) }); err != nil {
		return nil, err
	}
	if _, err := vault.PutJSON(ctx, d.Evidence, judgedKey(record.ID, j), j, 0); err != nil {
		return nil, err
	}
	return d.noted(ctx, record, before, incident.ActJudge, j)
}

// fits refuses a word that contradicts what is known, before it is written: what
// was said stays said, and contradictory facts could not be read any more.
func (d *Desk) fits(ctx context.Context, id incident.ID, add func(*Facts)) error {
	facts, err := Known(ctx, d.Evidence, id)
	if err != nil {
		return err
	}
	add(&facts)
	_, err = AssessAt(facts, d.Now())
	return err
}

// with is a copy of what was filed, with one more unless it was filed before.
func with(filed map[string]Filing, duty string, done Filing) map[string]Filing {
	all := map[string]Filing{duty: done}
	maps.Copy(all, filed)
	return all
}

// opened reads the incident, the request and the duties as they stand.
func (d *Desk) opened(ctx context.Context, r task.Request, in any) (incident.Record, Result, error) {
	id := incident.ID(r.Params["id"])
	if err := id.Check(); err != nil {
		return incident.Record{}, Result{}, task.Refuse(http.StatusBadRequest, err.Error())
	}
	body := json.NewDecoder(bytes.NewReader(r.Body))
	body.DisallowUnknownFields()
	if err := body.Decode(in); err != nil {
		return incident.Record{}, Result{}, task.Refuse(http.StatusBadRequest, "the body is not the JSON that 'tocsin duties' sends")
	}
	record, err := d.Incidents.Get(ctx, id)
	if errors.Is(err, incident.ErrUnknown) {
		return record, Result{}, task.Refuse(http.StatusNotFound, fmt.Sprintf("there is no incident %s; see 'tocsin list'", id))
	}
	if err != nil {
		return record, Result{}, err
	}
	now, err := Current(ctx, d.Evidence, id, d.Now())
	if errors.Is(err, vault.ErrMissing) {
		return record, now, task.Refuse(http.StatusNotFound, fmt.Sprintf("no duties have been worked out for %s yet; see 'tocsin status %s'", id, id))
	}
	return record, now, err
}

// noted computes the duties anew, moves the reminders, and writes the entry.
func (d *Desk) noted(ctx context.Context, record incident.Record, before Result, act string, said any) (Noted, error) {
	now, err := Current(ctx, d.Evidence, record.ID, d.Now())
	if err != nil {
		return Noted{}, err
	}
	result, err := json.Marshal(said)
	if err != nil {
		return Noted{}, fmt.Errorf("encoding the entry of %s: %w", record.ID, err)
	}
	execution := record.Execution
	if execution == "" {
		execution = "none" // said before the workflow ran
	}
	out := Noted{Changes: Compare(before.Obligations, now.Obligations), Owed: []string{}}
	if out.Entry, err = d.Ledger.Append(ctx, ledger.Draft{Incident: record.ID, Phase: act, Status: incident.Done, Execution: execution, Result: result}); err != nil {
		return Noted{}, err
	}
	if out.Reminders, err = Remind(ctx, d.Scheduler, record.ID, now.Obligations, d.Now()); err != nil {
		return Noted{}, err
	}
	if d.Renew != nil {
		if err := d.Renew(ctx, record.ID); err != nil {
			return Noted{}, err
		}
	}
	for _, o := range now.Obligations {
		if o.Owed() {
			out.Owed = append(out.Owed, o.ID)
		}
	}
	return out, nil
}
