package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// The log must be the same everywhere, and one that Tocsin reads without complaint.
func TestWriteEvents(t *testing.T) {
	var first, again, other bytes.Buffer
	for _, o := range []struct {
		to *bytes.Buffer
		n  int
	}{{&first, 3}, {&again, 3}, {&other, 4}} {
		w := bufio.NewWriter(o.to)
		size := writeEvents(w, o.n)
		if err := w.Flush(); err != nil || size != int64(o.to.Len()) {
			t.Fatal(size, o.to.Len(), err)
		}
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) || bytes.Equal(first.Bytes(), other.Bytes()) {
		t.Error("an object is not the same each time, or two are the same: times would not compare")
	}
	seen, stolen := 0, 0
	stats, err := accesslog.Read(t.Context(), &first, "log", func(r *accesslog.Record) error {
		seen++
		if r.Principal == suspect {
			stolen++
		}
		return nil
	})
	if err != nil || stats.Bad > 0 || seen != eventsPerObject || stolen < eventsPerObject/200 {
		t.Errorf("%d records, %d of the suspect, %+v, %v", seen, stolen, stats, err)
	}
}

// Answers in the different forms of the tools are the same text.
func TestAnswersCompare(t *testing.T) {
	ours, err := same("affected", "first")([]byte(`{"affected":2,"first":"2025-01-06T00:01:01.912Z","more":1}`))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := same("customers", "first")([]byte(`{"customers":2,"first":"2025-01-06 00:01:01.912"}`))
	if err != nil || ours != theirs {
		t.Errorf("%q and %q: %v", ours, theirs, err)
	}
	if _, err := same("customers")([]byte(`{"affected":2}`)); err == nil || !strings.Contains(err.Error(), "customers") {
		t.Errorf("an answer that lacks a part passes: %v", err)
	}
	ours, _ = busiestOf([]byte(`{"principals":301,"suspects":[{"principal":"agent-001","accessed":5},{"principal":"nightly-export","accessed":7}]}`))
	theirs, _ = busiestOf([]byte(`{"principals":301,"by_principal":{"agent-001":5,"nightly-export":7}}`))
	if ours != theirs {
		t.Errorf("%q and %q", ours, theirs)
	}
}

func TestMedian(t *testing.T) {
	c := contender{times: []sample{{5 * time.Second, 1 * time.Second, 3}, {1 * time.Second, 9 * time.Second, 1}, {2 * time.Second, 4 * time.Second, 2}}}
	if m := c.median(); m != (sample{2 * time.Second, 4 * time.Second, 3}) {
		t.Errorf("%+v", m)
	}
}
