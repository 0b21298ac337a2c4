package accesslog

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// Scan reads objects of an archive, several at a time. newReader is called
// once for each concurrent reader before the first object is opened, never
// concurrently; the keep function that it returns is called by one reader
// only, so what keep gathers needs no lock and is merged when Scan is back.
// Which reader gets which object is left to chance; the Stats do not depend on
// it. onRead, when not nil, hears from all readers of stored bytes as they are
// read and must be safe for that. The first error ends the scan.
func Scan(ctx context.Context, a Archive, objects []Object, onRead func(bytes int), newReader func() (keep func(*Record) error)) (Stats, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	each := make([]Stats, len(objects))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(objects)) {
		keep, p := newReader(), newParser()
		readers.Go(func() {
			for i := range next {
				var err error
				if each[i], err = readObject(ctx, a, objects[i], onRead, p, keep); err != nil {
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

func readObject(ctx context.Context, a Archive, o Object, onRead func(int), p *parser, keep func(*Record) error) (Stats, error) {
	body, err := a.Open(ctx, o)
	if err != nil {
		return Stats{}, fmt.Errorf("opening log %s: %w", o.Name, err)
	}
	defer body.Close()
	l := lines{name: o.Name, parser: p, keep: keep, size: blockSize}
	return l.read(ctx, counted{body, onRead})
}

// counted tells of the bytes that are read.
type counted struct {
	io.Reader
	onRead func(bytes int)
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.onRead != nil && n > 0 {
		c.onRead(n)
	}
	return n, err
}
