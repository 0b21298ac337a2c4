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

// Summarised says how much of an answer comes from sidecars. It is the same
// answer as the log's own, but for bad lines: a sidecar counts those of
// everybody, where reading for some suspects may pass over others' lines.
type Summarised struct {
	Objects int             `json:"objects"` // for which a sidecar answered
	Read    []NotSummarised `json:"read"`    // the others, which were read
}

// A NotSummarised is an object of the log that was read, and why.
type NotSummarised struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// recall makes the set from sidecars, and reads the objects of which there is
// none that can be trusted.
func (p *Phase) recall(ctx context.Context, q Query, objects []accesslog.Object) (*set, error) {
	parts, reasons, errs := make([]*set, len(objects)), make([]error, len(objects)), make([]error, len(objects))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(recallers*runtime.GOMAXPROCS(0), len(objects)) {
		readers.Go(func() {
			for i := range next {
				parts[i], errs[i] = p.recallOne(ctx, q, objects[i])
				if summary.Unusable(errs[i]) {
					reasons[i] = errs[i]
					parts[i], errs[i] = p.read(ctx, q, objects[i:i+1])
				}
			}
		})
	}
	for i := range objects {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	readers.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return nil, err
	}
	all := newSet(q)
	all.Summarised = &Summarised{Read: []NotSummarised{}}
	for i, part := range parts { // in order, as the places of bad lines are
		all.merge(part)
		if reasons[i] != nil {
			all.Summarised.Read = append(all.Summarised.Read, NotSummarised{objects[i].Name, reasons[i].Error()})
		} else {
			all.Summarised.Objects++
		}
	}
	all.tidy()
	return all, nil
}

// recallers a processor: most of the time of a small request is waiting.
const recallers = 2

func (p *Phase) recallOne(ctx context.Context, q Query, o accesslog.Object) (*set, error) {
	side, file, err := summary.Lookup(ctx, p.Summaries, p.Log, o)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s := newSet(q)
	s.Stats = side.Stats
	s.begin(o.Name)
	s.object.First, s.object.Last = side.First, side.Last
	for _, h := range side.Hours {
		s.object.Hours[h.Hour] = h.Events
	}
	s.end(side.Stats)
	side.Days(func(principal string, day, events int64) {
		if row := s.Peers.row(principal); row != nil {
			row.add(day, uint32(events)) // #nosec G115 -- as reading counts them
		}
	})
	for i, principal := range q.Principals {
		s.InLog[i] = side.Events(principal)
		err := side.Replay(principal, func(r *accesslog.Record) error {
			s.touch(&q, i, hourOf(r.Time), r)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// localSummaries is Local where sidecars answer: without storing what nobody
// else will fetch, which would take longer than the answer.
func (p *Phase) localSummaries(ctx context.Context, q Query, onPlan func(PlanResult)) (*Report, []string, error) {
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
	report.Summarised = found.Summarised
	if err := report.checkLog(); err != nil {
		return nil, nil, err
	}
	if p.Directory != nil {
		if _, err := p.store(ctx, localIncident, report, found); err != nil {
			return nil, nil, fmt.Errorf("joining the result: %w", err)
		}
	}
	return report, found.affected(), nil
}
