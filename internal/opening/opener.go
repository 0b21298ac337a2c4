package opening

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Machine runs incidents.
type Machine interface {
	// Start starts an execution under name, or finds the one that has it
	// already; either way it returns its ARN.
	Start(ctx context.Context, name string, in incident.Input) (string, error)
	// Running says whether an execution still runs.
	Running(ctx context.Context, execution string) (bool, error)
}

// An Intake is the bucket that reports are put into.
type Intake interface {
	Name() string
	Read(ctx context.Context, key string) ([]byte, error)
}

// An Opener opens, joins and resumes incidents.
type Opener struct {
	Incidents incident.Store
	People    vault.Store
	Intake    Intake
	Machine   Machine
	Now       func() time.Time
	Drill     bool // every incident of this deployment is an exercise
}

// Open opens an incident for t, or joins the open one of the same cause. It
// may be called again after any failure: what it stored first is then found.
func (o *Opener) Open(ctx context.Context, t Trigger) (Opened, error) {
	r := incident.Record{OpenedAt: o.Now().UTC(), OpenedBy: t.By, AwareAt: t.AwareAt.UTC(), Trigger: t.Kind, Drill: o.Drill}
	r.Input.AwareAt = r.AwareAt
	if !t.From.IsZero() {
		r.Input.From = &t.From
	}
	if !t.To.IsZero() {
		r.Input.To = &t.To
	}
	if t.Alarm != "" {
		r.Causes = append(r.Causes, string(incident.CauseOf("alarm", t.Alarm)))
	}
	if err := o.keepReports(ctx, t, &r); err != nil {
		return Opened{}, err
	}
	if err := o.keepSuspects(ctx, t, &r); err != nil {
		return Opened{}, err
	}
	if len(r.Causes) == 0 {
		return Opened{}, task.Fail(task.BadInput, errors.New("opening an incident: no alarm, no reports and no suspect"))
	}
	got, joined, err := o.Incidents.Open(ctx, r)
	if err != nil {
		return Opened{}, err
	}
	// A trigger that died between storing and starting is finished by the next one.
	if got.Run == 0 {
		if got.Execution, err = o.start(ctx, got, 1); err != nil {
			return Opened{}, err
		}
	}
	return Opened{Incident: got.ID, Joined: joined, Execution: got.Execution}, nil
}

func (o *Opener) keepReports(ctx context.Context, t Trigger, r *incident.Record) error {
	if len(t.Reports) == 0 {
		return nil
	}
	set, err := customerreport.Parse(bytes.NewReader(t.Reports))
	if err != nil {
		return task.Fail(task.BadInput, fmt.Errorf("reading the reports: %w", err))
	}
	cause := string(incident.CauseOf("reports", set.Digest()))
	ref, err := o.keep(ctx, cause, "reports.csv", t.Reports, len(set.Reports))
	if err != nil {
		return err
	}
	r.Causes, r.Input.Reports = append(r.Causes, cause), &ref
	return nil
}

func (o *Opener) keepSuspects(ctx context.Context, t Trigger, r *incident.Record) error {
	if len(t.Suspects) == 0 {
		return nil
	}
	var suspects []incident.Suspect
	names := slices.Compact(slices.Sorted(slices.Values(t.Suspects)))
	for _, principal := range names {
		suspects = append(suspects, incident.Suspect{Principal: principal, Basis: "named", By: t.By})
		r.Causes = append(r.Causes, string(incident.CauseOf("suspect", principal)))
	}
	body, err := json.Marshal(suspects)
	if err != nil {
		return fmt.Errorf("encoding suspects: %w", err)
	}
	ref, err := o.keep(ctx, r.Causes[len(r.Causes)-1], "suspects.json", body, len(suspects))
	if err != nil {
		return err
	}
	r.Input.Suspects = &ref
	return nil
}

// keep stores what a trigger brought under a name of its own bytes: a later
// trigger of the same cause tells it otherwise, and must not replace what the
// running incident reads by reference.
func (o *Opener) keep(ctx context.Context, cause, name string, body []byte, count int) (vault.Ref, error) {
	return o.People.Put(ctx, "opening/"+cause+"/"+vault.Digest(body)+"/"+name, body, count)
}

func (o *Opener) start(ctx context.Context, r incident.Record, run int) (string, error) {
	in := r.Input
	in.Incident = r.ID
	execution, err := o.Machine.Start(ctx, incident.ExecutionName(r.ID, run), in)
	if err != nil {
		return "", err
	}
	if err := o.Incidents.Started(ctx, r.ID, run, execution); err != nil && !errors.Is(err, incident.ErrConflict) {
		return "", err
	}
	return execution, nil
}

func (o *Opener) resume(ctx context.Context, id incident.ID) (Opened, error) {
	r, err := o.Incidents.Get(ctx, id)
	if errors.Is(err, incident.ErrUnknown) {
		return Opened{}, task.Refuse(http.StatusNotFound, fmt.Sprintf("there is no incident %s; see 'tocsin list'", id))
	}
	if err != nil {
		return Opened{}, err
	}
	if r.Status == "closed" {
		return Opened{}, task.Refuse(http.StatusConflict, fmt.Sprintf("incident %s is closed; a new trigger opens a new one", id))
	}
	if r.Execution != "" {
		running, err := o.Machine.Running(ctx, r.Execution)
		if err != nil {
			return Opened{}, err
		}
		if running {
			return Opened{}, task.Refuse(http.StatusConflict, fmt.Sprintf("incident %s is running; see 'tocsin status %s'", id, id))
		}
	}
	execution, err := o.start(ctx, r, r.Run+1)
	return Opened{Incident: id, Joined: true, Execution: execution}, err
}
