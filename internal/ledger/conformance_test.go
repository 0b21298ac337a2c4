package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

func TestMemoryStores(t *testing.T) {
	testObjects(t, &MemoryObjects{})
	testHeads(t, &MemoryHeads{})
}

func TestKeySigner(t *testing.T) { testSigner(t, testKey) }

// testObjects is what every Objects must do, on an empty store.
func testObjects(t *testing.T, o Objects) {
	ctx := t.Context()
	if _, err := o.Read(ctx, "ledger/none"); !errors.Is(err, ErrMissing) {
		t.Errorf("reading nothing: %v", err)
	}
	body := []byte("first\x00\n")
	if err := o.Create(ctx, "ledger/a", body); err != nil {
		t.Fatal(err)
	}
	body[0] = 'X' // the store keeps its own
	for _, again := range []string{"first\x00\n", "second"} {
		if err := o.Create(ctx, "ledger/a", []byte(again)); !errors.Is(err, ErrExists) {
			t.Errorf("creating %q over it: %v", again, err)
		}
	}
	if got, err := o.Read(ctx, "ledger/a"); err != nil || string(got) != "first\x00\n" {
		t.Errorf("read %q (%v)", got, err)
	}
	if err := o.Create(ctx, "ledger/a/b", nil); err != nil {
		t.Errorf("creating an empty object: %v", err)
	}
	if got, err := o.Read(ctx, "ledger/a/b"); err != nil || len(got) != 0 {
		t.Errorf("read %q (%v)", got, err)
	}
	var won atomic.Int32
	var group sync.WaitGroup
	for w := range 5 {
		group.Go(func() {
			switch err := o.Create(ctx, "ledger/race", bytes.Repeat([]byte{byte('0' + w)}, 1000)); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, ErrExists):
				t.Errorf("writer %d: %v", w, err)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of 5 writers created the same key", won.Load())
	}
}

// testHeads is what every Heads must do, on an empty store.
func testHeads(t *testing.T, h Heads) {
	ctx := t.Context()
	at := func(size int64, salt string) Head {
		root := tlog.RecordHash(fmt.Append(nil, size, salt))
		return Head{Size: size, Root: root, Checkpoint: fmt.Sprintf("checkpoint %d\n\n— %s\n", size, salt), Commit: "ledger/commit/" + salt}
	}
	index := func(numbers ...int64) Index {
		return Index{Numbers: numbers, Drafts: map[string]int64{"draft": numbers[0]}}
	}
	expect := func(want Head) {
		t.Helper()
		if got, err := h.Head(ctx); err != nil || got != want {
			t.Fatalf("head %+v (%v), want %+v", got, err, want)
		}
	}
	expect(Head{})
	if got, err := h.Index(ctx, alpha); err != nil || len(got.Numbers) != 0 || len(got.Drafts) != 0 {
		t.Fatalf("empty index %+v (%v)", got, err)
	}
	one, two, fork := at(1, "a"), at(2, "b"), at(2, "fork")
	if err := h.Swap(ctx, one, two, alpha, index(1)); !errors.Is(err, ErrConflict) {
		t.Fatalf("swap of a head that is not there: %v", err)
	}
	if err := h.Swap(ctx, Head{}, one, alpha, index(0)); err != nil {
		t.Fatal(err)
	}
	if err := h.Swap(ctx, Head{}, at(1, "late"), beta, index(0)); !errors.Is(err, ErrConflict) {
		t.Fatalf("second beginning: %v", err)
	}
	if err := h.Swap(ctx, one, two, beta, index(1)); err != nil {
		t.Fatal(err)
	}
	otherRoot := one
	otherRoot.Size = 2
	for name, old := range map[string]Head{"older": one, "same size, other root": otherRoot} {
		if err := h.Swap(ctx, old, fork, alpha, index(0, 7)); !errors.Is(err, ErrConflict) {
			t.Fatalf("swap from %s: %v", name, err)
		}
	}
	expect(two)
	// A refused swap leaves no index behind.
	for id, want := range map[incident.ID]int64{alpha: 0, beta: 1} {
		got, err := h.Index(ctx, id)
		if err != nil || !slices.Equal(got.Numbers, []int64{want}) || got.Drafts["draft"] != want {
			t.Fatalf("index of %s: %+v (%v)", id, got, err)
		}
	}
	testSwapRace(ctx, t, h, two)
}

func testSwapRace(ctx context.Context, t *testing.T, h Heads, old Head) {
	var won atomic.Int32
	var group sync.WaitGroup
	for w := range 5 {
		group.Go(func() {
			next := Head{Size: old.Size + 1, Root: tlog.RecordHash([]byte{byte(w)}), Checkpoint: "c", Commit: "k"}
			switch err := h.Swap(ctx, old, next, alpha, Index{Numbers: []int64{int64(w)}}); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, ErrConflict):
				t.Errorf("writer %d: %v", w, err)
			}
		})
	}
	group.Wait()
	head, err := h.Head(ctx)
	if err != nil || won.Load() != 1 {
		t.Fatalf("%d of 5 writers moved the head (%v)", won.Load(), err)
	}
	index, err := h.Index(ctx, alpha)
	if err != nil || head.Root != tlog.RecordHash([]byte{byte(index.Numbers[0])}) {
		t.Fatalf("head and index are not the same writer's: %+v (%v)", index, err)
	}
}

// testSigner is what every Signer must do.
func testSigner(t *testing.T, s Signer) {
	key, err := s.PublicKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.PublicKey(t.Context())
	if err != nil || !again.Equal(key) {
		t.Fatalf("second look at the key: %v (%v)", again, err)
	}
	signed, err := signCheckpoint(t.Context(), s, "origin", someTree)
	if err != nil {
		t.Fatal(err)
	}
	if _, tree, err := openCheckpoint(signed, key); err != nil || tree != someTree {
		t.Fatalf("opened %v (%v)", tree, err)
	}
}
