// Package events_test hands every example of a trigger to the code that takes
// it, through the function's real edge.
package events_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/opening"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
	"github.com/tocsin-ir/tocsin/internal/watch"
)

var (
	id  = incident.ID("inc-3f9a2c81d0e4-1")
	now = time.Date(2026, 6, 1, 12, 30, 0, 0, time.UTC)
)

// takers says who takes each file of this folder, and what must come of it.
var takers = map[string]func(t *testing.T, payload json.RawMessage){
	"alarm-state-change.json":      alarmOpens,
	"reports-arrived.json":         reportsOpen,
	"log-object-arrived.json":      logIsWatched,
	"person-request.json":          personOpens,
	"ses-bounce-event.json":        eventBounces,
	"ses-bounce-notification.json": notificationBounces,
	"scheduler-reminder.json":      reminderIsSent,
	"execution-status-change.json": historyIsKept,
}

func TestEveryExampleIsTaken(t *testing.T) {
	files, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f, func(t *testing.T) {
			take := takers[f]
			if take == nil {
				t.Fatalf("no code takes %s: name its taker in takers, or delete the file", f)
			}
			payload, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			take(t, payload)
		})
	}
	for f := range takers {
		if !slices.Contains(files, f) {
			t.Errorf("%s is missing: write the example, or remove its taker", f)
		}
	}
}

func TestExamplesNameNobody(t *testing.T) {
	for f := range takers {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.FieldsFunc(string(body), func(r rune) bool { return strings.ContainsRune(" \"\\<>,;", r) }) {
			if _, host, ok := strings.Cut(word, "@"); ok && !strings.HasPrefix(host, "example.com") {
				t.Errorf("%s holds the address %s: use example.com", f, word)
			}
		}
	}
}

// --- opening

// machine notes what it was asked to start.
type machine struct{ started map[string]incident.Input }

func (m machine) Start(_ context.Context, name string, in incident.Input) (string, error) {
	m.started[name] = in
	return "arn:aws:states:eu-central-1:111122223333:execution:tocsin-breach:" + name, nil
}

func (machine) Running(context.Context, string) (bool, error) { return true, nil }

// intake is a bucket with one file.
type intake struct{ key, body string }

func (intake) Name() string { return "tocsin-intakebucket-example" }

func (b intake) Read(_ context.Context, key string) ([]byte, error) {
	if key != b.key {
		return nil, vault.ErrMissing
	}
	return []byte(b.body), nil
}

const reports = "customer_id,called_at,note\nC1001,2026-06-01T08:10:00Z,\nC1002,2026-06-01T08:25:00Z,\n"

// open is the function open, wired as functions/open wires it. It hands in
// the payload twice, since every trigger may come again, and returns the one
// incident and what the machine was started with.
func open(t *testing.T, payload json.RawMessage, answer func(out any) opening.Opened) (incident.Record, incident.Input, *vault.Memory) {
	t.Helper()
	store, people, m := &incident.Memory{}, &vault.Memory{}, machine{map[string]incident.Input{}}
	o := &opening.Opener{
		Incidents: store, People: people, Machine: m, Now: func() time.Time { return now },
		Intake: intake{"reports/2026-06-01 call centre.csv", reports},
	}
	f := task.Function{Routes: map[string]task.Route{"POST /incidents": o.ByPerson, "POST /incidents/{id}/resume": o.Resume}, Event: o.Event}
	var opened opening.Opened
	for i := range 2 {
		out, err := f.Serve(t.Context(), payload)
		if err != nil {
			t.Fatal(err)
		}
		opened = answer(out)
		if again := i > 0; opened.Joined != again {
			t.Errorf("delivery %d: joined is %t", i+1, opened.Joined)
		}
	}
	r, err := store.Get(t.Context(), opened.Incident)
	if err != nil {
		t.Fatal(err)
	}
	in, ok := m.started[incident.ExecutionName(r.ID, 1)]
	if !ok || len(m.started) != 1 || in.Incident != r.ID || opened.Execution == "" || r.Execution != opened.Execution {
		t.Errorf("started %v for %+v", m.started, opened)
	}
	return r, in, people
}

func byEvent(t *testing.T) func(any) opening.Opened {
	return func(out any) opening.Opened {
		opened, ok := out.(opening.Opened)
		if !ok {
			t.Fatalf("opened nothing: %v", out)
		}
		return opened
	}
}

func byPerson(t *testing.T) func(any) opening.Opened {
	return func(out any) (opened opening.Opened) {
		response, ok := out.(events.APIGatewayV2HTTPResponse)
		if !ok || response.StatusCode != http.StatusOK {
			t.Fatalf("answered %+v", out)
		}
		if err := json.Unmarshal([]byte(response.Body), &opened); err != nil {
			t.Fatal(err)
		}
		return opened
	}
}

func sameReports(t *testing.T, in incident.Input, people *vault.Memory) {
	t.Helper()
	if in.Reports == nil || in.Reports.Count != 2 {
		t.Fatalf("the machine got the reports %+v, want two", in.Reports)
	}
	if body, err := people.Get(t.Context(), *in.Reports); err != nil || string(body) != reports {
		t.Errorf("kept %q (%v)", body, err)
	}
}

func alarmOpens(t *testing.T, payload json.RawMessage) {
	r, in, _ := open(t, payload, byEvent(t))
	const alarm = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:tocsin-customer-lookups"
	changed := time.Date(2026, 6, 1, 2, 14, 40, 0, time.UTC)
	if r.Trigger != "alarm" || r.OpenedBy != alarm || !r.AwareAt.Equal(changed) || !r.OpenedAt.Equal(now) {
		t.Errorf("record %+v", r)
	}
	if want := []string{string(incident.CauseOf("alarm", alarm))}; !slices.Equal(r.Causes, want) {
		t.Errorf("causes %q, want %q", r.Causes, want)
	}
	if !in.AwareAt.Equal(changed) || in.Reports != nil || in.Suspects != nil {
		t.Errorf("input %+v", in)
	}
}

func reportsOpen(t *testing.T, payload json.RawMessage) {
	r, in, people := open(t, payload, byEvent(t))
	arrived := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	if r.Trigger != "intake" || r.OpenedBy != "s3:111122223333" || !r.AwareAt.Equal(arrived) || len(r.Causes) != 1 {
		t.Errorf("record %+v", r)
	}
	sameReports(t, in, people)
}

func personOpens(t *testing.T, payload json.RawMessage) {
	r, in, people := open(t, payload, byPerson(t))
	aware, from := time.Date(2026, 6, 1, 8, 45, 0, 0, time.UTC), time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)
	if r.Trigger != "person" || r.OpenedBy != "arn:aws:sts::111122223333:assumed-role/IncidentResponse/responder" || !r.AwareAt.Equal(aware) {
		t.Errorf("record %+v", r)
	}
	if in.From == nil || !in.From.Equal(from) || in.To != nil || in.Suspects != nil {
		t.Errorf("input %+v", in)
	}
	sameReports(t, in, people)
}

// --- mail events

// bounce hands the payload to the function feedback, with recipient 17's letter as given.
func bounce(t *testing.T, payload json.RawMessage, letter notify.Row) notify.Row {
	t.Helper()
	ledger := &notify.Memory{}
	letter.N, letter.At = 17, now
	if _, err := ledger.Swap(t.Context(), id, []notify.Row{letter}); err != nil {
		t.Fatal(err)
	}
	l := notify.Listener{Ledger: ledger, From: "Example Security <notice@example.com>", Clock: notify.RealClock}
	out, err := task.Function{Event: l.Event}.Serve(t.Context(), payload)
	if err != nil || out != any(notify.Heard{Applied: 1}) {
		t.Fatalf("heard %+v, %v", out, err)
	}
	rows, err := ledger.Rows(t.Context(), id, 17, 17)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

// An event has tags, so it finds a letter whose answer was lost.
func eventBounces(t *testing.T, payload json.RawMessage) {
	r := bounce(t, payload, notify.Row{Status: notify.Unknown})
	if r.Status != notify.Sent || r.Feedback != notify.Bounced || r.Reason != "Permanent General 5.1.1" {
		t.Errorf("row %+v", r)
	}
}

// A notification has none, and finds its letter by the message id alone.
func notificationBounces(t *testing.T, payload json.RawMessage) {
	r := bounce(t, payload, notify.Row{Status: notify.Sent, MessageID: "0107018a6b1e2f3c-7c191be4-e9ae-4d12-a87d-dd0099a07f8a-000000"})
	if r.Status != notify.Sent || r.Feedback != notify.Bounced || r.Reason != "Transient MailboxFull 4.2.2" {
		t.Errorf("row %+v", r)
	}
}

// --- reminders and histories

// pager keeps what it was told to send.
type pager struct{ subject, message string }

func (p *pager) Alert(_ context.Context, subject, message string) error {
	if p.subject != "" {
		return errors.New("alerting: a second message")
	}
	p.subject, p.message = subject, message
	return nil
}

func reminderIsSent(t *testing.T, payload json.RawMessage) {
	p := &pager{}
	r := obligation.Reminding{Alerts: p, Marks: &obligation.MemoryMarks{}, Now: func() time.Time { return time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC) }}
	if _, err := (task.Function{Event: r.Event}).Serve(t.Context(), payload); err != nil {
		t.Fatal(err)
	}
	if want := "Tocsin inc-3f9a2c81d0e4-1: EU-GDPR-33, 1 d 0 h left"; p.subject != want {
		t.Errorf("subject %q, want %q", p.subject, want)
	}
	for _, want := range []string{"the data protection authority of DE", "Thu 4 Jun 2026 12:00 UTC", "24 h before", "tocsin duties inc-3f9a2c81d0e4-1"} {
		if !strings.Contains(p.message, want) {
			t.Errorf("the message lacks %q:\n%s", want, p.message)
		}
	}
}

// historian gives an execution's own name as its history.
type historian struct{}

func (historian) History(_ context.Context, execution string) ([]byte, error) {
	return json.Marshal(execution)
}

func historyIsKept(t *testing.T, payload json.RawMessage) {
	evidence := &vault.Memory{}
	a := dossier.Archivist{History: historian{}, Evidence: evidence}
	out, err := task.Function{Event: a.Event}.Serve(t.Context(), payload)
	if err != nil {
		t.Fatal(err)
	}
	const key = "incidents/inc-3f9a2c81d0e4-1/executions/inc-3f9a2c81d0e4-1-r1.json.gz"
	kept, ok := out.(dossier.Archived)
	if !ok || kept.History.Key != key {
		t.Fatalf("answered %+v", out)
	}
	if body, err := evidence.Get(t.Context(), kept.History); err != nil || len(body) == 0 {
		t.Errorf("kept %d bytes (%v)", len(body), err)
	}
}

// --- the log

// logLine is the object of the example.
type logLine struct{}

const lookup = `{"time":"2026-06-01T08:10:00Z","principal":"agent-7","action":"customer.read","customer_id":"C1001"}` + "\n"

func (logLine) List(context.Context) ([]accesslog.Object, error) { return nil, nil }
func (logLine) Open(_ context.Context, o accesslog.Object) (io.ReadCloser, error) {
	if o.Name != "access-log/2026/06/01/08.jsonl" {
		return nil, errors.New("another object")
	}
	return io.NopCloser(strings.NewReader(lookup)), nil
}

func logIsWatched(t *testing.T, payload json.RawMessage) {
	var said strings.Builder
	w := watch.Watcher{Log: accesslog.Log{Archive: logLine{}}, Bucket: "example-access-log", Prefix: "access-log/",
		Summaries: summary.Dir(t.TempDir()), People: &vault.Memory{}, Threshold: 2, Stack: "tocsin", Metrics: &said, Now: func() time.Time { return now }}
	out, err := task.Function{Event: w.Event}.Serve(t.Context(), payload)
	if err != nil {
		t.Fatal(err)
	}
	if taken, ok := out.(watch.Taken); !ok || taken.Principals != 1 || taken.Sidecar == 0 {
		t.Errorf("took %+v", out)
	}
	if !strings.Contains(said.String(), `"CloudWatchMetrics"`) || strings.Contains(said.String(), "agent-7") || strings.Contains(said.String(), "C1001") {
		t.Errorf("the metric's line is %s: it must be embedded metric format and name nobody", said.String())
	}
}
