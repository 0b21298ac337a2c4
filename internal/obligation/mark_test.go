package obligation

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// One suite for both stores of marks.
func keepsMarks(t *testing.T, m Marks) {
	t.Helper()
	other := incident.ID("inc-3f9a2c81d0e4-10")
	noted := func(id incident.ID, mark string) bool {
		t.Helper()
		ok, err := m.Noted(t.Context(), id, mark)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if noted(testIncident, "m1") {
		t.Error("a mark was noted before anybody did")
	}
	for range 2 {
		if err := m.Note(t.Context(), testIncident, "m1"); err != nil {
			t.Fatal(err)
		}
	}
	if !noted(testIncident, "m1") || noted(testIncident, "m2") || noted(other, "m1") {
		t.Error("want m1 of this incident noted, and nothing else")
	}
}

func TestMemoryMarks(t *testing.T) { keepsMarks(t, &MemoryMarks{}) }

// brokenMarks takes nothing, or says nothing.
type brokenMarks struct {
	MemoryMarks
	noted, note error
}

func (b *brokenMarks) Noted(ctx context.Context, id incident.ID, mark string) (bool, error) {
	if b.noted != nil {
		return false, b.noted
	}
	return b.MemoryMarks.Noted(ctx, id, mark)
}

func (b *brokenMarks) Note(ctx context.Context, id incident.ID, mark string) error {
	if b.note != nil {
		return b.note
	}
	return b.MemoryMarks.Note(ctx, id, mark)
}

func TestASecondDeliverySendsNothing(t *testing.T) {
	base := Reminder{Incident: testIncident, Obligation: "EU-GDPR-33", DueAt: "2026-06-04T14:00:00+02:00", Kind: KindOverdue, At: "2026-06-05T12:00:00Z"}
	later, moved, unmarked, raw := base, base, base, base
	later.At = "2026-06-06T12:00:00Z"
	moved.DueAt = "2026-06-03T14:00:00+02:00"
	unmarked.At, raw.At = "", scheduledTime
	marks, in := &brokenMarks{}, &inbox{}
	r := Reminding{Alerts: in, Marks: marks, Now: func() time.Time { return awareness }}
	deliver := func(m Reminder) error {
		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Event(t.Context(), body)
		return err
	}
	for _, c := range []struct {
		what string
		r    Reminder
		sent int // messages so far
	}{
		{"the first delivery", base, 1}, {"the second", base, 1}, {"the next day's", later, 2}, {"the same day with another due time", moved, 3}, {"the next day's again", later, 3},
		{"one that says no time", unmarked, 4}, {"the same", unmarked, 5}, {"one whose time the service did not fill in", raw, 6}, {"the same", raw, 7},
	} {
		if err := deliver(c.r); err != nil || len(in.subjects) != c.sent {
			t.Errorf("%s: %d messages so far, want %d: %v", c.what, len(in.subjects), c.sent, err)
		}
	}
	// A table that fails may double a message, and never loses one.
	marks.noted, marks.note = errors.New("table is gone"), errors.New("table is gone")
	if err := deliver(base); !errors.Is(err, marks.note) || len(in.subjects) != 8 {
		t.Errorf("without the table: %d messages, want one more; %v, want the table's error", len(in.subjects), err)
	}
	// A message that was not sent is not noted as sent.
	marks.noted, marks.note, in.err = nil, nil, errors.New("topic is gone")
	base.At = "2026-06-07T12:00:00Z"
	if err := deliver(base); !errors.Is(err, in.err) {
		t.Errorf("a topic that is gone: %v", err)
	}
	in.err = nil
	if err := deliver(base); err != nil || len(in.subjects) != 10 {
		t.Errorf("after the topic came back: %d messages, want 10: %v", len(in.subjects), err)
	}
}
