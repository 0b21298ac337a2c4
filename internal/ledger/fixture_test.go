package ledger

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

const (
	alpha = incident.ID("inc-0123456789ab-1")
	beta  = incident.ID("inc-ba9876543210-2")
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// testKey is the same in every process, so that fuzzing workers share it.
var testKey = func() KeySigner {
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), bytes.Repeat([]byte{7}, 32))
	if err != nil {
		panic(err)
	}
	return KeySigner{key}
}()

// clock goes on by a second at every look.
type clock struct{ now time.Time }

func (c *clock) look() time.Time {
	c.now = c.now.Add(time.Second)
	return c.now
}

func newLog() (*Log, *MemoryObjects, *MemoryHeads) {
	objects, heads := &MemoryObjects{}, &MemoryHeads{}
	c := &clock{monday}
	return &Log{
		Objects: objects, Heads: heads, Signer: testKey, Origin: Origin("evidence"), Now: c.look,
		Wait: func(ctx context.Context, _ int) error { return ctx.Err() },
	}, objects, heads
}

func draft(id incident.ID, phase string) Draft {
	return Draft{
		Incident: id, Phase: phase, Status: incident.Done,
		Execution: "arn:aws:states:eu-central-1:123456789012:execution:breach:" + string(id) + "-r1",
		Result:    json.RawMessage(fmt.Sprintf(`{"phase": %q, "count": 7}`, phase)),
	}
}

// story appends two incidents' phases, interleaved, and returns how many.
func story(t *testing.T, l *Log) int {
	t.Helper()
	n := 0
	for _, phase := range []string{incident.PhaseOpen, incident.PhaseDetect, incident.PhaseRevoke, incident.PhaseScope, incident.PhaseReport} {
		for _, id := range []incident.ID{alpha, beta} {
			got, err := l.Append(t.Context(), draft(id, phase))
			if err != nil {
				t.Fatal(err)
			}
			if got != int64(n) {
				t.Fatalf("entry of %s %s got number %d, want %d", id, phase, got, n)
			}
			n++
		}
	}
	return n
}

// checkLog is what must hold of a ledger at any time, whatever failed before:
// every tree from 1 to size was signed once and continues the one before it,
// and every incident's entries are whole, in order and proven.
func checkLog(t *testing.T, l *Log, objects Objects, size int64, ids ...incident.ID) {
	t.Helper()
	checkLogSince(t, l, objects, 1, size, ids...)
}

// checkLogSince leaves out the trees smaller than since, and may be given only
// some of the incidents.
func checkLogSince(t *testing.T, l *Log, objects Objects, since, size int64, ids ...incident.ID) {
	t.Helper()
	ctx := t.Context()
	if head, err := l.head(ctx); err != nil || head.Size != size { // publishes what a crash left
		t.Fatalf("head: %d entries, want %d (%v)", head.Size, size, err)
	}
	var trees []tlog.Tree
	for n := since; n <= size; n++ {
		body, err := objects.Read(ctx, checkpointKey(n))
		if err != nil {
			t.Fatal(err)
		}
		_, tree, err := openCheckpoint(string(body), &testKey.Key.PublicKey)
		if err != nil || tree.N != n {
			t.Fatalf("checkpoint %d is of %d entries (%v)", n, tree.N, err)
		}
		trees = append(trees, tree)
	}
	if _, err := objects.Read(ctx, checkpointKey(size+1)); !errors.Is(err, ErrMissing) {
		t.Fatalf("a checkpoint of %d entries is there too (%v)", size+1, err)
	}
	for i := 1; i < len(trees); i++ {
		old, tree := trees[i-1], trees[i]
		proof, err := tlog.ProveTree(tree.N, old.N, hashes(tree, l.tiles(ctx)))
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			t.Fatalf("tree of %d does not continue tree of %d: %v", tree.N, old.N, err)
		}
	}
	entries := 0
	for _, id := range ids {
		bundle, err := l.Prove(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Verify(bundle, &testKey.Key.PublicKey)
		if err != nil {
			t.Fatal(err)
		}
		entries += len(p.Entries)
	}
	if since == 1 && int64(entries) != size {
		t.Fatalf("the incidents have %d entries together, the ledger %d", entries, size)
	}
}

func phases(t *testing.T, l *Log, id incident.ID) []string {
	t.Helper()
	bundle, err := l.Prove(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Verify(bundle, &testKey.Key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, pe := range p.Entries {
		e, err := pe.Entry()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, e.Phase+" "+e.Status)
	}
	return names
}

func wantPhases(t *testing.T, l *Log, id incident.ID, want ...string) {
	t.Helper()
	if got := phases(t, l, id); !slices.Equal(got, want) {
		t.Fatalf("%s has %q, want %q", id, got, want)
	}
}

func mustTree(t *testing.T, l *Log) tlog.Tree {
	t.Helper()
	head, err := l.head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return tlog.Tree{N: head.Size, Hash: head.Root}
}
