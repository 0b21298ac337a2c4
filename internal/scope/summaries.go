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
	next := make(chan int)
	all := newSet(q)
	var one sync.Mutex // adds to all
	var readers sync.WaitGroup
	for range min(recallers*runtime.GOMAXPROCS(0), len(objects)) {
		readers.Go(func() {
			touched := make([][]accesslog.Record, len(q.Principals))
			for i := range next {
				side, err := p.recallOne(ctx, q, objects[i], touched)
				if err == nil {
					one.Lock()
					all.recalled(&q, objects[i].Name, side, touched, len(objects))
					one.Unlock()
					stats[i] = side.Stats
					continue
				}
				if errs[i] = err; !summary.Unusable(err) {
					continue
				}
				var read *set
				reasons[i] = err
				if read, errs[i] = p.read(ctx, q, objects[i:i+1]); errs[i] == nil {
					stats[i] = read.Stats
					one.Lock()
					all.merge(read)
					one.Unlock()
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
	all.Stats, all.Summarised = accesslog.Stats{}, &Summarised{Read: []summary.NotSummarised{}}
	for i, o := range objects { // in order, as the places of bad lines are
		all.Stats.Add(stats[i])
		if reasons[i] != nil {
			all.Summarised.Read = append(all.Summarised.Read, summary.NotSummarised{File: o.Name, Reason: reasons[i].Error()})
		} else {
			all.Summarised.Objects++
		}
	}
	all.tidy()
	return all, nil
}

// recallers a processor: more would only wait for each other.
const recallers = 1

// recallOne reads what a sidecar says of the suspects into touched, unless it
// cannot be trusted.
func (p *Phase) recallOne(ctx context.Context, q Query, o accesslog.Object, touched [][]accesslog.Record) (*summary.Sidecar, error) {
	side, file, err := summary.Lookup(ctx, p.Summaries, p.Log, o)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	for i, principal := range q.Principals {
		touched[i] = slices.Grow(touched[i][:0], int(side.Events(principal)))
		err := side.Replay(principal, func(r *accesslog.Record) error {
			touched[i] = append(touched[i], *r)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return side, nil
}

// mostExpected bounds how many customers room is made for at once.
const mostExpected = 1 << 17

// recalled adds what a sidecar says; about so many objects are alike.
func (s *set) recalled(q *Query, name string, side *summary.Sidecar, touched [][]accesslog.Record, alike int) {
	s.begin(name)
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
	if len(s.Customers) == 0 {
		expected := 0
		for _, records := range touched {
			expected += alike * len(records)
		}
		s.Customers = make(map[string][]visit, min(expected, mostExpected))
	}
	for i, records := range touched {
		s.InLog[i] += int64(len(records))
		for k := range records {
			s.touch(q, i, hourOf(records[k].Time), &records[k])
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
	report.Summarised = found.Summarised
	if err := report.checkLog(); err != nil {
		return nil, nil, err
	}
	if _, _, err := p.join(ctx, report, found); err != nil {
		return nil, nil, err
	}
	return report, func() []Affected { return found.list(report.Principals) }, nil
}
