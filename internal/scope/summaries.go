package scope

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

// Summarised says how much of an answer comes from sidecars.
type Summarised = summary.Summarised

// recall makes the set from sidecars, and reads the objects of which there is
// none that can be trusted.
func (p *Phase) recall(ctx context.Context, q Query, objects []accesslog.Object) (*set, error) {
	stats, reasons, errs := make([]accesslog.Stats, len(objects)), make([]error, len(objects)), make([]error, len(objects))
	all := newSet(q)
	recallers := make([]*recaller, min(runtime.GOMAXPROCS(0), len(objects)))
	for i := range recallers {
		recallers[i] = &recaller{phase: p, query: &q, found: newSet(q)}
		recallers[i].found.fields = all.fields
	}
	heads := make(chan *summary.Sidecar, len(recallers))
	var counting sync.WaitGroup
	counting.Go(func() {
		for side := range heads {
			all.Peers.recalled(side)
		}
	})
	share(len(recallers), len(objects), func(worker, i int) {
		if ctx.Err() != nil {
			return
		}
		r := recallers[worker]
		side, err := r.recall(ctx, objects[i])
		if err == nil {
			stats[i] = side.Stats
			heads <- side
			return
		}
		if ctx.Err() != nil {
			return
		}
		var read *set
		reasons[i] = err // whatever it is: the log can answer
		if read, errs[i] = p.read(ctx, q, objects[i:i+1]); errs[i] == nil {
			stats[i] = read.Stats
			r.found.merge(read)
		}
	})
	close(heads)
	counting.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, r := range recallers {
		all.merge(r.found)
	}
	all.Stats, all.Summarised = accesslog.Stats{}, &Summarised{Read: []summary.NotSummarised{}}
	for i, o := range objects { // in order, as the places of bad lines are
		all.Stats.Add(stats[i])
		if reasons[i] != nil {
			all.Summarised.Missed(o.Name, reasons[i])
		} else {
			all.Summarised.Objects++
		}
	}
	all.beginPace()
	all.tidy()
	return all, nil
}

// recalled adds what a sidecar says of its object as a whole.
func (s *set) recalled(name string, side *summary.Sidecar) {
	s.begin(name)
	s.object.Hours = make(map[int64]int64, len(side.Hours))
	s.object.First, s.object.Last = side.First, side.Last
	for _, h := range side.Hours {
		s.object.Hours[h.Hour] = h.Events
	}
	s.end(side.Stats)
}

// recalled adds what a sidecar says of everybody's days.
func (p *peers) recalled(side *summary.Sidecar) {
	place := -1
	for principal, days := range side.Days() {
		place++
		if row := p.rowAt(place, principal); row != nil {
			for day, events := range days {
				row.add(day, uint32(events)) // #nosec G115 -- as reading counts them
			}
		}
	}
}

// localSummaries is Local where sidecars answer: without storing what nobody
// else will fetch, which would take longer than the answer.
func (p *Phase) localSummaries(ctx context.Context, q Query, onPlan func(PlanResult)) (*Report, func() []Affected, error) {
	if p.Directory != nil {
		if err := directory.Check(ctx, p.Directory); err != nil {
			return nil, nil, unusable(err)
		}
	}
	objects, err := p.Log.List(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("finding the log: %w", err)
	}
	slices.SortFunc(objects, func(a, b accesslog.Object) int { return strings.Compare(a.Name, b.Name) })
	if onPlan != nil {
		onPlan(PlanResult{Objects: len(objects)})
	}
	if len(q.Actions) == 0 {
		q.Actions = p.Log.Lookups()
	}
	found, err := p.recall(ctx, q, objects)
	if err != nil {
		return nil, nil, err
	}
	report := newReport(q, found, len(objects))
	if err := report.checkLog(); err != nil {
		return nil, nil, err
	}
	if _, _, err := p.join(ctx, report, found); err != nil {
		return nil, nil, err
	}
	return report, func() []Affected { return found.list(report.Principals) }, nil
}
