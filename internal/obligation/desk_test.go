package obligation

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/task"
)

const officer = "arn:aws:sts::111122223333:assumed-role/officer/ola"

// memoryLedger keeps drafts; the same one twice is one entry.
type memoryLedger struct{ drafts []ledger.Draft }

func (m *memoryLedger) Append(_ context.Context, d ledger.Draft) (int64, error) {
	i := slices.IndexFunc(m.drafts, func(e ledger.Draft) bool { return e.Phase == d.Phase && string(e.Result) == string(d.Result) })
	if i < 0 {
		i, m.drafts = len(m.drafts), append(m.drafts, d)
	}
	return int64(i), nil
}

type office struct {
	*Desk
	scheduler *MemoryScheduler
	incidents *incident.Memory
	ledger    *memoryLedger
	id        incident.ID
}

// newOffice has an incident whose duties are assessed: one customer in Germany.
func newOffice(t testing.TB) office {
	t.Helper()
	w, incidents, entries := newWorld(t), &incident.Memory{}, &memoryLedger{}
	w.Company.Sector = SectorList{}
	record, _, err := incidents.Open(t.Context(), incident.Record{Causes: []string{string(incident.CauseOf("suspect", "x"))}, AwareAt: awareness})
	if err != nil {
		t.Fatal(err)
	}
	o := office{&Desk{Phase: w.Phase, Incidents: incidents, Ledger: entries}, w.scheduler, incidents, entries, record.ID}
	if _, err := o.Desk.Start(t.Context(), StartRequest{o.id, aware}); err != nil {
		t.Fatal(err)
	}
	in := AssessRequest{Incident: o.id, AwareAt: aware, Affected: 1, ByCountry: map[string]int{"DE": 1}, Fields: []string{"name", "email"}}
	if _, err := o.Desk.Assess(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o office) request(t testing.TB, body any) task.Request {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return task.Request{Caller: officer, Params: map[string]string{"id": string(o.id)}, Body: text}
}

func (o office) file(t testing.TB, duty, at string) (Noted, error) {
	t.Helper()
	out, err := o.File(t.Context(), o.request(t, FileRequest{duty, at, "B-17"}))
	if err != nil {
		return Noted{}, err
	}
	return out.(Noted), nil
}

func (o office) judge(t testing.TB, fact, value string) (Noted, error) {
	t.Helper()
	out, err := o.Judge(t.Context(), o.request(t, JudgeRequest{fact, value, "the data are few and old"}))
	if err != nil {
		return Noted{}, err
	}
	return out.(Noted), nil
}

// remindedOf says whether a schedule stands for the duty.
func (o office) remindedOf(duty string) bool {
	for _, s := range o.scheduler.schedules {
		if s.Input.Obligation == duty || slices.Contains(s.Input.Duties, duty) {
			return true
		}
	}
	return false
}

func TestFilingStopsTheRemindersAndStays(t *testing.T) {
	o := newOffice(t)
	if !o.remindedOf("EU-GDPR-33") {
		t.Fatal("nobody is reminded of Article 33")
	}
	out, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:30:00Z")
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Changes) != 1 || out.Changes[0].What != ChangeFiled || o.remindedOf("EU-GDPR-33") || slices.Contains(out.Owed, "EU-GDPR-33") {
		t.Errorf("filed: %+v, still reminded: %v", out, o.remindedOf("EU-GDPR-33"))
	}
	if d := o.ledger.drafts[0]; d.Phase != incident.ActFile || !strings.Contains(string(d.Result), officer) || !strings.Contains(string(d.Result), "B-17") {
		t.Errorf("the ledger does not say who filed what: %+v", d)
	}
	again, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:30:00Z")
	if err != nil || again.Entry != out.Entry || len(o.ledger.drafts) != 1 {
		t.Errorf("the same said again: %+v, %v, %d entries", again, err, len(o.ledger.drafts))
	}
	var refused *task.StatusError
	if _, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:40:00Z"); !errors.As(err, &refused) || refused.Status != 409 {
		t.Errorf("another time for the same filing: %v", err)
	}
	// The count grows and a start runs again: what was filed stays filed.
	in := AssessRequest{Incident: o.id, AwareAt: aware, Affected: 2, ByCountry: map[string]int{"DE": 1, "GB": 1}, Fields: []string{"name", "email"}}
	if _, err := o.Desk.Assess(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Start(t.Context(), StartRequest{o.id, aware}); err != nil {
		t.Fatal(err)
	}
	if o.remindedOf("EU-GDPR-33") || !o.remindedOf("UK-GDPR-33") {
		t.Errorf("after a new count: Germany reminded %v, the United Kingdom %v", o.remindedOf("EU-GDPR-33"), o.remindedOf("UK-GDPR-33"))
	}
}

// What is said after the seal is proven; while that fails, it is not said to be done.
func TestSaidAfterTheSealIsProven(t *testing.T) {
	o := newOffice(t)
	renewed, broken := 0, errors.New("the key is gone")
	o.Renew = func(_ context.Context, id incident.ID) error {
		if id != o.id || len(o.ledger.drafts) == 0 {
			t.Errorf("the proof of %s is renewed with %d entries, want %s after its entry", id, len(o.ledger.drafts), o.id)
		}
		renewed++
		return broken
	}
	if _, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:30:00Z"); !errors.Is(err, broken) {
		t.Errorf("a proof that was not renewed: %v", err)
	}
	broken = nil
	if _, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:30:00Z"); err != nil || renewed != 2 || len(o.ledger.drafts) != 1 {
		t.Errorf("said again: %v, renewed %d times, %d entries; want one entry, proven", err, renewed, len(o.ledger.drafts))
	}
}

// A corrected hour moves the reminders and leaves none for the old one.
func TestJudgingMovesTheReminders(t *testing.T) {
	o := newOffice(t)
	before := map[string]bool{}
	for name := range o.scheduler.schedules {
		before[name] = true
	}
	out, err := o.judge(t, "aware_at", "2026-06-01T10:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(out.Changes, func(c Change) bool { return c.ID == "EU-GDPR-33" && c.What == ChangeMoved }) {
		t.Errorf("not said that Article 33 moved: %+v", out.Changes)
	}
	for name, s := range o.scheduler.schedules {
		if s.Input.Obligation == "EU-GDPR-33" && before[name] {
			t.Errorf("%s is a reminder of the old hour", name)
		}
	}
	if out, err = o.judge(t, "EU-GDPR-33", "false"); err != nil || slices.Contains(out.Owed, "EU-GDPR-33") || o.remindedOf("EU-GDPR-33") {
		t.Errorf("judged away: %+v, %v", out, err)
	}
	if d := o.ledger.drafts[1]; d.Phase != incident.ActJudge || !strings.Contains(string(d.Result), "few and old") || !strings.Contains(string(d.Result), officer) {
		t.Errorf("the ledger does not say who judged and why: %s", d.Result)
	}
}

// An incident may close once its last duty is filed, and not before.
func TestOwedUntilTheLastDuty(t *testing.T) {
	o := newOffice(t)
	owed, err := Owed(t.Context(), o.Evidence, o.id)
	if err != nil || len(owed) == 0 {
		t.Fatalf("owed: %q, %v", owed, err)
	}
	for i, duty := range owed {
		out, err := o.file(t, duty, "2026-06-01T12:30:00Z")
		left, _ := Owed(t.Context(), o.Evidence, o.id)
		if err != nil || len(left) != len(owed)-1-i || !slices.Equal(left, out.Owed) && len(left) > 0 {
			t.Errorf("%s: %+v, %v; left %q", duty, out, err, left)
		}
	}
}

func TestNoBreachOwesNothing(t *testing.T) {
	o := newOffice(t)
	if _, err := o.Stop(t.Context(), StopRequest{o.id}); err != nil {
		t.Fatal(err)
	}
	if owed, err := Owed(t.Context(), o.Evidence, o.id); err != nil || len(owed) > 0 {
		t.Errorf("owed: %q, %v", owed, err)
	}
}

func TestDeskRefuses(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		name, duty, at string
		says           string
	}{
		{"unknown duty", "EU-GDPR-99", "2026-06-01T12:30:00Z", "has no duty"},
		{"no zone", "EU-GDPR-33", "2026-06-01T12:30:00", "RFC 3339"},
		{"the future", "EU-GDPR-33", "2026-06-02T12:30:00Z", "in the future"},
		{"before awareness", "EU-GDPR-33", "2026-06-01T11:59:00Z", "before the hour of awareness"},
	} {
		if _, err := o.file(t, c.duty, c.at); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
	for _, c := range []struct{ fact, value, says string }{
		{"risk", "medium", "must be one of"}, {"weather", "true", "there is no fact"}, {"affected", "DE", "like DE=3"}, {"occurred_at", "2026-06-02T12:30:00Z", "one of them is wrong"},
	} {
		if _, err := o.judge(t, c.fact, c.value); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %s: %v, want %q", c.fact, c.value, err, c.says)
		}
	}
	if _, err := o.Judge(t.Context(), o.request(t, JudgeRequest{"risk", "high", " "})); err == nil || !strings.Contains(err.Error(), "which reason") {
		t.Errorf("without a reason: %v", err)
	}
	r := o.request(t, FileRequest{})
	r.Params["id"] = "inc-3f9a2c81d0e4-9"
	if _, err := o.File(t.Context(), r); err == nil || !strings.Contains(err.Error(), "there is no incident") {
		t.Errorf("unknown incident: %v", err)
	}
	if len(o.ledger.drafts) > 0 {
		t.Errorf("what was refused is in the ledger: %+v", o.ledger.drafts)
	}
}

// The schedules stand from the start on: nothing else has to run for them.
func TestClocksDoNotNeedTheWorkflow(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Start(t.Context(), StartRequest{testIncident, aware}); err != nil {
		t.Fatal(err)
	}
	var last time.Time
	kinds := map[string]bool{}
	for _, s := range w.scheduler.schedules {
		if slices.Contains(s.Input.Duties, "EU-GDPR-33") {
			kinds[s.Input.Kind] = true
			last = later(last, later(s.At, s.Until))
		}
	}
	for _, kind := range []string{"50% of the period", "24 h before", "4 h before", KindDue, KindDaily} {
		if !kinds[kind] {
			t.Errorf("no reminder %q although the workflow may never go on", kind)
		}
	}
	if last.Before(awareness.Add(300 * day)) {
		t.Errorf("the last reminder is on %s: overdue duties are forgotten", last)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
