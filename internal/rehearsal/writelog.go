package rehearsal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// What was written, as far as the truth needs it.
type seen struct {
	byInsider [][]act // read by the insider, by day
	lines     int64   // all lines, the broken ones too
	broken    int64
}

// writeLog writes one file a day, as many days at once as there are processors.
func (p *plan) writeLog(ctx context.Context, dir string) (*seen, error) {
	s := &seen{byInsider: make([][]act, p.days)}
	var next, lines, broken atomic.Int64
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for worker := range errs {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1) - 1)
				if n >= p.days {
					return
				}
				d := dayFile{plan: p, n: n}
				if errs[worker] = d.write(dir); errs[worker] != nil {
					return
				}
				s.byInsider[n] = d.byInsider
				lines.Add(d.lines)
				broken.Add(d.broken)
			}
		})
	}
	wg.Wait()
	for _, err := range append(errs, ctx.Err()) {
		if err != nil {
			return nil, fmt.Errorf("writing the access log: %w", err)
		}
	}
	s.lines, s.broken = lines.Load(), broken.Load()
	return s, nil
}

// A dayFile is the log of one day.
type dayFile struct {
	*plan
	n             int
	w             *bufio.Writer
	line          []byte
	lines, broken int64
	byInsider     []act
}

func (d *dayFile) write(dir string) (err error) {
	// Days come in different packings, as in a log whose shipper was replaced.
	ext, pack := ".zst", zstandard
	switch {
	case d.plain:
		ext, pack = "", plain
	case d.n%7 == 0:
		ext, pack = ".gz", members
	}
	f, err := os.Create(filepath.Join(dir, "access-"+d.day(d.n).Format("2006-01-02")+".jsonl"+ext)) // #nosec G304 -- the caller's own folder
	if err != nil {
		return err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	z, err := pack(f)
	if err != nil {
		return err
	}
	d.w = bufio.NewWriterSize(z, 256<<10)
	d.events()
	if err := d.w.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// events writes the desks' and the night job's events in order of time.
func (d *dayFile) events() {
	day := d.acts(d.n)
	d.night(d.n, func(a act) {
		for len(day) > 0 && day[0].at.Before(a.at) {
			d.put(day[0])
			day = day[1:]
		}
		d.put(a)
	})
	for _, a := range day {
		d.put(a)
	}
	if d.n%30 == 20 { // the logger died within a line
		_, _ = d.w.Write(append(d.line[:len(d.line)/2], '\n')) // Flush tells of an error
		d.lines++
		d.broken++
	}
}

func (d *dayFile) put(a act) {
	d.line = d.appendAct(d.line[:0], a)
	_, _ = d.w.Write(d.line) // Flush tells of an error
	d.lines++
	if a.by == d.insider && !a.update {
		d.byInsider = append(d.byInsider, a)
	}
}

func zstandard(w io.Writer) (io.WriteCloser, error) {
	return zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
}

type plainFile struct{ io.Writer }

func (plainFile) Close() error { return nil }

func plain(w io.Writer) (io.WriteCloser, error) { return plainFile{w}, nil }

// A memberWriter begins a new gzip member now and then, as log shippers do that
// append to a file.
type memberWriter struct {
	*gzip.Writer
	to      io.Writer
	written int
}

const memberSize = 4 << 20

func members(w io.Writer) (io.WriteCloser, error) {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	return &memberWriter{Writer: z, to: w}, err
}

func (m *memberWriter) Write(b []byte) (int, error) {
	if m.written > memberSize {
		if err := m.Writer.Close(); err != nil {
			return 0, err
		}
		m.Writer.Reset(m.to)
		m.written = 0
	}
	m.written += len(b)
	return m.Writer.Write(b)
}
