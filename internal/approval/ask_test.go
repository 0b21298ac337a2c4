package approval

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func TestAskStoresTheQuestionAndCallsPeople(t *testing.T) {
	f := newFixture(t)
	if round := f.ask(t, incident.AskNotification, "token-1"); round != 1 {
		t.Errorf("round %d, want 1", round)
	}
	q := f.question(t, incident.AskNotification)
	if q.Token != "token-1" || q.Round != 1 || !q.AskedAt.Equal(f.clock) || !q.Answered.IsZero() {
		t.Errorf("stored %+v, want the token, round 1, the clock's hour and no answer", q)
	}
	details, err := vault.GetJSON[Details](t.Context(), f.evidence, q.Details)
	if err != nil {
		t.Fatalf("what the approver is shown is not in the evidence bucket: %v", err)
	}
	if details.Affected != 812 || details.Recipients != 800 || details.Unreachable != 12 || details.GapHours != 2 || details.BadLines != 1 ||
		details.CannotBeExcluded != 31 || details.Reachable != 4188 || details.OutsideWindow != 97 ||
		details.ByCountry["DE"] != 500 || string(details.Duties) != `{"count":4}` {
		t.Errorf("the approver is shown %+v, want the scope's own figures and the duties", details)
	}
	if details.CostUSD != 0.08 || details.Rate != 14 || details.Seconds != 58 || details.Days != 1 {
		t.Errorf("cost %v, rate %v, %d s, %d days; want 0.08, 14, 58 and 1 of 800 letters", details.CostUSD, details.Rate, details.Seconds, details.Days)
	}
	for _, language := range []string{"de", "en"} {
		if s := details.Samples[language]; s.Subject == "" || s.Text == "" || strings.Contains(s.Text, "{{") {
			t.Errorf("the sample in %s is %+v, want a whole letter: nobody should approve one unread", language, s)
		}
	}
	if len(details.Samples) != 2 {
		t.Errorf("%d samples, want 2: de-AT and en are what the people get", len(details.Samples))
	}
	if len(f.alert.subjects) != 1 || len(f.escalate.subjects) != 0 {
		t.Fatalf("%d alerts and %d escalations, want 1 and 0", len(f.alert.subjects), len(f.escalate.subjects))
	}
	for _, want := range []string{"tocsin approve " + string(f.id), "tocsin reject " + string(f.id), "tocsin status " + string(f.id)} {
		if !strings.Contains(f.alert.messages[0], want) {
			t.Errorf("the alert does not say %q:\n%s", want, f.alert.messages[0])
		}
	}
	if len(f.machine.got) != 0 {
		t.Errorf("the machine was answered %v, want nothing: no answer never counts as yes", f.machine.got)
	}
}

func TestAskForTheSuspectShowsTheRanking(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskSuspect, "token-1")
	if q := f.question(t, incident.AskSuspect); q.Details.Key != "ranking.json" {
		t.Errorf("the question shows %q, want the ranking as detection stored it", q.Details.Key)
	}
	if len(f.alert.messages) != 1 || !strings.Contains(f.alert.messages[0], "tocsin choose "+string(f.id)) {
		t.Errorf("the alerts are %q, want one that says how to choose", f.alert.messages)
	}
}

func TestUnansweredRoundsEscalate(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	first := f.question(t, incident.AskNotification).Details
	f.clock = f.clock.Add(4 * time.Hour)
	if round := f.ask(t, incident.AskNotification, "token-2"); round != 2 {
		t.Errorf("round %d, want 2", round)
	}
	if len(f.alert.subjects) != 2 || len(f.escalate.subjects) != 1 {
		t.Fatalf("%d alerts and %d escalations, want 2 and 1: a question that nobody answers goes further up", len(f.alert.subjects), len(f.escalate.subjects))
	}
	if !strings.HasPrefix(f.escalate.subjects[0], "ESCALATION: ") || !strings.Contains(f.escalate.messages[0], "Asked 2 times") {
		t.Errorf("escalated %q %q, want it marked and counted", f.escalate.subjects[0], f.escalate.messages[0])
	}
	if q := f.question(t, incident.AskNotification); q.Token != "token-2" || q.Details.Key == first.Key {
		t.Errorf("the question has %s and %s, want the newest token and details of its own", q.Token, q.Details.Key)
	}
	if _, err := f.evidence.Get(t.Context(), first); err != nil {
		t.Errorf("what round 1 showed is lost: %v", err)
	}
	if err := f.decide(t, decider, "approve", ""); err != nil {
		t.Fatal(err)
	}
	if _, old := f.machine.got["token-1"]; old || f.machine.got["token-2"].Decision != Approved {
		t.Errorf("the machine was answered %v, want the newest token alone: it waits for no other", f.machine.got)
	}
}

func TestAnswerThatNobodyWaitedForIsPassedOn(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	f.machine.err = ErrGone
	if err := f.decide(t, decider, "approve", ""); err != nil {
		t.Fatalf("the machine had stopped waiting, and the answer was refused: %v; it must stand until the machine asks again", err)
	}
	answered := f.question(t, incident.AskNotification)
	if answered.Answer != Approved || answered.By != decider {
		t.Fatalf("recorded %+v, want the approval by its caller", answered)
	}
	f.machine.err = nil
	f.clock = f.clock.Add(time.Hour)
	f.ask(t, incident.AskNotification, "token-2")
	got := f.machine.got["token-2"]
	if got.Decision != Approved || got.By != decider || !got.At.Equal(answered.Answered) {
		t.Errorf("the machine got %+v, want the recorded answer with its own hour", got)
	}
	if len(f.alert.subjects) != 1 {
		t.Errorf("%d alerts, want 1: nobody is asked twice for what they have answered", len(f.alert.subjects))
	}
}

func TestAskedAnewAfterARejection(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	if err := f.decide(t, decider, "reject", "the sample names the wrong month"); err != nil {
		t.Fatal(err)
	}
	if got := f.machine.got["token-1"]; got.Decision != Rejected || got.Reason != "the sample names the wrong month" {
		t.Errorf("the machine got %+v, want the no with its reason", got)
	}
	f.ask(t, incident.AskNotification, "token-2")
	if _, ok := f.machine.got["token-2"]; ok {
		t.Error("the old no was passed on to a new run: then nobody could ever mend what was wrong and send")
	}
	if len(f.alert.subjects) != 2 || len(f.escalate.subjects) != 0 {
		t.Errorf("%d alerts and %d escalations, want 2 and 0: the first question was answered", len(f.alert.subjects), len(f.escalate.subjects))
	}
	if err := f.decide(t, other, "approve", ""); err != nil {
		t.Fatalf("the new question was not answered: %v", err)
	}
	if got := f.machine.got["token-2"]; got.Decision != Approved || got.By != other {
		t.Errorf("the machine got %+v, want the new answer", got)
	}
}

func TestAskFails(t *testing.T) {
	down := errors.New("down")
	for _, c := range []struct {
		what  string
		spoil func(*fixture, *AskRequest)
		name  string // of the error
	}{
		{"no evidence for the suspect", func(_ *fixture, in *AskRequest) { in.Kind = incident.AskSuspect }, task.BadInput},
		{"a scope of another shape", func(_ *fixture, in *AskRequest) { in.Scope = []byte(`{"affected":"many"}`) }, task.BadInput},
		{"no quota", func(f *fixture, _ *AskRequest) { f.Quota = fakeQuota{err: task.Fail(task.Temporary, down)} }, task.Temporary},
		{"a letter that would lie", func(f *fixture, _ *AskRequest) { f.Company.NotTaken = []string{"email"} }, task.BadInput},
	} {
		f := newFixture(t)
		in := AskRequest{Incident: f.id, Kind: incident.AskNotification, Token: "token-1", Scope: scope}
		c.spoil(f, &in)
		if _, err := f.Ask(t.Context(), in); err == nil || task.Name(err) != c.name {
			t.Errorf("%s: got %v, want the error %s", c.what, err, c.name)
		}
		if len(f.alert.subjects) != 0 {
			t.Errorf("%s: people were called to a question that was not stored", c.what)
		}
	}
	f := newFixture(t)
	f.alert.err = down
	_, err := f.Ask(t.Context(), AskRequest{Incident: f.id, Kind: incident.AskNotification, Token: "token-1", Scope: scope})
	if !errors.Is(err, down) {
		t.Errorf("got %v, want the alert's error: a question that nobody hears of must be asked again", err)
	}
}

// TestTheApproverSeesEveryLetter: also those that a place's law wants, what only
// a person can know of them, and who gets a language that the law does not want.
func TestTheApproverSeesEveryLetter(t *testing.T) {
	f := newFixture(t)
	f.done(t, incident.PhaseScope, json.RawMessage(`{"by_country":{"US-CA":5,"JP":7},"fields":["email"],"first":"2026-03-02T23:30:00Z","last":"2026-03-09T08:00:00Z"}`))
	in := AskRequest{Incident: f.id, Kind: incident.AskNotification, Scope: json.RawMessage(`{"recipients":12,"by_country":{"US-CA":5,"JP":7},"by_language":{"en":5,"ja":7}}`)}
	shown, err := f.details(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := f.keepDetails(t.Context(), in, shown, 1)
	if err != nil {
		t.Fatal(err)
	}
	d, err := vault.GetJSON[Details](t.Context(), f.evidence, ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"en", "en-US-CA", "en-JP"} {
		if d.Samples[key].Text == "" {
			t.Errorf("the approver does not see the letter %s", key)
		}
	}
	if len(d.Confirm) != 3 {
		t.Errorf("shown: %q; want three things to confirm", d.Confirm)
	}
}
