package detect

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A LocaliseRequest ends the phase.
type LocaliseRequest struct {
	Incident incident.ID `json:"incident"`
	Reports  vault.Ref   `json:"reports,omitzero"`
	Batches  vault.Ref   `json:"batches"`
	// AwareAt is when the clocks began: an incident without reports shows what the
	// watch rang for at about that time.
	AwareAt time.Time `json:"aware_at,omitzero"`
}

// A Result is what the machine sees of a detection: numbers and references.
type Result struct {
	Decision   string     `json:"decision"` // Confident, NeedsHuman or NoBreach
	Reports    int        `json:"reports"`
	Principals int        `json:"principals"`
	Explained  int        `json:"explained"`
	LinesRead  int64      `json:"lines_read"`
	BadLines   int64      `json:"bad_lines"`
	Suspects   *vault.Ref `json:"suspects,omitempty"` // []incident.Suspect; only when Confident
	Evidence   vault.Ref  `json:"evidence"`           // the Finding
}

// Localise puts the partial results together, tests, and stores the evidence.
// A batch without its result is an error: a source must not be missed, nor
// anybody named, on half a log.
func (d *Detector) Localise(ctx context.Context, in LocaliseRequest) (Result, error) {
	f, err := d.finding(ctx, in)
	if err != nil {
		return Result{}, err
	}
	out := Result{Decision: f.Decision, Reports: f.Reports, Principals: f.Principals, Explained: f.Explained, LinesRead: f.Lines, BadLines: f.Bad}
	if out.Evidence, err = d.putJSON(ctx, in.Incident, "evidence", f, len(f.Suspects)); err != nil {
		return Result{}, err
	}
	if f.Decision == Confident {
		suspects := []incident.Suspect{{Principal: f.Named[0], Basis: "detected", Why: f.Reason}}
		ref, err := d.putJSON(ctx, in.Incident, "suspects", suspects, len(suspects))
		if err != nil {
			return Result{}, err
		}
		out.Suspects = &ref
	}
	return out, nil
}

func (d *Detector) finding(ctx context.Context, in LocaliseRequest) (Finding, error) {
	if err := in.Incident.Check(); err != nil {
		return Finding{}, task.Fail(task.BadInput, fmt.Errorf("localising the source: %w", err))
	}
	set, err := d.reports(ctx, in.Reports)
	if err != nil {
		return Finding{}, err
	}
	batches, err := vault.GetJSON[[]accesslog.Batch](ctx, d.People, in.Batches)
	if err != nil {
		return Finding{}, fmt.Errorf("localising the source of %s: %w", in.Incident, err)
	}
	var disk scratch
	defer disk.close()
	total, err := d.total(ctx, in.Incident, batches, set, &disk)
	if err != nil {
		return Finding{}, err
	}
	f, err := d.find(total, set)
	if err != nil {
		return Finding{}, fmt.Errorf("localising the source of %s: %w", in.Incident, err)
	}
	if len(set.Reports) > 0 {
		return f, nil
	}
	alarms, err := d.alarms(ctx, in.AwareAt)
	if err != nil {
		return Finding{}, fmt.Errorf("localising the source of %s: %w", in.Incident, err)
	}
	f.rankByAlarms(alarms)
	return f, nil
}

// find refuses a log of which nothing could be read: that nobody stands out in
// it says nothing.
func (d *Detector) find(total *tally, set customerreport.Set) (Finding, error) {
	if err := usable(total.stats); err != nil {
		return Finding{}, err
	}
	f, err := find(total, set, d.Customers)
	f.Actions = d.actions()
	return f, err
}

// total merges one partial result after the other, so that memory holds as much
// of the sum as fits, and one of them.
func (d *Detector) total(ctx context.Context, id incident.ID, batches []accesslog.Batch, set customerreport.Set, disk *scratch) (*tally, error) {
	total := d.tally(disk, 1)
	for _, b := range batches {
		key, err := partialKey(id, d.Log.Reading(), b, d.filter(set))
		if err != nil {
			return nil, err
		}
		body, err := d.People.Read(ctx, key)
		if errors.Is(err, vault.ErrMissing) {
			err = task.Fail(task.Permanent, fmt.Errorf("batch %d of %d has no result; run the detection again", b.N, len(batches)))
		}
		if err != nil {
			return nil, fmt.Errorf("localising the source of %s: %w", id, err)
		}
		if err := total.decode(body); err != nil {
			return nil, fmt.Errorf("localising the source of %s: %s: %w", id, key, err)
		}
	}
	return total, nil
}

func usable(s accesslog.Stats) error {
	if s.Lines > s.Bad {
		return nil
	}
	what := "the log has no lines; check that it is the right log, and that it is delivered"
	if len(s.BadLines) > 0 {
		b := s.BadLines[0]
		what = fmt.Sprintf("not one of the log's %d lines can be used; the first, %s line %d: %s; check that it is the access log, and of the format that is named",
			s.Lines, b.File, b.Line, b.Reason)
	}
	return task.Fail(task.BadInput, errors.New(what))
}
