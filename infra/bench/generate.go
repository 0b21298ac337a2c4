package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// The invented company: 300 agents whose workloads follow a power law, a nightly
// job, and one agent who copies customers besides working.
const (
	seed            = 20250106
	agents          = 300
	customers       = 12_000_000
	suspect         = "agent-042"
	suspectIndex    = 42
	nightly         = agents // stands behind the agents
	eventsPerObject = 625_000
	perEvent        = 500 * time.Millisecond // on average
)

var begin = time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)

// A packing is how the objects of a log are packed.
type packing struct {
	name string // also the end of a file's name
	pack func(io.Writer) (io.WriteCloser, error)
}

var packings = []packing{
	{"zst", func(w io.Writer) (io.WriteCloser, error) {
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) // about level 3, as log shippers have it
	}},
	{"gz", func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, 6) }},
}

// A log is where generated objects lie, and how large they are when unpacked.
type generated struct {
	dir     string
	events  int
	objects int
	bytes   int64 // of JSON
}

func (g generated) pattern(p string) string { return filepath.Join(g.dir, "*.jsonl."+p) }

// generate writes a log of so many objects, each in every packing named, unless
// it is there.
func generate(ctx context.Context, dir string, objects int, packs []packing, progress io.Writer) (generated, error) {
	g := generated{dir: dir, objects: objects, events: objects * eventsPerObject}
	done := filepath.Join(dir, "complete")
	if size, err := os.ReadFile(done); err == nil {
		g.bytes, err = strconv.ParseInt(string(size), 10, 64)
		return g, err
	}
	fmt.Fprintf(progress, "writing %d million events into %s (once)\n", g.events/1_000_000, dir)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return g, err
	}
	sizes := make([]int64, objects)
	errs := make([]error, objects)
	var next atomic.Int64
	var writers sync.WaitGroup
	for range runtime.NumCPU() {
		writers.Go(func() {
			for n := int(next.Add(1) - 1); n < objects && ctx.Err() == nil; n = int(next.Add(1) - 1) {
				sizes[n], errs[n] = writeObject(dir, n, packs)
			}
		})
	}
	writers.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return g, fmt.Errorf("writing the log: %w", err)
	}
	for _, s := range sizes {
		g.bytes += s
	}
	return g, os.WriteFile(done, strconv.AppendInt(nil, g.bytes, 10), 0o600)
}

func writeObject(dir string, n int, packs []packing) (size int64, err error) {
	var sinks []io.Writer
	var closers []io.Closer
	for _, p := range packs {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("access-%05d.jsonl.%s", n, p.name)))
		if err != nil {
			return 0, err
		}
		z, err := p.pack(f)
		if err != nil {
			return 0, err
		}
		sinks, closers = append(sinks, z), append(closers, z, f)
	}
	w := bufio.NewWriterSize(io.MultiWriter(sinks...), 256<<10)
	size = writeEvents(w, n)
	err = w.Flush()
	for _, c := range closers {
		if closing := c.Close(); err == nil {
			err = closing
		}
	}
	return size, err
}

// A desk is what one principal is working at.
type desk struct {
	recent [8]int // customers, whose records are opened again and again
	ticket int
}

// writeEvents writes the events of one object; the same number gives the same
// bytes. Errors are kept by w.
func writeEvents(w *bufio.Writer, n int) (size int64) {
	r := rand.New(rand.NewPCG(seed, uint64(n))) // #nosec G115 G404 -- n is small and positive; nothing secret
	share := workloads()
	desks := make([]desk, agents+1)
	at := begin.Add(time.Duration(n) * eventsPerObject * perEvent)
	nightCustomer := n * 31_250 % customers
	var line []byte
	for range eventsPerObject {
		at = at.Add(time.Duration(r.Int64N(int64(2 * perEvent)))) // drifts by less than a minute an object
		who := sort.SearchFloat64s(share, r.Float64())
		d := &desks[who]
		customer, ticket, read := 0, "", true
		switch steals := r.IntN(1000) < 7; {
		case steals:
			who, customer = suspectIndex, r.IntN(customers)
		case who == nightly:
			customer = nightCustomer
			nightCustomer = (nightCustomer + 1) % customers
		default:
			slot := r.IntN(len(d.recent))
			if r.IntN(10) < 6 || d.recent[slot] == 0 {
				d.recent[slot] = r.IntN(customers)
				d.ticket = r.IntN(9_000_000) + 1_000_000
			}
			customer, read = d.recent[slot], r.IntN(10) > 0
			if r.IntN(5) > 0 {
				ticket = "T-" + strconv.Itoa(d.ticket)
			}
		}
		line = appendEvent(line[:0], at, who, customer, ticket, read)
		size += int64(len(line))
		_, _ = w.Write(line)
	}
	return size
}

// workloads are the principals' cumulated shares of the events: the k-th agent's
// is as 1/√k, and the nightly job has 5 %.
func workloads() []float64 {
	share := make([]float64, agents+1)
	sum := 0.0
	for k := range agents {
		sum += 1 / math.Sqrt(float64(k+1))
		share[k] = sum
	}
	for k := range agents {
		share[k] *= 0.95 / sum
	}
	share[nightly] = 1
	return share
}

func appendEvent(b []byte, at time.Time, who, customer int, ticket string, read bool) []byte {
	b = append(b, `{"time":"`...)
	b = at.Truncate(time.Millisecond).AppendFormat(b, "2006-01-02T15:04:05.000Z07:00")
	b = append(b, `","principal":"`...)
	if who == nightly {
		b = append(b, "nightly-export"...)
	} else {
		b = fmt.Appendf(b, "agent-%03d", who)
	}
	b = append(b, `","action":"`...)
	if read {
		b = append(b, "customer.read"...)
	} else {
		b = append(b, "ticket.update"...)
	}
	b = append(b, `","customer_id":"C-`...)
	b = fmt.Appendf(b, "%08d", customer)
	b = append(b, `","ticket_id":`...)
	if ticket == "" {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendQuote(b, ticket)
	}
	if read {
		b = append(b, `,"fields":["name","email","phone","postal_address","ticket_id"]`...)
	} else {
		b = append(b, `,"fields":["ticket_id"]`...)
	}
	return fmt.Appendf(b, `,"source_ip":"10.20.%d.%d"}`+"\n", who%17, who%250+1)
}
