package obligation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func company(t testing.TB) Facts {
	t.Helper()
	facts, err := Decode(strings.NewReader(`{"role":"controller","establishments":["DE"],"listed_in":[],"wrongful_purpose":true,"encrypted":true}`))
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

type world struct {
	Phase
	evidence  *vault.Memory
	scheduler *MemoryScheduler
}

func newWorld(t testing.TB) world {
	evidence, schedules := &vault.Memory{}, &MemoryScheduler{}
	return world{Phase{Evidence: evidence, Scheduler: schedules, Company: company(t), Now: func() time.Time { return awareness.Add(time.Hour) }}, evidence, schedules}
}

const aware = "2026-06-01T12:00:00Z"

var counted = AssessRequest{
	Incident: testIncident, AwareAt: aware, Affected: 20,
	ByCountry: map[string]int{"DE": 10, "GB": 2, "US-NV": 1, "Atlantis": 3}, BySegment: map[string]int{"consumer": 20},
	Fields: []string{"name", "email", "phone", "tickets"},
}

func TestStartThenAssess(t *testing.T) {
	w := newWorld(t)
	started, err := w.Start(t.Context(), StartRequest{testIncident, aware})
	if err != nil {
		t.Fatal(err)
	}
	if started.Count != len(Rules())+1 || started.Reminders == 0 || started.Reminders != len(standing(t, w.scheduler)) {
		t.Errorf("start: %+v, %d stand", started, len(standing(t, w.scheduler)))
	}
	if started.Obligations.Key != "incidents/inc-3f9a2c81d0e4-1/assess/obligations-start.json" {
		t.Errorf("start wrote %s", started.Obligations.Key)
	}
	got, err := w.Assess(t.Context(), counted)
	if err != nil {
		t.Fatal(err)
	}
	all, err := vault.GetJSON[[]Obligation](t.Context(), w.evidence, got.Obligations)
	if err != nil || got.Obligations.Key != "incidents/inc-3f9a2c81d0e4-1/assess/obligations.json" {
		t.Fatalf("%s: %v", got.Obligations.Key, err)
	}
	changes, err := read[[]Change](t.Context(), w.evidence, "incidents/inc-3f9a2c81d0e4-1/assess/changes.json")
	if err != nil || len(changes) != got.Changed || got.Changed == 0 {
		t.Errorf("%d changes since the start are said, %d written: %v", got.Changed, len(changes), err)
	}
	// Germany, the United Kingdom; the three of Atlantis and the four whom the
	// directory does not hold live nobody knows where.
	if got.Count != len(all) || got.Applies < 2 || got.NoRule != 2 || after(got.FirstDue).After(after("2026-06-04T14:00:00+02:00")) || got.Reminders != len(standing(t, w.scheduler)) {
		t.Errorf("assess: %+v", got)
	}
	for _, o := range all {
		if o.ID == "NO-RULE-ZZ" && !strings.Contains(o.Reason, "7 people") {
			t.Errorf("unknown residence: %s", o.Reason)
		}
		if o.ID == "EU-GDPR-34" && word(o.Applies) != "null" {
			t.Error("the company's default says encrypted, but the log shows that the data were read in clear")
		}
	}
}

// A start that runs again after the assessment does not bring back reminders
// that the count has removed.
func TestStartAgainKeepsTheAssessedReminders(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Start(t.Context(), StartRequest{testIncident, aware}); err != nil {
		t.Fatal(err)
	}
	got, err := w.Assess(t.Context(), counted)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.Start(t.Context(), StartRequest{testIncident, aware})
	if err != nil || again.Reminders != got.Reminders {
		t.Errorf("%d reminders after the assessment, %d after a second start: %v", got.Reminders, again.Reminders, err)
	}
	if both, err := w.Assess(t.Context(), counted); err != nil || both != got {
		t.Errorf("assessed again: %+v, want %+v: %v", both, got, err)
	}
}

// A log without fields tells nothing of what was taken: California is asked, not excluded.
func TestNoFieldsIsNotNothing(t *testing.T) {
	w := newWorld(t)
	in := counted
	in.Fields, in.ByCountry = []string{}, map[string]int{"US-CA": 20}
	got, err := w.Assess(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	all, err := vault.GetJSON[[]Obligation](t.Context(), w.evidence, got.Obligations)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.ID == "US-CA-S" && word(o.Applies) != "null" {
			t.Errorf("%s: %s", word(o.Applies), o.Reason)
		}
	}
}

func TestCurrent(t *testing.T) {
	w := newWorld(t)
	if _, err := Current(t.Context(), w.evidence, testIncident, awareness); !errors.Is(err, vault.ErrMissing) {
		t.Errorf("before the start: %v", err)
	}
	if _, err := w.Start(t.Context(), StartRequest{testIncident, aware}); err != nil {
		t.Fatal(err)
	}
	if r, err := Current(t.Context(), w.evidence, testIncident, awareness); err != nil || len(r.Obligations) != len(Rules())+1 || len(r.Questions) == 0 {
		t.Errorf("%d obligations, %d questions, %v", len(r.Obligations), len(r.Questions), err)
	}
}

func TestPhaseRefuses(t *testing.T) {
	w := newWorld(t)
	for name, in := range map[string]AssessRequest{
		"no incident":    {AwareAt: aware},
		"no awareness":   {Incident: testIncident},
		"no zone":        {Incident: testIncident, AwareAt: "2026-06-01T12:00:00"},
		"negative count": {Incident: testIncident, AwareAt: aware, ByCountry: map[string]int{"DE": -1}},
	} {
		if _, err := w.Assess(t.Context(), in); task.Name(err) != task.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Start(t.Context(), StartRequest{testIncident, "yesterday"}); task.Name(err) != task.BadInput {
		t.Errorf("start: %v", err)
	}
	if names := standing(t, w.scheduler); len(names) > 0 {
		t.Errorf("bad input set reminders: %q", names)
	}
}

// The reminders stand even if the list cannot be written: they matter more.
func TestRemindersComeFirst(t *testing.T) {
	w := newWorld(t)
	w.Evidence = readOnly{w.evidence}
	if _, err := w.Start(t.Context(), StartRequest{testIncident, aware}); err == nil {
		t.Fatal("a list that was not written was reported as written")
	}
	if len(standing(t, w.scheduler)) == 0 {
		t.Error("no reminders")
	}
}
