package ledger

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

var errLost = errors.New("the answer was lost")

// A fault makes one external call fail, either before anything happened or
// after everything did.
type fault struct {
	at    int // fails the call with this number, from 1; 0 none
	after bool
	calls []string
}

func (f *fault) call(name string, do func() error) error {
	f.calls = append(f.calls, name)
	if len(f.calls) != f.at {
		return do()
	}
	if f.after {
		_ = do() // it happened, and nobody hears of it
	}
	return errLost
}

type faultyObjects struct {
	Objects
	*fault
}

func (o faultyObjects) Create(ctx context.Context, key string, body []byte) error {
	return o.call("create "+key, func() error { return o.Objects.Create(ctx, key, body) })
}

func (o faultyObjects) Read(ctx context.Context, key string) (body []byte, err error) {
	err = o.call("read "+key, func() error { body, err = o.Objects.Read(ctx, key); return err })
	return body, err
}

type faultyHeads struct {
	Heads
	*fault
}

func (h faultyHeads) Head(ctx context.Context) (head Head, err error) {
	err = h.call("head", func() error { head, err = h.Heads.Head(ctx); return err })
	return head, err
}

func (h faultyHeads) Index(ctx context.Context, id incident.ID) (index Index, err error) {
	err = h.call("index", func() error { index, err = h.Heads.Index(ctx, id); return err })
	return index, err
}

func (h faultyHeads) Swap(ctx context.Context, old, next Head, id incident.ID, index Index) error {
	return h.call("swap", func() error { return h.Heads.Swap(ctx, old, next, id, index) })
}

type faultySigner struct {
	Signer
	*fault
}

func (s faultySigner) PublicKey(ctx context.Context) (key *ecdsa.PublicKey, err error) {
	err = s.call("public key", func() error { key, err = s.Signer.PublicKey(ctx); return err })
	return key, err
}

func (s faultySigner) Sign(ctx context.Context, message []byte) (signature []byte, err error) {
	err = s.call("sign", func() error { signature, err = s.Signer.Sign(ctx, message); return err })
	return signature, err
}

func (f *fault) in(l *Log) *Log {
	broken := *l
	broken.Objects, broken.Heads, broken.Signer = faultyObjects{l.Objects, f}, faultyHeads{l.Heads, f}, faultySigner{l.Signer, f}
	return &broken
}

// The process dies at every external call, before it took effect and after;
// then either the same append is tried again or another writer comes first.
// 255 entries stand before, so that the append also completes a tile.
func TestCrashAtEveryCall(t *testing.T) {
	for _, before := range []int{0, 3, 255} {
		for _, after := range []bool{false, true} {
			for _, other := range []bool{false, true} {
				crashAtEveryCall(t, before, after, other)
			}
		}
	}
}

func crashAtEveryCall(t *testing.T, before int, after, otherFirst bool) {
	t.Helper()
	base, baseObjects, baseHeads := newLog()
	for i := range before {
		d := draft(beta, incident.PhaseOpen)
		d.Execution += strings.Repeat("b", i)
		if _, err := base.Append(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	for at := 1; ; at++ {
		l, objects, heads := newLog()
		l.Now = base.Now
		objects.objects = maps.Clone(baseObjects.objects)
		heads.head, heads.indexes = baseHeads.head, maps.Clone(baseHeads.indexes)
		f := &fault{at: at, after: after}
		_, err := f.in(l).Append(t.Context(), draft(alpha, incident.PhaseOpen))
		if len(f.calls) < at {
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d entries before, fault after effect %v, other writer first %v: %d calls, each failed once", before, after, otherFirst, at-1)
			return
		}
		name := fmt.Sprintf("%d entries before, call %d (%s) failing, after=%v", before, at, f.calls[at-1], after)
		if !errors.Is(err, errLost) {
			t.Fatalf("%s: append says %v", name, err)
		}
		size := int64(before + 1)
		if otherFirst {
			if _, err := l.Append(t.Context(), draft(beta, incident.PhaseClose)); err != nil {
				t.Fatalf("%s: other writer: %v", name, err)
			}
			size++
		}
		if _, err := l.Append(t.Context(), draft(alpha, incident.PhaseOpen)); err != nil {
			t.Fatalf("%s: second append: %v", name, err)
		}
		ids := []incident.ID{alpha}
		if size > 1 && before < 255 { // the proof of so many entries is slow, and the same each time
			ids = append(ids, beta)
		}
		if before == 255 && f.calls[at-1] != "swap" && !strings.HasPrefix(f.calls[at-1], "create") {
			continue // nothing was written there: the small ledgers have checked the rest
		}
		checkLogSince(t, l, objects, max(1, int64(before)-2), size, ids...)
		wantPhases(t, l, alpha, "open done")
	}
}

// A writer that is stopped between swap and publication does no harm when it
// comes back after others went on.
func TestSlowWriterPublishesLate(t *testing.T) {
	l, objects, _ := newLog()
	story(t, l)
	slow := *l
	slow.Objects = &paused{Objects: objects, key: checkpointKey(11), meanwhile: func() {
		for _, phase := range []string{incident.PhaseClose, incident.PhaseNotify} {
			if _, err := l.Append(t.Context(), draft(beta, phase)); err != nil {
				t.Fatal(err)
			}
		}
	}}
	if n, err := slow.Append(t.Context(), draft(alpha, incident.PhaseClose)); err != nil || n != 10 {
		t.Fatalf("slow writer got %d (%v)", n, err)
	}
	checkLog(t, l, objects, 13, alpha, beta)
}

// paused Objects run meanwhile once, just before key is created.
type paused struct {
	Objects
	key       string
	meanwhile func()
}

func (p *paused) Create(ctx context.Context, key string, body []byte) error {
	if key == p.key && p.meanwhile != nil {
		do := p.meanwhile
		p.meanwhile = nil
		do()
	}
	return p.Objects.Create(ctx, key, body)
}
