package detect

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// DefaultAction is the action that counts as a look-up where nothing else is said.
const DefaultAction = accesslog.DefaultLookup

// One child of the Distributed Map reads at most this much, which it does in a
// few minutes even where the log is packed twenty times.
const (
	maxObjects = 8
	maxBytes   = 64 << 20
)

// A Detector runs the phase. People is where everything is written.
type Detector struct {
	Log     accesslog.Log
	People  vault.Store
	Actions []string        // that count as look-ups; none: those that the log counts
	OnRead  func(bytes int) // hears of stored bytes read; may be nil
	// Customers is the size of the customer directory, 0 where it is not known.
	Customers int
	// Summaries answers for objects of which it has a fresh sidecar; nil: all are read.
	Summaries summary.Store

	summarised *summary.Summarised
	memory     int // accesses in memory at most; 0 is mostHeld
}

// tally makes an empty tally, of one of several concurrent readers or of all. A
// reader has its part of the memory, but not less than a sixteenth: a machine that
// has the processors has the memory.
func (d *Detector) tally(disk *scratch, readers int) *tally {
	return newTally(disk, max(1, cmp.Or(d.memory, mostHeld)/min(readers, 16)))
}

func (d *Detector) actions() []string {
	if len(d.Actions) > 0 {
		return d.Actions
	}
	return d.Log.Lookups()
}

// filter says which records count for these reports.
func (d *Detector) filter(set customerreport.Set) filter {
	return filter{actions: d.actions(), before: set.Latest()}
}

// A PlanRequest starts the phase. Reports is zero for an incident that an alarm opened.
type PlanRequest struct {
	Incident incident.ID `json:"incident"`
	Reports  vault.Ref   `json:"reports,omitzero"`
}

// A PlanResult refers to the manifest: a JSON array of accesslog.Batch.
type PlanResult struct {
	Batches vault.Ref `json:"batches"`
	Objects int       `json:"objects"`
	Bytes   int64     `json:"bytes"` // as stored
}

// Plan divides the log's objects into batches.
func (d *Detector) Plan(ctx context.Context, in PlanRequest) (PlanResult, error) {
	if err := in.Incident.Check(); err != nil {
		return PlanResult{}, task.Fail(task.BadInput, fmt.Errorf("planning the detection: %w", err))
	}
	// Reports that cannot be read should stop the phase before the log is read.
	if _, err := d.reports(ctx, in.Reports); err != nil {
		return PlanResult{}, err
	}
	objects, err := d.Log.List(ctx)
	if err != nil {
		return PlanResult{}, fmt.Errorf("planning the detection of %s: %w", in.Incident, err)
	}
	return d.manifest(ctx, in.Incident, objects, accesslog.Batches(objects, maxObjects, maxBytes))
}

func (d *Detector) manifest(ctx context.Context, id incident.ID, objects []accesslog.Object, batches []accesslog.Batch) (PlanResult, error) {
	ref, err := d.putJSON(ctx, id, "batches", batches, len(batches))
	if err != nil {
		return PlanResult{}, err
	}
	out := PlanResult{Batches: ref, Objects: len(objects)}
	for _, o := range objects {
		out.Bytes += o.Size
	}
	return out, nil
}

// putJSON stores v under a key that tells its content, so that a later run of
// the same incident leaves the references of an earlier one valid.
func (d *Detector) putJSON(ctx context.Context, id incident.ID, name string, v any, count int) (vault.Ref, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return vault.Ref{}, fmt.Errorf("encoding the %s of %s: %w", name, id, err)
	}
	return d.People.Put(ctx, fmt.Sprintf("incidents/%s/detect/%s-%s.json", id, name, vault.Digest(body)[:12]), body, count)
}

// reports reads the customers' reports; none is an empty set.
func (d *Detector) reports(ctx context.Context, ref vault.Ref) (customerreport.Set, error) {
	if ref.IsZero() {
		return customerreport.Set{}, nil
	}
	body, err := d.People.Get(ctx, ref)
	if err != nil {
		return customerreport.Set{}, fmt.Errorf("fetching the customer reports: %w", err)
	}
	return customerreport.Parse(bytes.NewReader(body))
}

// A CountRequest is one child's part.
type CountRequest struct {
	Incident incident.ID     `json:"incident"`
	Reports  vault.Ref       `json:"reports,omitzero"`
	Batch    accesslog.Batch `json:"batch"`
}

// A CountResult says which batch is done.
type CountResult struct {
	N int `json:"n"`
}

// Count reads one batch and stores who looked up whom in it. A batch that was
// counted before, in the same way, is not read again.
func (d *Detector) Count(ctx context.Context, in CountRequest) (CountResult, error) {
	out := CountResult{N: in.Batch.N}
	if err := in.Incident.Check(); err != nil {
		return out, task.Fail(task.BadInput, fmt.Errorf("counting batch %d: %w", in.Batch.N, err))
	}
	set, err := d.reports(ctx, in.Reports)
	if err != nil {
		return out, err
	}
	f := d.filter(set)
	key, err := partialKey(in.Incident, d.Log.Reading(), in.Batch, f)
	if err != nil {
		return out, err
	}
	if done, err := d.People.List(ctx, key); err != nil || len(done) > 0 {
		return out, err
	}
	var disk scratch
	defer disk.close()
	t, err := d.count(ctx, in.Batch, f, &disk)
	if err != nil {
		return out, fmt.Errorf("counting batch %d: %w", in.Batch.N, err)
	}
	body, err := t.encode()
	if err != nil {
		return out, fmt.Errorf("counting batch %d: %w", in.Batch.N, err)
	}
	_, err = d.People.Put(ctx, key, body, len(t.principals))
	return out, err
}

func (d *Detector) count(ctx context.Context, b accesslog.Batch, f filter, disk *scratch) (*tally, error) {
	if d.Summaries != nil {
		return d.recall(ctx, b, f, disk)
	}
	return d.read(ctx, b.Objects, f, disk)
}

func (d *Detector) read(ctx context.Context, objects []accesslog.Object, f filter, disk *scratch) (*tally, error) {
	var parts []*tally
	options := accesslog.Options{OnRead: d.OnRead, Want: accesslog.Want{NoFields: true, NoSourceIP: true}}
	stats, err := d.Log.Scan(ctx, objects, options, func() func(*accesslog.Record) error {
		t := d.tally(disk, runtime.GOMAXPROCS(0))
		parts = append(parts, t)
		return func(r *accesslog.Record) error { return t.keep(f, r) }
	})
	if errors.Is(err, accesslog.ErrFormat) {
		return nil, task.Fail(task.BadInput, err)
	}
	if err != nil {
		return nil, err
	}
	total := d.tally(disk, 1)
	for _, t := range parts {
		if err := total.merge(t); err != nil {
			return nil, err
		}
	}
	total.stats = stats
	return total, nil
}

// partialKey names a batch's result by what it was made from and how, so that
// one made from other objects, read in another way or for other reports is never
// taken for it.
func partialKey(id incident.ID, reading string, b accesslog.Batch, f filter) (string, error) {
	what, err := json.Marshal(struct {
		Format  int // raised when partial results are stored in another way
		Reading string
		Objects []accesslog.Object
		Actions []string
		Before  time.Time
	}{1, reading, b.Objects, f.actions, f.before})
	if err != nil {
		return "", fmt.Errorf("naming the result of batch %d: %w", b.N, err)
	}
	return fmt.Sprintf("incidents/%s/detect/partial/%06d-%s", id, b.N, vault.Digest(what)[:16]), nil
}
