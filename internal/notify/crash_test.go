package notify

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A mortal dies at its at-th outside call, before it is made or after.
type mortal struct {
	calls, at int
	after     bool
}

type death struct{}

func (m *mortal) call(f func()) {
	m.calls++
	if m.calls == m.at && !m.after {
		panic(death{})
	}
	f()
	if m.calls == m.at {
		panic(death{})
	}
}

// lives runs f and reports whether it ended by itself.
func lives(f func()) (ended bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(death); !ok {
				panic(r)
			}
		}
	}()
	f()
	return true
}

type mortalLedger struct {
	Ledger
	Pace
	m *mortal
}

func (l mortalLedger) Pin(ctx context.Context, id incident.ID, n int, sum string) (err error) {
	l.m.call(func() { err = l.Ledger.Pin(ctx, id, n, sum) })
	return err
}

func (l mortalLedger) Rows(ctx context.Context, id incident.ID, first, last int) (rows []Row, err error) {
	l.m.call(func() { rows, err = l.Ledger.Rows(ctx, id, first, last) })
	return rows, err
}

func (l mortalLedger) Swap(ctx context.Context, id incident.ID, rows []Row) (swapped []int, err error) {
	l.m.call(func() { swapped, err = l.Ledger.Swap(ctx, id, rows) })
	return swapped, err
}

func (l mortalLedger) Reserve(ctx context.Context, cost time.Duration, now, latest time.Time) (at time.Time, err error) {
	l.m.call(func() { at, err = l.Pace.Reserve(ctx, cost, now, latest) })
	return at, err
}

type mortalPost struct {
	Mailer
	m *mortal
}

func (p mortalPost) Send(ctx context.Context, m Mailing) (out []Outcome) {
	p.m.call(func() { out = p.Mailer.Send(ctx, m) })
	return out
}

type mortalStore struct {
	vault.Store
	m *mortal
}

func (s mortalStore) Put(ctx context.Context, key string, body []byte, count int) (ref vault.Ref, err error) {
	s.m.call(func() { ref, err = s.Store.Put(ctx, key, body, count) })
	return ref, err
}

// Two deaths, at every pair of outside calls, under every reaction of the mail
// service's events: at once, or only after the death. The kill test does the same
// to a real process once; this one does it twice in a row.
func TestTwoDeathsLoseNobodyAndDoubleNobody(t *testing.T) {
	const letters = 7
	runs := 0
	for _, early := range []bool{true, false} {
		for first := 1; ; first++ {
			ended := false
			for _, after := range []bool{false, true} {
				for second := 1; ; second++ {
					runs++
					name := fmt.Sprintf("events early %v, died at %d (after: %v), then at %d", early, first, after, second)
					a, b := dieTwice(t, name, letters, early, &mortal{at: first, after: after}, &mortal{at: second, after: second%2 == 0})
					ended = ended || a
					if a || b {
						break // there are no more calls to die at
					}
				}
			}
			if ended {
				break
			}
		}
	}
	t.Logf("%d runs of %d letters with up to two deaths: each letter once", runs, letters)
}

// dieTwice sends under each of two mortals and then for good, and reports which of them lived.
func dieTwice(t *testing.T, name string, letters int, early bool, mortals ...*mortal) (first, second bool) {
	t.Helper()
	f := newFixture(t, people(letters, "en", "de"))
	f.n.BatchSize, f.n.Policy.Resend = 3, true
	heard := 0
	hearAll := func() {
		for ; heard < len(f.post.out); heard++ {
			p := f.post.out[heard]
			f.hear(t, Notice{N: p.N, MessageID: p.MessageID})
		}
	}
	if early {
		f.n.Mailer = hastyPost{f.post, hearAll}
	}
	whole := *f.n
	var lived []bool
	for _, m := range append(mortals, &mortal{}) {
		*f.n = whole
		f.n.Ledger = mortalLedger{whole.Ledger, whole.Pace, m}
		f.n.Pace = mortalLedger{whole.Ledger, whole.Pace, m}
		f.n.Mailer = mortalPost{whole.Mailer, m}
		f.n.People = mortalStore{whole.People, m}
		lived = append(lived, lives(func() {
			f.send(t, 0)
			f.settle(t)
		}))
		*f.n = whole
		hearAll()
		f.clock.at = f.clock.at.Add(time.Hour)
	}
	for range 2 { // the first gives up the dead, the second sends what is back
		f.settle(t)
		f.send(t, 0)
		f.clock.at = f.clock.at.Add(time.Hour)
	}
	out := f.settle(t)
	if out.Sent != letters || !out.Settled || out.Doubled != 0 {
		t.Fatalf("%s: %+v", name, out)
	}
	for n := 1; n <= letters; n++ {
		if f.post.letters()[n] != 1 {
			t.Fatalf("%s: recipient %d has %d letters", name, n, f.post.letters()[n])
		}
	}
	return lived[0], lived[1]
}

// hastyPost reports its events before it answers.
type hastyPost struct {
	*postOffice
	hear func()
}

func (h hastyPost) Send(ctx context.Context, m Mailing) []Outcome {
	out := h.postOffice.Send(ctx, m)
	h.hear()
	return out
}
