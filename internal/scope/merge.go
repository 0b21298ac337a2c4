package scope

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A MergeRequest ends the phase.
type MergeRequest struct {
	PlanRequest
	Batches vault.Ref `json:"batches"` // the plan's
}

// A Result is what the machine goes on with: numbers and references, no person.
type Result struct {
	Affected       int        `json:"affected"`
	Recipients     int        `json:"recipients"`
	Unreachable    int        `json:"unreachable"` // those not in the directory among them
	NotInDirectory int        `json:"not_in_directory"`
	First          *time.Time `json:"first"` // null when nobody is affected
	Last           *time.Time `json:"last"`
	EventsMatched  int64      `json:"events_matched"`
	LinesRead      int64      `json:"lines_read"`
	BadLines       int64      `json:"bad_lines"`
	Damaged        int        `json:"damaged"` // objects of the log that could not be read to their end
	LowerBound     bool       `json:"lower_bound"`
	Gaps           int        `json:"gaps"`
	GapHours       int        `json:"gap_hours"`
	// CannotBeExcluded are customers beside the affected, at most, whom the suspects
	// can have reached where the log cannot be read: Unknown says under which
	// assumption. Reachable is everybody in the directory beside the affected.
	CannotBeExcluded int `json:"cannot_be_excluded"`
	Reachable        int `json:"reachable"`
	// OutsideWindow of the affected were touched only outside the suspects'
	// estimated windows. They count all the same.
	OutsideWindow    int            `json:"outside_window"`
	SuspectsNotInLog int            `json:"suspects_not_in_log"`
	Fields           []string       `json:"fields"`
	ByCountry        map[string]int `json:"by_country"`
	BySegment        map[string]int `json:"by_segment"`
	ByLanguage       map[string]int `json:"by_language"`
	DirectoryFlawed  int64          `json:"directory_flawed"`

	Result          vault.Ref `json:"result"`           // JSON Report
	AffectedList    vault.Ref `json:"affected_list"`    // JSON lines of Affected, sorted by customer id
	Shards          vault.Ref `json:"shards"`           // JSON []Shard, each of JSON lines of Recipient
	UnreachableList vault.Ref `json:"unreachable_list"` // JSON lines of Unreachable
}

// An Affected is one line of the list of all the affected.
type Affected struct {
	N          int              `json:"n"`
	CustomerID string           `json:"customer_id"`
	First      time.Time        `json:"first"`
	Last       time.Time        `json:"last"`
	Events     map[string]int64 `json:"events"` // by principal
	Fields     []string         `json:"fields"`
}

// Merge makes the set out of all partial results and joins it with the
// directory. Done again over the same inputs it writes the same objects.
func (p *Phase) Merge(ctx context.Context, in MergeRequest) (Result, error) {
	report, found, err := p.merge(ctx, in)
	if err != nil {
		return Result{}, fmt.Errorf("merging the scope: %w", err)
	}
	if err := report.Check(); err != nil {
		return Result{}, fmt.Errorf("merging the scope: %w", err)
	}
	return p.store(ctx, in.Incident, report, found)
}

// merge gathers the partial results of every batch of the manifest.
func (p *Phase) merge(ctx context.Context, in MergeRequest) (*Report, *set, error) {
	q, err := p.query(ctx, in.PlanRequest)
	if err != nil {
		return nil, nil, err
	}
	batches, err := vault.GetJSON[[]accesslog.Batch](ctx, p.People, in.Batches)
	if err != nil {
		return nil, nil, fmt.Errorf("fetching the plan: %w", err)
	}
	all, objects := newSet(q), 0
	for _, b := range batches {
		part, err := p.partial(ctx, in.Incident, q, b)
		if err != nil {
			return nil, nil, err
		}
		all.merge(part)
		objects += len(b.Objects)
	}
	all.tidy()
	if all.Summarised != nil && all.Summarised.Objects == 0 { // nobody makes any
		all.Summarised = nil
	}
	return newReport(q, all, objects), all, nil
}

func (p *Phase) partial(ctx context.Context, id incident.ID, q Query, b accesslog.Batch) (*set, error) {
	key, err := q.partialKey(prefix(id), p.Log.Reading(), b)
	if err != nil {
		return nil, err
	}
	body, err := p.People.Read(ctx, key)
	if errors.Is(err, vault.ErrMissing) {
		return nil, task.Fail(task.Permanent, fmt.Errorf("batch %d was not scanned for these suspects and this window: run the incident again, which scans what is left (%w)", b.N, err))
	}
	if err != nil {
		return nil, err
	}
	part, err := decode(q, body)
	if err != nil {
		return nil, fmt.Errorf("batch %d, %s: %w; delete the object and run the incident again", b.N, key, err)
	}
	return part, nil
}

// store joins the set with the directory and writes everything.
func (p *Phase) store(ctx context.Context, id incident.ID, r *Report, found *set) (out Result, err error) {
	recipients, unreachable, err := p.join(ctx, r, found)
	if err != nil {
		return out, err
	}
	at := prefix(id)
	if out.AffectedList, err = putLines(ctx, p.People, at+"affected", found.each(r.Principals)); err != nil {
		return out, err
	}
	if out.UnreachableList, err = putLines(ctx, p.People, at+"unreachable", slices.Values(unreachable)); err != nil {
		return out, err
	}
	if out.Shards, err = storeShards(ctx, p.People, at, recipients); err != nil {
		return out, err
	}
	if out.Result, err = put(ctx, p.People, at+"result", r, r.Affected); err != nil {
		return out, err
	}
	out.number(r)
	return out, nil
}

// join divides the set by what the directory says of its customers.
func (p *Phase) join(ctx context.Context, r *Report, found *set) (recipients []Recipient, unreachable []Unreachable, err error) {
	if p.Directory == nil {
		return nil, nil, nil
	}
	table, err := directory.Join(ctx, p.Directory, func(id string) bool { return touched(found.book.visitsOf(id)) })
	if err != nil {
		return nil, nil, fmt.Errorf("joining the directory: %w", unusable(err))
	}
	r.Split, recipients, unreachable = divide(found, table)
	r.Unknown.reach(r.Split, r.Affected)
	return recipients, unreachable, nil
}

// number fills in the numbers of the report.
func (out *Result) number(r *Report) {
	out.Affected, out.First, out.Last, out.EventsMatched = r.Affected, r.First, r.Last, r.EventsMatched
	out.LinesRead, out.BadLines, out.Damaged, out.LowerBound = r.Lines, r.Bad, len(r.Damaged), r.LowerBound
	out.Gaps, out.GapHours, out.Fields = len(r.Gaps), r.GapHours, r.fieldNames()
	out.CannotBeExcluded, out.OutsideWindow = r.Unknown.Customers, r.Estimate.AffectedOutside
	if n := r.Unknown.Reachable; n != nil {
		out.Reachable = *n
	}
	for _, part := range r.ByPrincipal {
		if part.InLog == 0 {
			out.SuspectsNotInLog++
		}
	}
	if s := r.Split; s != nil {
		out.Recipients, out.Unreachable, out.NotInDirectory = s.Recipients, s.Unreachable, s.NotInDirectory
		out.ByCountry, out.BySegment, out.ByLanguage, out.DirectoryFlawed = s.ByCountry, s.BySegment, s.ByLanguage, s.DirectoryFlawed
	}
}

// each is who is affected, in the order of customer ids.
func (s *set) each(principals []string) iter.Seq[Affected] {
	return func(yield func(Affected) bool) {
		n := 0
		for id, visits := range s.book.lists() {
			if !touched(visits) {
				continue
			}
			a, fields, events := span{}, int32(0), map[string]int64{}
			for _, v := range visits {
				if !v.Outside {
					vs := v.span()
					a.add(vs.First, vs.Last)
					fields = s.fields.union(fields, v.Fields)
					events[principals[v.Suspect]] += int64(v.Events)
				}
			}
			if n++; !yield(Affected{n, id, a.First, a.Last, events, s.fields.lists[fields]}) {
				return
			}
		}
	}
}

// list is each, at once.
func (s *set) list(principals []string) []Affected { return slices.Collect(s.each(principals)) }

// affected are the ids of whoever was touched within the window, sorted.
func (s *set) affected() []string {
	var ids []string
	for id, visits := range s.book.lists() {
		if touched(visits) {
			ids = append(ids, id)
		}
	}
	return ids
}

// touched says whether any visit counts.
func touched(visits []visit) bool {
	return slices.ContainsFunc(visits, func(v visit) bool { return !v.Outside })
}
