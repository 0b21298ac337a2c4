package summary

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// Of reads an object of the log and gives its sidecar, with what was done in it
// by principal and hour, and what could not be read of it.
func Of(ctx context.Context, log accesslog.Log, o accesslog.Object, onRead func(bytes int)) (body []byte, cells map[string][]Cell, stats accesslog.Stats, err error) {
	b := NewBuilder()
	stats, err = log.Scan(ctx, []accesslog.Object{o}, accesslog.Options{OnRead: onRead}, func() func(*accesslog.Record) error { return b.Keep })
	if err != nil {
		return nil, nil, stats, fmt.Errorf("summarising %s: %w", o.Name, err)
	}
	body, cells, err = b.Encode(o, log.Reading(), stats)
	return body, cells, stats, err
}

// Lookup opens the sidecar of an object as it is now. An error that is
// ErrMissing, ErrDamaged or ErrOutdated says that the object itself must be
// read. The file is the caller's to close.
func Lookup(ctx context.Context, s Store, log accesslog.Log, o accesslog.Object) (*Sidecar, accesslog.ReaderAtCloser, error) {
	file, err := s.Open(ctx, o.Name)
	if err != nil {
		return nil, nil, err
	}
	side, err := Open(file)
	if err == nil {
		err = side.Check(o.Size, o.Tag, log.Reading())
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	for _, places := range [][]accesslog.BadLine{side.Stats.BadLines, side.Stats.Damaged, side.Stats.LostPlaces} {
		for i := range places {
			places[i].File = o.Name // a local file may have been named from another folder
		}
	}
	return side, file, nil
}

// Unusable says that an error is about the sidecar alone: the log can answer.
func Unusable(err error) bool {
	return errors.Is(err, ErrMissing) || errors.Is(err, ErrDamaged) || errors.Is(err, ErrOutdated)
}

// Made counts what All did.
type Made struct {
	Made    int   // sidecars written
	There   int   // that were there already
	Log     int64 // bytes of all objects as stored
	Written int64 // bytes of the sidecars written
	// Stats are what was seen of the log when the sidecars were made.
	Stats accesslog.Stats
}

// All makes the sidecars that are not there yet, several at a time.
func All(ctx context.Context, s Store, log accesslog.Log, objects []accesslog.Object, onRead func(bytes int)) (Made, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		total   Made
		mu      sync.Mutex
		next    = make(chan accesslog.Object)
		workers sync.WaitGroup
	)
	for range min(runtime.GOMAXPROCS(0), len(objects)) {
		workers.Go(func() {
			for o := range next {
				n, stats, err := one(ctx, s, log, o, onRead)
				if err != nil {
					cancel(err)
					continue
				}
				mu.Lock()
				total.Log += o.Size
				total.Stats.Add(stats)
				if total.Written += n; n > 0 {
					total.Made++
				} else {
					total.There++
				}
				mu.Unlock()
			}
		})
	}
	for _, o := range objects {
		if ctx.Err() != nil {
			break
		}
		next <- o
	}
	close(next)
	workers.Wait()
	return total, context.Cause(ctx)
}

// one makes a sidecar and returns its length, or 0 when it was there.
func one(ctx context.Context, s Store, log accesslog.Log, o accesslog.Object, onRead func(bytes int)) (length int64, stats accesslog.Stats, err error) {
	if ctx.Err() != nil {
		return 0, stats, context.Cause(ctx)
	}
	side, file, err := Lookup(ctx, s, log, o)
	switch {
	case err == nil:
		return 0, side.Stats, file.Close()
	case !Unusable(err):
		return 0, stats, err
	}
	body, _, stats, err := Of(ctx, log, o, onRead)
	if err != nil {
		return 0, stats, err
	}
	return int64(len(body)), stats, s.Put(ctx, o.Name, body)
}
