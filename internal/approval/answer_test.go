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
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func TestDecisionReachesTheMachineAndTheCaller(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	f.clock = f.clock.Add(time.Minute)
	out, err := f.Decide(t.Context(), f.request(t, decider, Decision{"approve", "figures match the log", f.seen(incident.AskNotification)}))
	if err != nil {
		t.Fatal(err)
	}
	got := f.machine.got["token-1"]
	if got.Decision != Approved || got.By != decider || !got.At.Equal(f.clock) || got.Reason != "figures match the log" || got.Suspects != nil {
		t.Errorf("the machine got %+v, want who said yes, when and why", got)
	}
	body, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	if want := `"decision":"approved"`; !strings.Contains(string(body), want) || !strings.Contains(string(body), decider) {
		t.Errorf("the caller is told %s, want %s and by whom", body, want)
	}
	if strings.Contains(string(body), "token-1") {
		t.Errorf("the caller is told the task token: %s", body)
	}
}

func TestWhoMayNotDecide(t *testing.T) {
	for _, c := range []struct{ what, suspect, caller, text string }{
		{"the opener", "agent-17", opener, "somebody else must decide"},
		{"the opener in another role", "agent-17", "arn:aws:sts::111122223333:assumed-role/approver/ines", "somebody else must decide"},
		{"the opener as a user", "agent-17", "arn:aws:iam::111122223333:user/ines", "somebody else must decide"},
		{"the suspect by ARN", "arn:aws:iam::111122223333:user/omar", "arn:aws:iam::111122223333:user/omar", "you cannot decide"},
		{"the suspect by name", "omar", decider, "you cannot decide"},
		{"a session of the suspect's role", "arn:aws:iam::111122223333:role/approver", decider, "you cannot decide"},
	} {
		f := newFixture(t)
		f.detected(t, c.suspect)
		f.ask(t, incident.AskNotification, "token-1")
		for _, decision := range []string{"approve", "reject"} {
			wantRefusal(t, c.what+" to "+decision, f.decide(t, c.caller, decision, "because"), http.StatusForbidden, c.text)
		}
		if q := f.question(t, incident.AskNotification); !q.Answered.IsZero() || f.machine.calls != 0 {
			t.Errorf("%s: the question has the answer %q and the machine was called %d times, want neither", c.what, q.Answer, f.machine.calls)
		}
	}
}

func TestTheChosenSuspectMayNotDecideEvenBeforeDetectionNotesIt(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskSuspect, "token-1")
	if err := f.choose(t, opener, Choice{Suspects: []string{"omar"}, Reason: "lines 3 to 9 of the ranking"}); err != nil {
		t.Fatal(err)
	}
	f.ask(t, incident.AskNotification, "token-2")
	wantRefusal(t, "the chosen suspect", f.decide(t, decider, "approve", ""), http.StatusForbidden, "you cannot decide")
	if err := f.decide(t, other, "approve", ""); err != nil {
		t.Errorf("somebody who is not suspected was refused: %v", err)
	}
}

func TestSuspectsThatCannotBeReadLetNobodyDecide(t *testing.T) {
	f := newFixture(t)
	f.detected(t, "agent-17")
	f.ask(t, incident.AskNotification, "token-1")
	if _, err := f.people.Put(t.Context(), "suspects.json", []byte(`[]`), 0); err != nil {
		t.Fatal(err)
	}
	if err := f.decide(t, decider, "approve", ""); !errors.Is(err, vault.ErrChanged) {
		t.Errorf("got %v, want ErrChanged: whoever can empty the list must not get to approve", err)
	}
}

func TestDecideChecksTheRequest(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	for _, c := range []struct{ what, id, body, text string }{
		{"no JSON", string(f.id), `approve`, "not the JSON"},
		{"another word", string(f.id), `{"decision":"yes"}`, `neither "approve" nor "reject"`},
		{"the stored word", string(f.id), `{"decision":"approved"}`, `neither "approve" nor "reject"`},
		{"nothing", string(f.id), `{}`, `neither "approve" nor "reject"`},
		{"a no without reason", string(f.id), `{"decision":"reject"}`, "needs a reason"},
		{"a no with a blank reason", string(f.id), `{"decision":"reject","reason":" \n"}`, "needs a reason"},
		{"an id of another form", "../x", `{"decision":"approve"}`, "not an incident id"},
	} {
		_, err := f.Decide(t.Context(), task.Request{Caller: decider, Params: map[string]string{"id": c.id}, Body: []byte(c.body)})
		wantRefusal(t, c.what, err, http.StatusBadRequest, c.text)
	}
	_, err := f.Decide(t.Context(), task.Request{Caller: decider, Params: map[string]string{"id": "inc-000000000000-1"}, Body: []byte(`{"decision":"approve"}`)})
	wantRefusal(t, "an unknown incident", err, http.StatusNotFound, "tocsin list")
	if f.machine.calls != 0 {
		t.Errorf("the machine was called %d times by requests that were refused", f.machine.calls)
	}
}

func TestAnswerToWhatIsNotAsked(t *testing.T) {
	f := newFixture(t)
	wantRefusal(t, "a yes before the question", f.decide(t, decider, "approve", ""), http.StatusConflict, "does not ask that now")
	wantRefusal(t, "a choice before the question", f.choose(t, decider, Choice{NoBreach: true, Reason: "a test"}), http.StatusConflict, "does not ask that now")
}

func TestTheFirstAnswerStands(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	if err := f.decide(t, decider, "approve", ""); err != nil {
		t.Fatal(err)
	}
	first := f.clock.Format(time.RFC3339)
	f.clock = f.clock.Add(time.Hour)
	for _, c := range []struct{ what, caller, decision string }{
		{"another's no", other, "reject"}, {"another's yes", other, "approve"}, {"one's own no after a yes", decider, "reject"},
	} {
		wantRefusal(t, c.what, f.decide(t, c.caller, c.decision, "second thoughts"), http.StatusConflict, "already approved by "+decider+" at "+first)
	}
	if got := f.machine.got["token-1"]; got.Decision != Approved || f.machine.calls != 1 {
		t.Errorf("the machine got %+v in %d calls, want the first answer once", got, f.machine.calls)
	}
}

func TestTheSameAnswerAgainWakesAMachineThatDidNotHear(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	f.machine.err = task.Fail(task.Temporary, errors.New("the service is down"))
	if err := f.decide(t, decider, "approve", ""); !errors.Is(err, f.machine.err) {
		t.Fatalf("got %v, want the machine's error: the caller must not believe that letters go out", err)
	}
	f.machine.err = nil
	if err := f.decide(t, decider, "approve", ""); err != nil {
		t.Fatalf("the same answer again was refused: %v", err)
	}
	if got := f.machine.got["token-1"]; got.Decision != Approved || got.By != decider {
		t.Errorf("the machine got %+v, want the answer", got)
	}
}

func TestChoiceKeepsTheSuspectsOutOfTheMachine(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskSuspect, "token-1")
	if err := f.choose(t, opener, Choice{Suspects: []string{" agent-17 ", "agent-18"}, Reason: "lines 3 to 9"}); err != nil {
		t.Fatal(err)
	}
	got := f.machine.got["token-1"]
	if got.Decision != Chosen || got.By != opener || got.Suspects == nil || got.Suspects.Count != 2 {
		t.Fatalf("the machine got %+v, want the choice with a reference to two suspects", got)
	}
	if raw, _ := json.Marshal(got); strings.Contains(string(raw), "agent-17") {
		t.Errorf("the machine's state names a suspect: %s", raw)
	}
	suspects, err := vault.GetJSON[[]incident.Suspect](t.Context(), f.people, *got.Suspects)
	if err != nil {
		t.Fatal(err)
	}
	want := incident.Suspect{Principal: "agent-17", Basis: "chosen", By: opener, Why: "lines 3 to 9"}
	if suspects[0] != want || suspects[1].Principal != "agent-18" {
		t.Errorf("the people bucket has %+v, want %+v and agent-18: who chose, and why, stays with the name", suspects, want)
	}
}

func TestNoBreach(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskSuspect, "token-1")
	if err := f.choose(t, decider, Choice{NoBreach: true, Reason: "a drill"}); err != nil {
		t.Fatal(err)
	}
	if got := f.machine.got["token-1"]; got.Decision != NoBreach || got.Suspects != nil || got.Reason != "a drill" {
		t.Errorf("the machine got %+v, want no-breach with its reason and no suspects", got)
	}
}

func TestASecondChoiceOfOthersIsRefused(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskSuspect, "token-1")
	choice := Choice{Suspects: []string{"agent-17"}, Reason: "lines 3 to 9"}
	for range 2 { // the same again is harmless
		if err := f.choose(t, decider, choice); err != nil {
			t.Fatal(err)
		}
	}
	first := *f.machine.got["token-1"].Suspects
	wantRefusal(t, "the same person's choice of another", f.choose(t, decider, Choice{Suspects: []string{"agent-18"}, Reason: "lines 3 to 9"}),
		http.StatusConflict, "already chosen by "+decider)
	wantRefusal(t, "another's no-breach", f.choose(t, other, Choice{NoBreach: true, Reason: "a drill"}), http.StatusConflict, "already chosen by "+decider)
	if got := *f.question(t, incident.AskSuspect).Suspects; got != first {
		t.Errorf("the answer refers to %+v, want the first choice %+v", got, first)
	}
	if _, err := f.people.Get(t.Context(), first); err != nil {
		t.Errorf("a later choice changed what the first refers to: %v", err)
	}
}

func TestChooseChecksTheRequest(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskSuspect, "token-1")
	for _, c := range []struct{ what, body, text string }{
		{"no JSON", `agent-17`, "not the JSON"},
		{"nothing", `{"reason":"x"}`, "either suspects or -no-breach"},
		{"both", `{"suspects":["agent-17"],"no_breach":true,"reason":"x"}`, "either suspects or -no-breach"},
		{"an empty name", `{"suspects":["agent-17"," "],"reason":"x"}`, "an empty suspect"},
		{"no reason", `{"suspects":["agent-17"]}`, "needs a reason"},
		{"a blank reason", `{"no_breach":true,"reason":"\t"}`, "needs a reason"},
		{"nothing seen", `{"suspects":["agent-17"],"reason":"x"}`, "-seen CODE"},
	} {
		_, err := f.Choose(t.Context(), task.Request{Caller: decider, Params: map[string]string{"id": string(f.id)}, Body: []byte(c.body)})
		wantRefusal(t, c.what, err, http.StatusBadRequest, c.text)
	}
	if keys, _ := f.people.List(t.Context(), ""); len(keys) != 0 {
		t.Errorf("refused choices left %q in the people bucket", keys)
	}
}

func TestWhoStandsInTheEvidenceMayNotChoose(t *testing.T) {
	f := newFixture(t)
	evidence, err := vault.PutJSON(t.Context(), f.people, "evidence.json", map[string]any{"suspects": []map[string]any{{"principal": "agent-007"}, {"principal": "agent-008"}}}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Ask(t.Context(), AskRequest{Incident: f.id, Kind: incident.AskSuspect, Token: "token", Evidence: &evidence}); err != nil {
		t.Fatal(err)
	}
	choose := func(caller string) error {
		_, err := f.Choose(t.Context(), task.Request{Caller: caller, Params: map[string]string{"id": string(f.id)}, Body: []byte(`{"no_breach":true,"reason":"nothing happened","seen":"` + f.seen(incident.AskSuspect) + `"}`)})
		return err
	}
	var refused *task.StatusError
	if err := choose("arn:aws:iam::1:user/agent-008"); !errors.As(err, &refused) || refused.Status != http.StatusForbidden {
		t.Errorf("a ranked agent said that there was no breach: %v, want 403, or a thief closes the own case", err)
	}
	if err := choose("arn:aws:iam::1:user/dana"); err != nil {
		t.Errorf("the security engineer was refused: %v", err)
	}
}

// Whoever looked at one asking does not approve what another shows.
func TestAnAnswerIsAboutTheFiguresThatWereSeen(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	seen := f.seen(incident.AskNotification)
	approve := func(code string) error {
		_, err := f.Decide(t.Context(), f.request(t, decider, Decision{Decision: "approve", Seen: code}))
		return err
	}
	wantRefusal(t, "a yes to nothing", approve(""), http.StatusBadRequest, "-seen CODE")

	// Nobody answers in time, and SES's quota is another hour's: the figures are the same.
	f.Quota = fakeQuota{1, 200, 150, nil}
	f.ask(t, incident.AskNotification, "token-2")
	if again := f.seen(incident.AskNotification); again != seen {
		t.Errorf("the same figures have the code %s, and had %s: what the quota makes of them is no other count", again, seen)
	}
	// A new run counts anew, while somebody still reads the old figures.
	more := json.RawMessage(strings.Replace(string(scope), `"affected":812`, `"affected":813`, 1))
	if _, err := f.Ask(t.Context(), AskRequest{Incident: f.id, Kind: incident.AskNotification, Token: "token-3", Scope: more, Duties: json.RawMessage(`{"count":4}`)}); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, "a yes to older figures", approve(seen), http.StatusConflict, "the figures changed since you looked")
	if q := f.question(t, incident.AskNotification); !q.Answered.IsZero() || f.machine.calls != 0 {
		t.Errorf("the stale yes was recorded as %q, and the machine called %d times", q.Answer, f.machine.calls)
	}
	now := f.seen(incident.AskNotification)
	for range 2 { // the same again is harmless
		if err := approve(now); err != nil {
			t.Fatal(err)
		}
	}
	wantRefusal(t, "the old yes, again", approve(seen), http.StatusConflict, "already approved")
	if got := f.machine.got["token-3"]; got.Decision != Approved || got.Figures != f.question(t, incident.AskNotification).Figures || !strings.HasPrefix(got.Figures, now) {
		t.Errorf("the machine got %+v, want the yes with the digest of what was seen", got)
	}
}

// A round that is asked between the look and the answer shows the same, and takes it;
// or it shows other figures, and refuses it.
func TestARoundInBetween(t *testing.T) {
	for _, c := range []struct {
		what, affected string
		taken          bool
	}{{"the same figures", "812", true}, {"other figures", "900", false}} {
		f := newFixture(t)
		f.ask(t, incident.AskNotification, "token-1")
		seen := f.seen(incident.AskNotification)
		in := AskRequest{Incident: f.id, Kind: incident.AskNotification, Token: "token-2", Duties: json.RawMessage(`{"count":4}`), Scope: json.RawMessage(strings.Replace(string(scope), "812", c.affected, 1))}
		f.Incidents = &racing{Store: f.store, then: func() {
			f.Incidents = f.store
			if _, err := f.Ask(t.Context(), in); err != nil {
				t.Fatal(err)
			}
		}}
		_, err := f.Decide(t.Context(), f.request(t, decider, Decision{Decision: "approve", Seen: seen}))
		if q := f.question(t, incident.AskNotification); (err == nil) != c.taken || q.Answered.IsZero() == c.taken || q.Round != 2 {
			t.Errorf("%s: %v, answered %q in round %d; want it taken: %v", c.what, err, q.Answer, q.Round, c.taken)
		}
		if !c.taken {
			wantRefusal(t, c.what, err, http.StatusConflict, "look again")
		}
	}
}

// racing asks a new round just before the first answer is stored.
type racing struct {
	incident.Store
	then func()
}

func (r *racing) Answer(ctx context.Context, id incident.ID, q incident.Question) (incident.Question, error) {
	if then := r.then; then != nil {
		r.then = nil
		then()
	}
	return r.Store.Answer(ctx, id, q)
}

// An old yes is not passed on to a run that counted other people.
func TestAnOldAnswerIsNotPassedOnToOtherFigures(t *testing.T) {
	f := newFixture(t)
	f.ask(t, incident.AskNotification, "token-1")
	f.machine.err = ErrGone
	if err := f.decide(t, decider, "approve", ""); err != nil {
		t.Fatal(err)
	}
	f.machine.err = nil
	more := json.RawMessage(strings.Replace(string(scope), `"affected":812`, `"affected":813`, 1))
	out, err := f.Ask(t.Context(), AskRequest{Incident: f.id, Kind: incident.AskNotification, Token: "token-2", Scope: more, Duties: json.RawMessage(`{"count":4}`)})
	if err != nil || out.Round != 2 || len(f.machine.got) != 0 {
		t.Errorf("round %d, the machine got %v, %v; want the new figures asked about", out.Round, f.machine.got, err)
	}
}
