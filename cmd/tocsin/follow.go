package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// A follower prints phases once each, as they end, and a live line between.
type follower struct {
	out  io.Writer
	live bool
	seen map[string]time.Time
	line bool // a live line stands on the screen
}

func (f *follower) update(v status.View, now time.Time) {
	if len(f.seen) == 0 {
		showDrill(f.out, v.Drill)
	}
	var fresh []incident.PhaseResult
	for _, p := range v.Phases {
		if at, ok := f.seen[p.Phase]; !ok || !at.Equal(p.At) {
			fresh = append(fresh, p)
		}
	}
	slices.SortFunc(fresh, func(a, b incident.PhaseResult) int { return a.At.Compare(b.At) })
	for _, p := range fresh {
		f.seen[p.Phase] = p.At
		f.clear()
		fmt.Fprintln(f.out, phaseLine(v.Record, p))
	}
	if !f.live || v.State.Status != "RUNNING" {
		return
	}
	f.clear()
	fmt.Fprintf(f.out, "  … %s", now.Sub(v.OpenedAt).Truncate(time.Second))
	if v.State.Total > 0 {
		fmt.Fprintf(f.out, "   %s %d of %d", v.State.Map, v.State.Done, v.State.Total)
	}
	f.line = true
}

// clear takes the live line away.
func (f *follower) clear() {
	if f.line {
		fmt.Fprint(f.out, "\r\x1b[K")
		f.line = false
	}
}
