package main

import (
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/scope"
)

func TestSparkline(t *testing.T) {
	day := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	d := &scope.Daily{From: day, Customers: []int{0, 1, 4, 8, 0}}
	w := &scope.Window{From: day.AddDate(0, 0, 2), To: day.AddDate(0, 0, 4)}
	if line, mark := sparkline(d, w); line != " ▁▄█ " || mark != "  ^^" {
		t.Errorf("%q, %q", line, mark)
	}
	if line, _ := sparkline(&scope.Daily{From: day, Customers: make([]int, 400)}, nil); len(line) > sparkWidth {
		t.Errorf("%d wide", len(line))
	}
}

func TestScopeSaysWhatItCannotKnow(t *testing.T) {
	scopeFiles(t)
	code, out, errs := tocsinScope("-log", "a.jsonl", "-log", "b.dat", "-principal", "agent-1", "-principal", "agent-2", "-window", "estimated")
	if code != exitOK {
		t.Fatalf("%d: %s", code, errs)
	}
	for _, want := range []string{"cannot be excluded: at most ", "Assumes that", "agent-1 and agent-2: 0", "customers in the whole log 11, in the window 11, only outside it 0", "agent-1: none: "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
	if code, _, errs := tocsinScope("-log", "a.jsonl", "-principal", "x", "-window", "estimated", "-from", "2025-01-01"); code != exitUsage || !strings.Contains(errs, "leave out one") {
		t.Errorf("%d: %s", code, errs)
	}
}
