package incident

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

// noon is when the incidents of these tests open; the fraction must survive.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 123456789, time.UTC)

// because returns an incident that is to be opened for suspects.
func because(suspects ...string) Record {
	from := noon.Add(-48 * time.Hour)
	r := Record{
		OpenedAt: noon, OpenedBy: "arn:aws:iam::111122223333:user/ada", AwareAt: noon.Add(-time.Hour), Trigger: "person",
		Input: Input{AwareAt: noon.Add(-time.Hour), Suspects: &vault.Ref{Bucket: "people", Key: "k", SHA256: "00", Count: 1}, From: &from},
	}
	for _, s := range suspects {
		r.Causes = append(r.Causes, string(CauseOf("suspect", s)))
	}
	return r
}

func open(t *testing.T, s Store, r Record) Record {
	t.Helper()
	got, joined, err := s.Open(t.Context(), r)
	if err != nil || joined {
		t.Fatalf("opening: joined %v, %v; want a new incident", joined, err)
	}
	return got
}

func get(t *testing.T, s Store, id ID) Record {
	t.Helper()
	r, err := s.Get(t.Context(), id)
	if err != nil {
		t.Fatalf("reading %s: %v", id, err)
	}
	return r
}

// same compares records as a reader of their JSON sees them.
func same(t *testing.T, what string, got, want Record) {
	t.Helper()
	g, gotErr := json.Marshal(got)
	w, wantErr := json.Marshal(want)
	if gotErr != nil || wantErr != nil || string(g) != string(w) {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func TestOpenCreates(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		r := because("mallory", "trudy")
		got := open(t, s, r)
		r.ID, r.Status = NewID(Cause(r.Causes[0]), 1), "open"
		same(t, "what Open returns", got, r)
		same(t, "what Get returns after Open", get(t, s, r.ID), r)
		if err := got.ID.Check(); err != nil {
			t.Error(err)
		}
	})
}

func TestOpenJoinsTheOpenIncidentOfACommonCause(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		first := open(t, s, because("mallory", "trudy"))
		for _, suspects := range [][]string{{"mallory", "trudy"}, {"mallory"}, {"trudy"}, {"eve", "trudy"}} {
			later := because(suspects...)
			later.OpenedBy, later.OpenedAt = "somebody else", noon.Add(time.Hour)
			got, joined, err := s.Open(t.Context(), later)
			if err != nil || !joined {
				t.Fatalf("opening for %v: joined %v, %v; want the open incident of mallory and trudy", suspects, joined, err)
			}
			same(t, fmt.Sprintf("joined for %v", suspects), got, first)
		}
		same(t, "after others joined, since joining writes nothing", get(t, s, first.ID), first)
		// Joining as {eve, trudy} must not have bound eve.
		if other := open(t, s, because("eve")); other.ID == first.ID {
			t.Errorf("eve's incident is %s too; want another, since no open incident has eve as its cause", other.ID)
		}
	})
}

func TestOpenTwiceAtOnceCreatesOne(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		const triggers = 12
		ids, created := make([]ID, triggers), make([]bool, triggers)
		var group sync.WaitGroup
		for i := range triggers {
			group.Go(func() {
				// They share mallory, in different places and with different others.
				suspects := []string{"mallory", fmt.Sprint("other ", i%3)}
				if i%2 == 1 {
					suspects[0], suspects[1] = suspects[1], suspects[0]
				}
				r, joined, err := s.Open(context.WithoutCancel(t.Context()), because(suspects...))
				if err != nil {
					t.Errorf("trigger %d: %v; want that the loser of the race joins", i, err)
				}
				ids[i], created[i] = r.ID, !joined && err == nil
			})
		}
		group.Wait()
		n := 0
		for i := range ids {
			if created[i] {
				n++
			}
			if ids[i] != ids[0] {
				t.Errorf("trigger %d got %s, trigger 0 got %s: one cause must be one incident", i, ids[i], ids[0])
			}
		}
		list, err := s.List(t.Context())
		if n != 1 || err != nil || len(list) != 1 {
			t.Errorf("%d triggers created an incident, %d stand in the list (%v); want 1 and 1", n, len(list), err)
		}
	})
}

func TestCloseFreesTheCauses(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		first := open(t, s, because("mallory", "trudy"))
		at := noon.Add(72 * time.Hour).In(time.FixedZone("", 3600))
		for i := range 2 {
			if err := s.Close(t.Context(), first.ID, at.Add(time.Duration(i)*time.Hour)); err != nil {
				t.Fatalf("closing, time %d: %v; want no error, since a step may run again", i+1, err)
			}
		}
		closed := first
		closed.Status, closed.ClosedAt = "closed", at.UTC()
		same(t, "closed twice, which must keep the first time in UTC", get(t, s, first.ID), closed)

		second := open(t, s, because("mallory"))
		if want := NewID(Cause(first.Causes[0]), 2); second.ID != want {
			t.Errorf("the cause's next incident is %s, want %s", second.ID, want)
		}
		third := open(t, s, because("trudy")) // the first one's other cause is free, too
		if want := NewID(Cause(first.Causes[1]), 2); third.ID != want {
			t.Errorf("the other cause's next incident is %s, want %s", third.ID, want)
		}
		// A late repetition must not free what belongs to the next incident by now.
		if err := s.Close(t.Context(), first.ID, at); err != nil {
			t.Fatal(err)
		}
		if got, joined, err := s.Open(t.Context(), because("mallory")); err != nil || !joined || got.ID != second.ID {
			t.Errorf("after the first was closed once more, opening gave %s, joined %v, %v; want to join %s", got.ID, joined, err, second.ID)
		}
	})
}

func TestListIsNewestFirstWithoutPhases(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		if list, err := s.List(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("the empty list is %v, %v", list, err)
		}
		var ids []ID
		// The fraction of a second must not confuse the order, nor its absence.
		for i, after := range []time.Duration{time.Hour, 0, 500 * time.Millisecond, -noon.Sub(noon.Truncate(time.Second))} {
			r := because(fmt.Sprint("suspect ", i))
			r.OpenedAt = noon.Add(after)
			ids = append(ids, open(t, s, r).ID)
		}
		if err := s.SaveResult(t.Context(), ids[0], PhaseResult{Phase: PhaseOpen, Status: Done, At: noon}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(t.Context(), ids[1], noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		list, err := s.List(t.Context())
		if err != nil || len(list) != 4 {
			t.Fatalf("the list has %d incidents, %v; want 4, closed ones too", len(list), err)
		}
		for i, want := range []ID{ids[0], ids[2], ids[1], ids[3]} {
			if list[i].ID != want {
				t.Errorf("place %d has %s opened at %s, want %s: newest first", i, list[i].ID, list[i].OpenedAt, want)
			}
			if list[i].Phases != nil {
				t.Errorf("%s is listed with its phases", list[i].ID)
			}
		}
		if list[2].Status != "closed" || list[0].Status != "open" {
			t.Errorf("listed as %s and %s, want closed and open", list[2].Status, list[0].Status)
		}
	})
}

func TestWhatIsNotThereIsUnknown(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		ctx, id := t.Context(), ID("inc-000000000000-1")
		calls := map[string]func() error{
			"Get":        func() error { _, err := s.Get(ctx, id); return err },
			"Started":    func() error { return s.Started(ctx, id, 1, "x") },
			"Stopped":    func() error { return s.Stopped(ctx, id, "Held") },
			"SaveResult": func() error { return s.SaveResult(ctx, id, PhaseResult{Phase: PhaseOpen, Status: Done}) },
			"Close":      func() error { return s.Close(ctx, id, noon) },
			"Question":   func() error { _, err := s.Question(ctx, id, AskSuspect); return err },
			"Answer":     func() error { _, err := s.Answer(ctx, id, Question{Kind: AskSuspect, Answered: noon}); return err },
		}
		for name, call := range calls {
			if err := call(); !errors.Is(err, ErrUnknown) {
				t.Errorf("%s: %v; want ErrUnknown", name, err)
			}
			if _, err := s.Get(ctx, id); !errors.Is(err, ErrUnknown) {
				t.Fatalf("%s left a piece of an incident behind: Get says %v, want ErrUnknown", name, err)
			}
		}
	})
}
