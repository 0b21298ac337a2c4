package journal

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// A fakeLedger numbers drafts and fails when told to.
type fakeLedger struct {
	drafts []ledger.Draft
	err    error
}

func (l *fakeLedger) Append(_ context.Context, d ledger.Draft) (int64, error) {
	if l.err != nil {
		return 0, l.err
	}
	for i, old := range l.drafts {
		if old.Phase == d.Phase && old.Status == d.Status && old.Execution == d.Execution {
			return int64(i), nil
		}
	}
	l.drafts = append(l.drafts, d)
	return int64(len(l.drafts) - 1), nil
}

type letter struct{ subject, message string }

type fakeAlerter struct {
	sent []letter
	err  error
}

func (a *fakeAlerter) Alert(_ context.Context, subject, message string) error {
	if a.err != nil {
		return a.err
	}
	a.sent = append(a.sent, letter{subject, message})
	return nil
}

type desk struct {
	*Journal
	ledger *fakeLedger
	alerts *fakeAlerter
	id     incident.ID
}

func newDesk(t *testing.T) desk {
	t.Helper()
	store := &incident.Memory{}
	record, _, err := store.Open(t.Context(), incident.Record{Causes: []string{string(incident.CauseOf("alarm", "a"))}})
	if err != nil {
		t.Fatal(err)
	}
	d := desk{ledger: &fakeLedger{}, alerts: &fakeAlerter{}, id: record.ID}
	d.Journal = &Journal{Ledger: d.ledger, Incidents: store, Alert: d.alerts, Now: func() time.Time { return noon }}
	return d
}

func (d desk) append(t *testing.T, in AppendRequest) AppendResult {
	t.Helper()
	in.Incident, in.Execution = d.id, "arn:aws:states:eu-central-1:111122223333:execution:breach:r1"
	out, err := d.Append(t.Context(), in)
	if err != nil {
		t.Fatalf("appending %s %s: %v", in.Phase, in.Status, err)
	}
	return out
}

func (d desk) record(t *testing.T) incident.Record {
	t.Helper()
	record, err := d.Incidents.Get(t.Context(), d.id)
	if err != nil {
		t.Fatal(err)
	}
	return record
}

func TestAppendKeepsTheResultInLedgerAndRecord(t *testing.T) {
	d := newDesk(t)
	d.append(t, AppendRequest{Phase: incident.PhaseOpen, Status: incident.Done})
	result := json.RawMessage(`{"affected":812}`)
	for range 2 { // the machine may call again
		if out := d.append(t, AppendRequest{Phase: incident.PhaseScope, Status: incident.Done, Result: result}); out.Entry != 1 {
			t.Errorf("entry %d, want 1: the ledger's own number", out.Entry)
		}
	}
	if len(d.ledger.drafts) != 2 {
		t.Fatalf("the ledger has %d entries, want 2: the same status noted again is nothing new", len(d.ledger.drafts))
	}
	draft := d.ledger.drafts[1]
	if draft.Incident != d.id || draft.Phase != "scope" || draft.Status != "done" || string(draft.Result) != string(result) ||
		!strings.HasSuffix(draft.Execution, ":r1") || draft.Error != "" {
		t.Errorf("the ledger got %+v, want the request as it came", draft)
	}
	got := d.record(t).Phases[incident.PhaseScope]
	if got.Status != incident.Done || string(got.Result) != string(result) || got.Entry != 1 || !got.At.Equal(noon) || got.Error != "" {
		t.Errorf("the record has %+v, want the result, entry 1 and the clock's hour: the next run goes by it", got)
	}
	if len(d.alerts.sent) != 0 {
		t.Errorf("%d alerts, want none: nobody need get up for a phase that ended well", len(d.alerts.sent))
	}
}

func TestDoneIsNotUndoneByALaterFailure(t *testing.T) {
	d := newDesk(t)
	d.append(t, AppendRequest{Phase: incident.PhaseRevoke, Status: incident.Done, Result: json.RawMessage(`{"cut":2}`)})
	d.append(t, AppendRequest{Phase: incident.PhaseRevoke, Status: incident.Failed, Error: &MachineError{Error: "Temporary"}})
	if got := d.record(t).Phases[incident.PhaseRevoke]; got.Status != incident.Done {
		t.Errorf("the phase is %s, want done: else the next run does it over", got.Status)
	}
	if len(d.ledger.drafts) != 2 {
		t.Errorf("the ledger has %d entries, want both: what happened stays on record", len(d.ledger.drafts))
	}
}

func TestStopSetsTheStateAndCallsPeople(t *testing.T) {
	d := newDesk(t)
	d.append(t, AppendRequest{Phase: incident.PhaseScope, Status: incident.Failed, Stops: "ScopeUnknown",
		Error: &MachineError{Error: "LogGone", Cause: `{"errorMessage":"object 4 is missing","errorType":"LogGone","stackTrace":[]}`}})
	if got := d.record(t).Status; got != "ScopeUnknown" {
		t.Errorf("the incident's status is %q, want the end state's name ScopeUnknown", got)
	}
	if len(d.alerts.sent) != 1 {
		t.Fatalf("%d alerts, want 1: an incident that stops must not stop in silence", len(d.alerts.sent))
	}
	for _, want := range []string{string(d.id), "ScopeUnknown", "LogGone: object 4 is missing", "tocsin resume " + string(d.id), "docs/runbook.md"} {
		if all := d.alerts.sent[0].subject + d.alerts.sent[0].message; !strings.Contains(all, want) {
			t.Errorf("the alert does not say %q: whoever is woken needs it\n%s", want, all)
		}
	}
	if got := d.alerts.sent[0].subject; len(got) > 100 {
		t.Errorf("the subject has %d characters; SNS takes 100", len(got))
	}
}

func TestStopWithoutErrorKeepsTheEarlierOne(t *testing.T) {
	d := newDesk(t)
	d.append(t, AppendRequest{Phase: incident.PhaseScope, Status: incident.Failed, Error: &MachineError{Error: "LogGone", Cause: "object 4"}})
	d.append(t, AppendRequest{Phase: incident.PhaseScope, Status: incident.Failed, Stops: "ScopeUnknown"})
	if got := d.record(t).Phases[incident.PhaseScope].Error; got != "LogGone: object 4" {
		t.Errorf("the record says %q, want the phase's own error: the stop must not wipe out why", got)
	}
	if !strings.Contains(d.alerts.sent[0].message, "LogGone: object 4") {
		t.Errorf("the alert does not say why the phase failed:\n%s", d.alerts.sent[0].message)
	}
}

func TestFailureInWords(t *testing.T) {
	long := strings.Repeat("ä", maxWords)
	for _, c := range []struct {
		what string
		in   MachineError
		want string
	}{
		{"Lambda's error object", MachineError{"BadInput", `{"errorMessage":"line 3 is odd","errorType":"BadInput","stackTrace":[{"path":"x.go"}]}`}, "BadInput: line 3 is odd"},
		{"a plain cause", MachineError{"States.Timeout", "60 seconds passed"}, "States.Timeout: 60 seconds passed"},
		{"JSON that is not Lambda's", MachineError{"States.TaskFailed", `{"Name":"map"}`}, `States.TaskFailed: {"Name":"map"}`},
		{"an empty message", MachineError{"Temporary", `{"errorMessage":""}`}, `Temporary: {"errorMessage":""}`},
		{"no cause", MachineError{"States.Timeout", ""}, "States.Timeout"},
		{"a long cause, cut", MachineError{"Permanent", "x" + long}, "Permanent: x" + strings.Repeat("ä", (maxWords-1)/2)},
	} {
		got := c.in.words()
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if !utf8.ValidString(got) {
			t.Errorf("%s: got %q, which is not UTF-8 and cannot stand in the ledger's JSON", c.what, got)
		}
	}
}

func TestNothingIsClaimedThatWasNotStored(t *testing.T) {
	d := newDesk(t)
	down := errors.New("ledger is down")
	d.ledger.err = down
	in := AppendRequest{Incident: d.id, Phase: incident.PhaseScope, Status: incident.Done, Stops: "Closed"}
	if _, err := d.Append(t.Context(), in); !errors.Is(err, down) {
		t.Fatalf("got %v, want the ledger's error: the machine must try again", err)
	}
	if _, ok := d.record(t).Phases[incident.PhaseScope]; ok {
		t.Error("the record says that the phase is done, but the ledger does not: the ledger comes first")
	}
	if len(d.alerts.sent) != 0 {
		t.Error("people were called before the stop was on record")
	}
	d.ledger.err, d.alerts.err = nil, errors.New("topic is gone")
	if _, err := d.Append(t.Context(), in); !errors.Is(err, d.alerts.err) {
		t.Errorf("got %v, want the alert's error: a stop that nobody hears of must be tried again", err)
	}
	in.Incident = "inc-000000000000-1"
	if _, err := d.Append(t.Context(), in); !errors.Is(err, incident.ErrUnknown) {
		t.Errorf("an unknown incident gave %v, want ErrUnknown", err)
	}
}

func TestRecallHasOnlyWhatIsDone(t *testing.T) {
	d := newDesk(t)
	d.append(t, AppendRequest{Phase: incident.PhaseOpen, Status: incident.Done})
	d.append(t, AppendRequest{Phase: incident.PhaseDetect, Status: incident.Done, Result: json.RawMessage(`{"decision":"confident"}`)})
	d.append(t, AppendRequest{Phase: incident.PhaseRevoke, Status: incident.Failed, Error: &MachineError{Error: "Temporary"}})
	out, err := d.Recall(t.Context(), RecallRequest{d.id})
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(out.Done)); !slices.Equal(got, []string{"detect", "open"}) {
		t.Errorf("recalled %q, want detect and open: what failed must be done again, what is done must not", got)
	}
	if string(out.Done["detect"]) != `{"decision":"confident"}` || string(out.Done["open"]) != `{}` {
		t.Errorf("recalled %s and %s, want the result, and {} for none: JSONata fails on what is not there", out.Done["detect"], out.Done["open"])
	}
}

func TestRecallOfNothing(t *testing.T) {
	d := newDesk(t)
	out, err := d.Recall(t.Context(), RecallRequest{d.id})
	if body, _ := json.Marshal(out); err != nil || string(body) != `{"done":{}}` {
		t.Errorf("a new incident recalls %s (error %v), want an empty object", body, err)
	}
	if _, err := d.Recall(t.Context(), RecallRequest{"../x"}); err == nil {
		t.Error("an id of another form was taken; it stands in keys")
	}
	if _, err := d.Recall(t.Context(), RecallRequest{"inc-000000000000-1"}); !errors.Is(err, incident.ErrUnknown) {
		t.Errorf("an unknown incident gave %v, want ErrUnknown: an empty answer would start all over", err)
	}
}
