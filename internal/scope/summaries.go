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
	stats, reasons, errs := make([]accesslog.Stats, len(objects)), make([]error, len(objects)), make([]error, len(objects))
	next := make(chan int)
	parts := make([]*set, min(recallers*runtime.GOMAXPROCS(0), len(objects)))
	var readers sync.WaitGroup
	for worker := range parts {
		s := newSet(q)
		parts[worker] = s
		readers.Go(func() {
			for i := range next {
				stats[i], errs[i] = p.recallOne(ctx, q, objects[i], s)
				if !summary.Unusable(errs[i]) {
					continue
				}
				var read *set
				reasons[i] = errs[i]
				if read, errs[i] = p.read(ctx, q, objects[i:i+1]); errs[i] == nil {
					stats[i] = read.Stats
					s.merge(read)
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
	for _, s := range parts {
		all.merge(s)
	}
	all.Stats, all.Summarised = accesslog.Stats{}, &Summarised{Read: []NotSummarised{}}
	for i, o := range objects { // in order, as the places of bad lines are
		all.Stats.Add(stats[i])
		if reasons[i] != nil {
			all.Summarised.Read = append(all.Summarised.Read, NotSummarised{o.Name, reasons[i].Error()})
		} else {
			all.Summarised.Objects++
		}
	}
	all.tidy()
	return all, nil
}

// recallers a processor: more would wait at once, but make more sets to merge.
const recallers = 1

// recallOne adds to s what a sidecar says, or nothing when it cannot be trusted.
func (p *Phase) recallOne(ctx context.Context, q Query, o accesslog.Object, s *set) (accesslog.Stats, error) {
	side, file, err := summary.Lookup(ctx, p.Summaries, p.Log, o)
	if err != nil {
		return accesslog.Stats{}, err
	}
	defer file.Close()
	touched := make([][]accesslog.Record, len(q.Principals))
	for i, principal := range q.Principals {
		touched[i] = make([]accesslog.Record, 0, side.Events(principal))
		err := side.Replay(principal, func(r *accesslog.Record) error {
			touched[i] = append(touched[i], *r)
			return nil
		})
		if err != nil {
			return accesslog.Stats{}, err
		}
	}
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
	for i, records := range touched {
		s.InLog[i] += side.Events(q.Principals[i])
		for k := range records {
			s.touch(&q, i, hourOf(records[k].Time), &records[k])
		}
	}
	return side.Stats, nil
}

// localSummaries is Local where sidecars answer: without storing what nobody
// else will fetch, which would take longer than the answer.
func (p *Phase) localSummaries(ctx context.Context, q Query, onPlan func(PlanResult)) (*Report, []Affected, error) {
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
	return report, found.list(report.Principals), nil
}
