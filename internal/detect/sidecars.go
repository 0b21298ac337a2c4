package detect

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

// recall counts a batch by its sidecars, and reads the objects of which there is
// none that can be trusted. It gives the same tally as reading them all.
func (d *Detector) recall(ctx context.Context, b accesslog.Batch, f filter, disk *scratch) (*tally, error) {
	stats, reasons, errs := make([]accesslog.Stats, len(b.Objects)), make([]error, len(b.Objects)), make([]error, len(b.Objects))
	parts := make([]*tally, min(runtime.GOMAXPROCS(0), len(b.Objects)))
	next := make(chan int)
	var readers sync.WaitGroup
	for i := range parts {
		t := d.tally(disk, len(parts))
		parts[i] = t
		readers.Go(func() {
			for i := range next {
				spare := t.spare // comes back with what is merged
				t.spare = nil
				one, err := d.recallOne(ctx, b.Objects[i], f, spare)
				if summary.Unusable(err) {
					reasons[i] = err
					one, err = d.read(ctx, b.Objects[i:i+1], f, disk)
				}
				if err == nil {
					stats[i] = one.stats
					err = t.merge(one)
				}
				errs[i] = err
			}
		})
	}
	for i := range b.Objects {
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
	total := d.tally(disk, 1)
	for _, t := range parts {
		if err := total.merge(t); err != nil {
			return nil, err
		}
	}
	total.stats = accesslog.Stats{}
	d.summarised = &summary.Summarised{Read: []summary.NotSummarised{}}
	for i, o := range b.Objects { // in order, as the places of bad lines are
		total.stats.Add(stats[i])
		if reasons[i] != nil {
			d.summarised.Read = append(d.summarised.Read, summary.NotSummarised{File: o.Name, Reason: reasons[i].Error()})
		} else {
			d.summarised.Objects++
		}
	}
	return total, nil
}

// recallOne counts what one sidecar says.
func (d *Detector) recallOne(ctx context.Context, o accesslog.Object, f filter, spare [][]access) (*tally, error) {
	side, file, err := summary.Lookup(ctx, d.Summaries, d.Log, o)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	t := newTally(nil, 0) // it may have to be thrown away
	t.spare = spare
	t.stats = side.Stats
	t.span(side.First, side.Last)
	for _, name := range side.Principals() {
		var l *lookups
		last, print := "", customer(0) // of the customer at hand, whose records come together
		err := side.Replay(name, func(r *accesslog.Record) error {
			if !f.counts(r) {
				return nil
			}
			if l == nil {
				l = t.of(name)
			}
			if r.CustomerID != last {
				last, print = r.CustomerID, fingerprint(r.CustomerID)
			}
			return t.add(l, access{print, momentOf(r.Time, r.TicketID != "")})
		})
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}
