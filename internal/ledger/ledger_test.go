package ledger

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestStory(t *testing.T) {
	l, objects, _ := newLog()
	n := story(t, l)
	checkLog(t, l, objects, int64(n), alpha, beta)
	wantPhases(t, l, alpha, "open done", "detect done", "revoke done", "scope done", "report done")
}

// Every object that the ledger writes, by its key.
func TestObjectKeys(t *testing.T) {
	l, objects, _ := newLog()
	for _, phase := range []string{incident.PhaseOpen, incident.PhaseDetect} {
		if _, err := l.Append(t.Context(), draft(alpha, phase)); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, k := range objects.Keys() {
		if strings.HasPrefix(k, "ledger/commit/") {
			k = k[:len("ledger/commit/000000000001-")] + "<root>.json"
		}
		got = append(got, k)
	}
	want := []string{
		"ledger/checkpoint/000000000001", "ledger/checkpoint/000000000002",
		"ledger/commit/000000000001-<root>.json", "ledger/commit/000000000002-<root>.json",
		"ledger/entry/000000000000.json", "ledger/entry/000000000001.json",
		"ledger/tile/8/0/000.p/1", "ledger/tile/8/0/000.p/2",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("keys\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A full tile holds 256 hashes: the tree grows a second level there.
func TestGrowsOverFullTiles(t *testing.T) {
	l, objects, _ := newLog()
	const size = 515
	for i := range size {
		d := draft(alpha, incident.PhaseOpen)
		d.Execution += strings.Repeat("i", i)
		if got, err := l.Append(t.Context(), d); err != nil || got != int64(i) {
			t.Fatalf("entry %d got %d (%v)", i, got, err)
		}
	}
	checkLogSince(t, l, objects, 200, size, alpha)
	for _, key := range []string{"ledger/tile/8/0/000", "ledger/tile/8/0/001", "ledger/tile/8/0/002.p/3", "ledger/tile/8/1/000.p/1", "ledger/tile/8/1/000.p/2"} {
		if _, err := objects.Read(t.Context(), key); err != nil {
			t.Error(err)
		}
	}
}

func TestClockSetBack(t *testing.T) {
	l, objects, _ := newLog()
	story(t, l)
	l.Now = func() time.Time { return monday.Add(-48 * time.Hour) }
	if _, err := l.Append(t.Context(), draft(alpha, incident.PhaseClose)); err != nil {
		t.Fatal(err)
	}
	checkLog(t, l, objects, 11, alpha, beta)
	e, _, err := l.entry(t.Context(), mustTree(t, l), 10, l.tiles(t.Context()))
	if err != nil || e.At != monday.Add(10*time.Second) {
		t.Fatalf("dated %s (%v), want the time of the ledger's last entry", e.At, err)
	}
}

func TestConcurrentAppends(t *testing.T) {
	l, objects, _ := newLog()
	var look sync.Mutex
	c := &clock{monday}
	l.Now = func() time.Time { look.Lock(); defer look.Unlock(); return c.look() }
	l.Wait = nil // the real waiting, milliseconds here
	const writers, each = 6, 5
	numbers := make(chan int64, writers*each)
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			id := []incident.ID{alpha, beta}[w%2]
			for i := range each {
				d := draft(id, incident.Phases[i])
				d.Execution += strings.Repeat("w", w)
				n, err := l.Append(t.Context(), d)
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
				numbers <- n
			}
		})
	}
	group.Wait()
	close(numbers)
	var got []int64
	for n := range numbers {
		got = append(got, n)
	}
	slices.Sort(got)
	for i, n := range got {
		if n != int64(i) {
			t.Fatalf("numbers %v: %d is missing or doubled", got, i)
		}
	}
	checkLog(t, l, objects, writers*each, alpha, beta)
}

// losing Heads let somebody else win every time.
type losing struct{ Heads }

func (losing) Swap(context.Context, Head, Head, incident.ID, Index) error { return ErrConflict }

func TestGivesUpAfterBoundedTries(t *testing.T) {
	l, _, heads := newLog()
	l.Heads = losing{heads}
	tries := 0
	l.Wait = func(context.Context, int) error { tries++; return nil }
	_, err := l.Append(t.Context(), draft(alpha, incident.PhaseOpen))
	if task.Name(err) != task.Temporary || !errors.Is(err, ErrConflict) || tries != maxAttempts-1 {
		t.Fatalf("after %d waits: %v, named %s", tries, err, task.Name(err))
	}
	l.Wait = nil
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = l.Append(ctx, draft(alpha, incident.PhaseOpen)); task.Name(err) != task.Temporary {
		t.Fatalf("cancelled: %v, named %s", err, task.Name(err))
	}
}
