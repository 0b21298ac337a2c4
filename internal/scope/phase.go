package scope

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// One child of the Distributed Map reads at most this much, which it does in a
// few minutes even where the log is packed twenty times.
const (
	maxObjects = 8
	maxBytes   = 64 << 20 // as stored
)

// A Phase runs the steps of scope.
type Phase struct {
	People    vault.Store      // where suspects are read and everything is written
	Log       accesslog.Log    // what is counted
	Directory directory.Source // nil only in local runs: then nobody can be written to
	OnRead    func(bytes int)  // hears of stored bytes of the log as they are read; may be nil
	Summaries summary.Store    // sidecars that may answer for objects of the log; nil when there are none
}

// A PlanRequest starts the phase. From and To are times in RFC 3339, empty when open.
type PlanRequest struct {
	Incident incident.ID `json:"incident"`
	Suspects vault.Ref   `json:"suspects"` // JSON []incident.Suspect
	Actions  []string    `json:"actions"`  // none: the log's look-ups
	From     string      `json:"from"`     // included
	To       string      `json:"to"`       // not included
	// Window may be WindowEstimated, which then must come without From and To.
	Window string `json:"window,omitempty"`
}

// WindowEstimated asks to count only what lies in each suspect's estimated window.
const WindowEstimated = "estimated"

// A PlanResult refers to the manifest, a JSON array of accesslog.Batch.
type PlanResult struct {
	Batches vault.Ref `json:"batches"`
	Objects int       `json:"objects"`
	Bytes   int64     `json:"bytes"` // as stored
}

// Plan divides the log's objects into batches. It finds first what would make
// the scan worthless: no suspect, a reversed window, no directory.
func (p *Phase) Plan(ctx context.Context, in PlanRequest) (PlanResult, error) {
	if _, err := p.query(ctx, in); err != nil {
		return PlanResult{}, fmt.Errorf("planning scope: %w", err)
	}
	if p.Directory != nil {
		if err := directory.Check(ctx, p.Directory); err != nil {
			return PlanResult{}, fmt.Errorf("planning scope: %w", unusable(err))
		}
	}
	objects, err := p.Log.List(ctx)
	if errors.Is(err, accesslog.ErrNoObjects) {
		err = task.Fail(task.BadInput, err)
	}
	if err != nil {
		return PlanResult{}, fmt.Errorf("planning scope: %w", err)
	}
	return p.manifest(ctx, in.Incident, accesslog.Batches(objects, maxObjects, maxBytes))
}

func (p *Phase) manifest(ctx context.Context, id incident.ID, batches []accesslog.Batch) (out PlanResult, err error) {
	for _, b := range batches {
		for _, o := range b.Objects {
			out.Objects++
			out.Bytes += o.Size
		}
	}
	out.Batches, err = put(ctx, p.People, prefix(id)+"batches", batches, len(batches))
	return out, err
}

// query reads the suspects and checks everything that was handed in.
func (p *Phase) query(ctx context.Context, in PlanRequest) (Query, error) {
	if err := in.Incident.Check(); err != nil {
		return Query{}, task.Fail(task.BadInput, err)
	}
	if in.Suspects.IsZero() {
		return Query{}, badInput("%s names no suspects: choose one, or open the incident with -suspect", in.Incident)
	}
	suspects, err := vault.GetJSON[[]incident.Suspect](ctx, p.People, in.Suspects)
	if err != nil {
		return Query{}, fmt.Errorf("fetching the suspects: %w", err)
	}
	var principals []string
	for _, s := range suspects {
		principals = append(principals, s.Principal)
	}
	actions := in.Actions
	if len(actions) == 0 {
		actions = p.Log.Lookups()
	}
	q, err := NewQuery(principals, actions, in.From, in.To)
	if err != nil {
		return q, err
	}
	return q.WithWindow(in.Window)
}

// prefix is where everything of the phase stands in the people bucket.
func prefix(id incident.ID) string { return fmt.Sprintf("incidents/%s/scope/", id) }

// unusable names the error of a directory that a person must mend.
func unusable(err error) error {
	if errors.Is(err, directory.ErrUnusable) {
		return task.Fail(task.BadInput, err)
	}
	return temporary(err)
}

// temporary names the error of a stream that the network cut off, which is no
// error of the network's own kind.
func temporary(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return task.Fail(task.Temporary, err)
	}
	return err
}

// A ScanRequest is one child's part.
type ScanRequest struct {
	PlanRequest
	Batch accesslog.Batch `json:"batch"`
}

// A ScanResult says which batch is done.
type ScanResult struct {
	N int `json:"n"`
}

// Scan reads one batch and stores what the suspects touched in it. A batch that
// was scanned before for the same query is not read again.
func (p *Phase) Scan(ctx context.Context, in ScanRequest) (ScanResult, error) {
	out := ScanResult{N: in.Batch.N}
	q, err := p.query(ctx, in.PlanRequest)
	if err != nil {
		return out, fmt.Errorf("scanning batch %d: %w", in.Batch.N, err)
	}
	key, err := q.partialKey(prefix(in.Incident), p.Log.Reading(), in.Batch)
	if err != nil {
		return out, err
	}
	if done, err := p.People.List(ctx, key); err != nil || len(done) > 0 {
		return out, err
	}
	found, err := p.scan(ctx, q, in.Batch.Objects)
	if err != nil {
		return out, fmt.Errorf("scanning batch %d: %w", in.Batch.N, temporary(err))
	}
	body, err := found.encode()
	if err != nil {
		return out, err
	}
	_, err = p.People.Put(ctx, key, body, found.book.customers)
	return out, err
}
