package accesslog

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
)

// A Log is where a log lives and how it is written. Without Format it is of
// canonical JSON lines.
type Log struct {
	Archive
	Format  Format
	Mapping Mapping
}

// Options of a Scan. OnRead, when not nil, hears from all readers of stored
// bytes as they are read and must be safe for that.
type Options struct {
	Want
	OnRead func(bytes int)
}

// Scan reads objects of the log, several at a time. newReader is called once
// for each concurrent reader before the first object is opened, never
// concurrently; the keep function that it returns is called by one reader
// only, so what keep gathers needs no lock and is merged when Scan is back.
// Which reader gets which object is left to chance; the Stats do not depend on
// it. The first error ends the scan.
func (l Log) Scan(ctx context.Context, objects []Object, o Options, newReader func() (keep func(*Record) error)) (Stats, error) {
	format := l.format()
	decoders := make([]Decoder, min(runtime.GOMAXPROCS(0), len(objects)))
	for i := range decoders {
		var err error
		if decoders[i], err = format.New(l.Mapping, o.Want); err != nil {
			return Stats{}, fmt.Errorf("reading the log as %s: %w", format.Name, err)
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	each := make([]Stats, len(objects))
	next := make(chan int)
	var readers sync.WaitGroup
	for _, decoder := range decoders {
		keep := newReader()
		readers.Go(func() {
			for i := range next {
				s := &Source{Object: objects[i], archive: l.Archive, format: format, onRead: o.OnRead}
				stats, err := decoder.Decode(ctx, s, keep)
				if err == nil {
					err = s.mistaken(stats)
				}
				if each[i] = stats; err != nil {
					cancel(err)
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
	var total Stats
	for _, s := range each {
		total.Add(s)
	}
	return total, context.Cause(ctx)
}

// Lookups are the actions that count as look-ups of a customer, sorted.
func (l Log) Lookups() []string {
	switch {
	case len(l.Mapping.Lookups) > 0:
		return slices.Sorted(maps.Keys(l.Mapping.Lookups))
	case len(l.format().Lookups) > 0:
		return l.format().Lookups
	}
	return []string{DefaultLookup}
}

// Reading names the way in which the log is read: what is derived from the log
// is of use only where it is the same.
func (l Log) Reading() string {
	m := l.Mapping
	zone := ""
	if m.Zone != nil {
		zone, m.Zone = m.Zone.String(), nil
	}
	return fmt.Sprintf("%s %q %q", l.format().Name, zone, m)
}

func (l Log) format() Format {
	if l.Format.New == nil {
		return Formats[0]
	}
	return l.Format
}
