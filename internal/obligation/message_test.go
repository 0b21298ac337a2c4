package obligation

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

var update = flag.Bool("update", false, "rewrite golden files")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("differs from %s (-update rewrites it):\n%s", file, got)
	}
}

func TestMessages(t *testing.T) {
	now := awareness.Add(48 * time.Hour)
	base := Reminder{Incident: testIncident, Obligation: "EU-GDPR-33", Law: "GDPR, Regulation (EU) 2016/679",
		To: "the data protection authority of DE (lead: main establishment)", DueAt: "2026-06-04T14:00:00+02:00"}
	with := func(kind, due string) Reminder {
		r := base
		r.Kind, r.DueAt = kind, due
		return r
	}
	var b strings.Builder
	for _, r := range []Reminder{
		with("24 h before", base.DueAt), with(KindDue, "2026-06-03T14:00:00+02:00"), with(KindOverdue, "2026-06-03T12:20:00+02:00"),
		with(KindDaily, ""), {Incident: testIncident, Obligation: MayApply, DueAt: base.DueAt, Kind: "4 h before", Duties: []string{"EU-GDPR-33", "EU-GDPR-34", "UK-GDPR-33", "TR-KVKK", "KR-PIPA-P", "US-CA-S"}}, {Incident: testIncident, Obligation: "NO-RULE", To: "counsel", Kind: KindNoRule}, {Incident: testIncident, Kind: KindApproval},
	} {
		subject, message := r.Message(now)
		if len(subject) > 100 {
			t.Errorf("subject has %d characters, SNS takes 100: %s", len(subject), subject)
		}
		b.WriteString("Subject: " + subject + "\n\n" + message + strings.Repeat("-", 60) + "\n")
	}
	golden(t, "testdata/messages.golden", b.String())
}

// of keeps those whose id starts with one of the prefixes.
func of(all []Obligation, prefixes ...string) []Obligation {
	return slices.DeleteFunc(all, func(o Obligation) bool {
		return !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(o.ID, p) })
	})
}

func TestTable(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, of(seed(t), "EU-GDPR", "UK-GDPR", "US-CA", "AU-NDB", "JP-", "US-SEC-8K", "NO-RULE"), time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/seed.golden", b.String())
	if n := strings.Count(b.String(), Disclaimer); n != 1 {
		t.Errorf("says %d times that it does not replace counsel, want once", n)
	}
}

func TestLeft(t *testing.T) {
	for left, want := range map[time.Duration]string{
		0: "due now", 59 * time.Second: "due now", -59 * time.Second: "due now", 61 * time.Minute: "1 h 1 min left", 49 * time.Hour: "2 d 1 h left",
		-40 * time.Minute: "overdue by 40 min", -25 * time.Hour: "overdue by 1 d 1 h",
	} {
		if got := Left(awareness.Add(left), awareness); got != want {
			t.Errorf("%v: %q, want %q", left, got, want)
		}
	}
}

type inbox struct {
	subjects []string
	err      error
}

func (i *inbox) Alert(_ context.Context, subject, _ string) error {
	i.subjects = append(i.subjects, subject)
	return i.err
}

func TestEvent(t *testing.T) {
	in := &inbox{}
	r := Reminding{Alerts: in, Marks: &MemoryMarks{}, Now: func() time.Time { return awareness }}
	event, err := os.ReadFile("testdata/reminder.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Event(t.Context(), event); err != nil || len(in.subjects) != 1 || !strings.Contains(in.subjects[0], "EU-GDPR-33") {
		t.Errorf("%q, %v", in.subjects, err)
	}
	for _, bad := range []string{`[]`, `{}`, `{"incident":"inc-1"}`} {
		if _, err := r.Event(t.Context(), json.RawMessage(bad)); task.Name(err) != task.BadInput {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if len(in.subjects) != 1 {
		t.Errorf("bad input sent %q", in.subjects)
	}
	in.err = errors.New("topic is gone")
	if _, err := r.Event(t.Context(), event); !errors.Is(err, in.err) {
		t.Errorf("a message that was not sent: %v", err)
	}
}

// readOnly is a store that takes nothing.
type readOnly struct{ *vault.Memory }

func (readOnly) Put(context.Context, string, []byte, int) (vault.Ref, error) {
	return vault.Ref{}, errors.New("bucket takes nothing")
}
