package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/packed"
)

// How much of a log is looked at.
const (
	sampleObjects = 12     // spread over the log
	sampleRecords = 50_000 // of each of them, from its beginning
)

// Check reads a sample of the data set and says what it sees.
func (d *Dataset) Check(ctx context.Context, clients Clients) (*Report, error) {
	log, source, err := d.Open(clients)
	if err != nil {
		return nil, err
	}
	objects, err := log.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: log.at: %w", d.file, err)
	}
	format, err := d.format()
	if err != nil {
		return nil, err
	}
	r := newReport(d, format.Name, objects)
	s := newSample()
	for _, o := range spread(objects, sampleObjects) {
		if err := r.look(ctx, log, o, s); err != nil {
			return nil, fmt.Errorf("%s: %w", d.file, err)
		}
	}
	r.describe(d, s)
	if source != nil {
		if err := r.join(ctx, source, s); err != nil {
			return nil, fmt.Errorf("%s: directory: %w", d.file, err)
		}
	}
	for _, o := range objects {
		if format.Name == accesslog.Formats[0].Name && r.Members == nil && s.lacksValue(o.Name) {
			if r.Members, err = members(ctx, log, o); err != nil {
				return nil, fmt.Errorf("%s: %w", d.file, err)
			}
		}
	}
	r.findings(d, log, s)
	return r, nil
}

// spread takes n objects, the first and the last among them.
func spread(objects []accesslog.Object, n int) []accesslog.Object {
	if len(objects) <= n {
		return objects
	}
	out := make([]accesslog.Object, n)
	for i := range out {
		out[i] = objects[i*(len(objects)-1)/(n-1)]
	}
	return out
}

var errEnough = errors.New("enough was read")

// look reads the beginning of one object.
func (r *Report) look(ctx context.Context, log accesslog.Log, o accesslog.Object, s *sample) error {
	kind, err := packing(ctx, log, o)
	if err != nil {
		return fmt.Errorf("opening log %s: %w", o.Name, err)
	}
	r.Packing[kind]++
	r.Sampled++
	n := 0
	stats, err := log.Scan(ctx, []accesslog.Object{o}, accesslog.Options{}, func() func(*accesslog.Record) error {
		return func(record *accesslog.Record) error {
			s.add(record)
			if n++; n == sampleRecords {
				return errEnough
			}
			return nil
		}
	})
	if errors.Is(err, errEnough) {
		r.InPart++
		err = nil
	}
	r.Stats.Add(stats)
	s.addBad(stats)
	return err
}

func packing(ctx context.Context, log accesslog.Log, o accesslog.Object) (string, error) {
	body, err := log.Open(ctx, o)
	if err != nil {
		return "", err
	}
	defer body.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(body, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return "", err
	}
	return packed.Kind(head[:n]), nil
}

// join looks the sampled customers up in the directory.
func (r *Report) join(ctx context.Context, source directory.Source, s *sample) error {
	table, err := directory.Join(ctx, source, func(id string) bool { return s.customers[id] })
	if err != nil {
		return err
	}
	r.Directory = &DirectoryReport{At: source.Name(), Rows: table.Rows, Looked: len(s.customers), Found: len(table.People), Flawed: table.Flawed}
	for _, p := range table.People {
		if p.Unreachable == "" {
			r.Directory.Reachable++
		}
	}
	return nil
}
