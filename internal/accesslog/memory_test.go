package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
)

// A memory is an archive of objects by name.
type memory map[string][]byte

func (m memory) List(context.Context) (objects []Object, err error) {
	for name, body := range m {
		objects = append(objects, Object{Name: name, Size: int64(len(body))})
	}
	return objects, nil
}

func (m memory) Open(_ context.Context, o Object) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(m[o.Name])), nil
}

func (m memory) OpenAt(_ context.Context, o Object) (ReaderAtCloser, error) {
	return inMemory{bytes.NewReader(m[o.Name])}, nil
}

// scanOne reads one object of a log.
func scanOne(t *testing.T, l Log, body []byte) (records []Record, stats Stats, err error) {
	t.Helper()
	return scanWant(t, l, Want{}, body)
}

func scanWant(t *testing.T, l Log, w Want, body []byte) (records []Record, stats Stats, err error) {
	t.Helper()
	l.Archive = memory{"log": body}
	stats, err = l.Scan(t.Context(), []Object{{Name: "log", Size: int64(len(body))}}, Options{Want: w}, func() func(*Record) error {
		return func(r *Record) error { records = append(records, *r); return nil }
	})
	return records, stats, err
}

func placeOf(b BadLine) string { return fmt.Sprintf("%d: %s", b.Line, b.Reason) }
