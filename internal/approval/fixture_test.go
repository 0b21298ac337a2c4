package approval

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	opener  = "arn:aws:sts::111122223333:assumed-role/responder/ines"
	decider = "arn:aws:sts::111122223333:assumed-role/approver/omar"
	other   = "arn:aws:sts::111122223333:assumed-role/approver/lena"
)

// A fakeMachine keeps what it was answered, by token.
type fakeMachine struct {
	got   map[string]Answer
	calls int
	err   error
}

func (m *fakeMachine) Answer(_ context.Context, token string, output json.RawMessage) error {
	m.calls++
	if m.err != nil {
		return m.err
	}
	var a Answer
	if err := json.Unmarshal(output, &a); err != nil {
		return err
	}
	m.got[token] = a
	return nil
}

type fakeQuota struct {
	rate, daily, sent float64
	err               error
}

func (q fakeQuota) Sending(context.Context) (rate, daily, sent float64, err error) {
	return q.rate, q.daily, q.sent, q.err
}

// A fakeAlerter keeps subjects and messages.
type fakeAlerter struct {
	subjects, messages []string
	err                error
}

func (a *fakeAlerter) Alert(_ context.Context, subject, message string) error {
	if a.err != nil {
		return a.err
	}
	a.subjects, a.messages = append(a.subjects, subject), append(a.messages, message)
	return nil
}

type fixture struct {
	*Desk
	store            *incident.Memory
	people, evidence *vault.Memory
	machine          *fakeMachine
	alert, escalate  *fakeAlerter
	id               incident.ID
	clock            time.Time
}

var scope = json.RawMessage(`{"affected":812,"recipients":800,"unreachable":12,"by_country":{"DE":500,"IE":312},"by_segment":{"consumer":812},
	"by_language":{"de-AT":500,"en":312},"gap_hours":2,"bad_lines":1,"cannot_be_excluded":31,"reachable":4188,"outside_window":97,"fields":["email","name"],"first":"2026-03-02T23:30:00Z","last":"2026-03-09T08:00:00Z"}`)

// newFixture has an incident whose access is cut and whose people are counted.
func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{
		store: &incident.Memory{}, people: &vault.Memory{}, evidence: &vault.Memory{}, machine: &fakeMachine{got: map[string]Answer{}},
		alert: &fakeAlerter{}, escalate: &fakeAlerter{}, clock: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC),
	}
	record, _, err := f.store.Open(t.Context(), incident.Record{OpenedBy: opener, OpenedAt: f.clock, Causes: []string{string(incident.CauseOf("reports", "a"))}})
	if err != nil {
		t.Fatal(err)
	}
	f.id = record.ID
	f.Desk = &Desk{
		Incidents: f.store, People: f.people, Evidence: f.evidence, Machine: f.machine, Quota: fakeQuota{14, 50000, 100, nil},
		Alert: f.alert, Escalate: f.escalate, Now: func() time.Time { return f.clock },
		Company: notify.Company{Name: "Example", Contact: "privacy@example.com", Site: "https://www.example.com/incident"},
	}
	f.done(t, incident.PhaseScope, scope)
	f.done(t, incident.PhaseRevoke, json.RawMessage(`{"contained":true}`))
	return f
}

func (f *fixture) done(t *testing.T, phase string, result json.RawMessage) {
	t.Helper()
	if err := f.store.SaveResult(t.Context(), f.id, incident.PhaseResult{Phase: phase, Status: incident.Done, Result: result, At: f.clock}); err != nil {
		t.Fatal(err)
	}
}

// detected notes suspects as the detection's.
func (f *fixture) detected(t *testing.T, principal string) {
	t.Helper()
	ref, err := vault.PutJSON(t.Context(), f.people, "suspects.json", []incident.Suspect{{Principal: principal, Basis: "detected"}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(map[string]any{"suspects": ref})
	if err != nil {
		t.Fatal(err)
	}
	f.done(t, incident.PhaseDetect, raw)
}

// ask asks for the letters, or for the suspect, and returns the round.
func (f *fixture) ask(t *testing.T, kind, token string) int {
	t.Helper()
	in := AskRequest{Incident: f.id, Kind: kind, Token: token, Scope: scope, Duties: json.RawMessage(`{"count":4}`)}
	if kind == incident.AskSuspect {
		in.Scope, in.Evidence = nil, &vault.Ref{Bucket: "memory", Key: "ranking.json", SHA256: "00"}
	}
	out, err := f.Ask(t.Context(), in)
	if err != nil {
		t.Fatalf("asking %s: %v", kind, err)
	}
	return out.Round
}

func (f *fixture) request(t *testing.T, caller string, body any) task.Request {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return task.Request{Caller: caller, Params: map[string]string{"id": string(f.id)}, Body: raw}
}

func (f *fixture) decide(t *testing.T, caller, decision, reason string) error {
	t.Helper()
	_, err := f.Decide(t.Context(), f.request(t, caller, Decision{decision, reason, f.seen(incident.AskNotification)}))
	return err
}

func (f *fixture) choose(t *testing.T, caller string, in Choice) error {
	t.Helper()
	in.Seen = f.seen(incident.AskSuspect)
	_, err := f.Choose(t.Context(), f.request(t, caller, in))
	return err
}

// seen is the code of the question that stands; "none" when there is none.
func (f *fixture) seen(kind string) string {
	q, err := f.store.Question(context.Background(), f.id, kind)
	if err != nil {
		return "none"
	}
	return q.Code()
}

func (f *fixture) question(t *testing.T, kind string) incident.Question {
	t.Helper()
	q, err := f.store.Question(t.Context(), f.id, kind)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func wantRefusal(t *testing.T, what string, err error, status int, text string) {
	t.Helper()
	var refused *task.StatusError
	if !errors.As(err, &refused) || refused.Status != status || !strings.Contains(refused.Message, text) {
		t.Errorf("%s: got %v, want a refusal with %d %s that says %q", what, err, status, http.StatusText(status), text)
	}
}
