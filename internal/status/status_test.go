package status

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const execution = "arn:aws:states:eu-central-1:111122223333:execution:breach:r1"

// A fakeMachine knows one state per execution.
type fakeMachine map[string]State

func (m fakeMachine) State(_ context.Context, execution string) (State, error) {
	state, ok := m[execution]
	if !ok {
		return State{}, errors.New("describing an execution that was never started")
	}
	return state, nil
}

type fixture struct {
	*Reader
	store            *incident.Memory
	people, evidence *vault.Memory
	id               incident.ID
}

func newFixture(t *testing.T, in incident.Input) fixture {
	t.Helper()
	f := fixture{store: &incident.Memory{}, people: &vault.Memory{}, evidence: &vault.Memory{}}
	record, _, err := f.store.Open(t.Context(), incident.Record{OpenedAt: noon, Causes: []string{string(incident.CauseOf("alarm", "a"))}, Input: in})
	if err != nil {
		t.Fatal(err)
	}
	f.id = record.ID
	f.Reader = &Reader{Incidents: f.store, Machine: fakeMachine{execution: {Status: "RUNNING", Map: "Scan", Done: 3, Total: 9}}, People: f.people, Evidence: f.evidence}
	return f
}

func (f fixture) request() task.Request {
	return task.Request{Params: map[string]string{"id": string(f.id)}}
}

func (f fixture) done(t *testing.T, phase string, result any) {
	t.Helper()
	raw, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.store.SaveResult(t.Context(), f.id, incident.PhaseResult{Phase: phase, Status: incident.Done, Result: raw, At: noon}); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, s vault.Store, key, body string) vault.Ref {
	t.Helper()
	ref, err := s.Put(t.Context(), key, []byte(body), 1)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func (f fixture) ask(t *testing.T, kind string, details vault.Ref) {
	t.Helper()
	err := f.store.Ask(t.Context(), f.id, incident.Question{Kind: kind, Round: 1, Token: "secret-token", AskedAt: noon, Details: details})
	if err != nil {
		t.Fatal(err)
	}
}

func (f fixture) show(t *testing.T) View {
	t.Helper()
	out, err := f.Show(t.Context(), f.request())
	if err != nil {
		t.Fatalf("showing the incident: %v", err)
	}
	return out.(View)
}

func wantRefusal(t *testing.T, what string, err error, status int, text string) {
	t.Helper()
	var refused *task.StatusError
	if !errors.As(err, &refused) || refused.Status != status || !strings.Contains(refused.Message, text) {
		t.Errorf("%s: got %v, want a refusal with status %d that says %q", what, err, status, text)
	}
}

func TestList(t *testing.T) {
	r := Reader{Incidents: &incident.Memory{}}
	out, err := r.List(t.Context(), task.Request{})
	if body, _ := json.Marshal(out); err != nil || string(body) != "[]" {
		t.Errorf("no incident is listed as %s (error %v), want []: null is no list to whoever reads it", body, err)
	}
	f := newFixture(t, incident.Input{})
	out, err = f.List(t.Context(), task.Request{})
	if records, ok := out.([]incident.Record); err != nil || !ok || len(records) != 1 || records[0].ID != f.id {
		t.Errorf("listed %v (error %v), want the one incident %s", out, err, f.id)
	}
}

func TestEveryAnswerRefusesWhatIsNoIncident(t *testing.T) {
	f := newFixture(t, incident.Input{})
	for name, route := range map[string]task.Route{"Show": f.Show, "Duties": f.Duties, "Dossier": f.Dossier} {
		_, err := route(t.Context(), task.Request{Params: map[string]string{"id": "inc-000000000000-1"}})
		wantRefusal(t, name+" of an unknown incident", err, http.StatusNotFound, "tocsin list")
		for _, id := range []string{"", "7", "../../people", string(f.id) + "/x", strings.ToUpper(string(f.id))} {
			_, err := route(t.Context(), task.Request{Params: map[string]string{"id": id}})
			wantRefusal(t, name+" of the id "+id, err, http.StatusBadRequest, "not an incident id")
		}
	}
}

func TestShowBeforeAnythingHappened(t *testing.T) {
	f := newFixture(t, incident.Input{})
	view := f.show(t)
	if view.ID != f.id || view.Question != nil || view.Suspects != nil || view.State != (State{}) {
		t.Errorf("got %+v, want the bare record: nothing was started, asked or found", view)
	}
}

func TestShowHasStateQuestionAndSuspects(t *testing.T) {
	f := newFixture(t, incident.Input{})
	if err := f.store.Started(t.Context(), f.id, 1, execution); err != nil {
		t.Fatal(err)
	}
	suspects := put(t, f.people, "suspects.json", `[{"principal":"agent-17","basis":"detected"}]`)
	f.done(t, incident.PhaseDetect, map[string]any{"decision": "confident", "suspects": suspects})
	f.ask(t, incident.AskNotification, put(t, f.evidence, "question-1.json", `{"affected":812}`))

	view := f.show(t)
	if view.State.Status != "RUNNING" || view.State.Map != "Scan" || view.State.Done != 3 || view.State.Total != 9 {
		t.Errorf("the state is %+v, want the machine's own, with how far it is", view.State)
	}
	if len(view.Suspects) != 1 || view.Suspects[0].Principal != "agent-17" {
		t.Errorf("the suspects are %v, want agent-17: a person must see whose access was cut", view.Suspects)
	}
	if view.Question == nil || view.Question.Kind != incident.AskNotification || string(view.Question.Details) != `{"affected":812}` {
		t.Fatalf("the question is %+v, want the letters' with what is to be looked at", view.Question)
	}
	body, err := json.Marshal(view)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(body), "secret-token") {
		t.Errorf("the answer shows the task token; whoever has it can answer past the rules:\n%s", body)
	}
}

func TestShowHasTheQuestionThatWaits(t *testing.T) {
	f := newFixture(t, incident.Input{})
	f.ask(t, incident.AskSuspect, put(t, f.people, "ranking.json", `{"ranking":[]}`))
	if q := f.show(t).Question; q == nil || q.Kind != incident.AskSuspect || string(q.Details) != `{"ranking":[]}` {
		t.Errorf("the question is %+v, want who the source is, with the ranking out of the people bucket", q)
	}
	_, err := f.store.Answer(t.Context(), f.id, incident.Question{Kind: incident.AskSuspect, Round: 1, Answer: "no-breach", By: "arn:x", Answered: noon})
	if err != nil {
		t.Fatal(err)
	}
	if q := f.show(t).Question; q != nil {
		t.Errorf("the question is %+v, want none: it has been answered", q)
	}
}

func TestShowOutlivesTheObjectsItNames(t *testing.T) {
	gone := vault.Ref{Bucket: "memory", Key: "past-its-lifetime", SHA256: "00"}
	f := newFixture(t, incident.Input{Suspects: &gone})
	if view := f.show(t); view.ID != f.id || view.Suspects != nil {
		t.Errorf("got %+v, want the record without suspects: their names are kept for a time only", view)
	}
	f.ask(t, incident.AskSuspect, gone)
	if q := f.show(t).Question; q == nil || q.Kind != incident.AskSuspect || q.Details != nil {
		t.Errorf("the question is %+v, want it without details: an old incident must still be shown", q)
	}
}

func TestShowDoesNotHideWhatWasChanged(t *testing.T) {
	f := newFixture(t, incident.Input{})
	f.ask(t, incident.AskNotification, vault.Ref{Bucket: "memory", Key: "lost", SHA256: "00"})
	if _, err := f.Show(t.Context(), f.request()); !errors.Is(err, vault.ErrMissing) {
		t.Errorf("got %v, want ErrMissing: evidence does not expire, and nobody may decide without the figures", err)
	}
	f.ask(t, incident.AskNotification, put(t, f.evidence, "question-1.json", `{"affected":812}`))
	put(t, f.evidence, "question-1.json", `{"affected":1}`)
	if _, err := f.Show(t.Context(), f.request()); !errors.Is(err, vault.ErrChanged) {
		t.Errorf("got %v, want ErrChanged: nobody may decide on figures that were swapped", err)
	}
}

func TestDuties(t *testing.T) {
	f := newFixture(t, incident.Input{})
	f.Now = func() time.Time { return noon }
	_, err := f.Duties(t.Context(), f.request())
	wantRefusal(t, "no assessment", err, http.StatusNotFound, "tocsin status "+string(f.id))

	phase := obligation.Phase{Evidence: f.evidence, Scheduler: &obligation.MemoryScheduler{}, Now: f.Now}
	aware := noon.Add(-time.Hour).Format(time.RFC3339)
	duty := func(id string) obligation.Obligation {
		out, err := f.Duties(t.Context(), f.request())
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range out.(obligation.Result).Obligations {
			if o.ID == id {
				return o
			}
		}
		return obligation.Obligation{}
	}
	if _, err := phase.Start(t.Context(), obligation.StartRequest{Incident: f.id, AwareAt: aware}); err != nil {
		t.Fatal(err)
	}
	if o := duty("EU-GDPR-33"); o.DueAt == "" || o.Applies != nil {
		t.Errorf("before the count is known the provisional one is all there is, got %+v", o)
	}
	if _, err := phase.Assess(t.Context(), obligation.AssessRequest{Incident: f.id, AwareAt: aware, Affected: 1, ByCountry: map[string]int{"DE": 1}}); err != nil {
		t.Fatal(err)
	}
	if o := duty("EU-GDPR-33"); !o.Owed() {
		t.Errorf("once the count is known the assessment counts, not the clocks, got %+v", o)
	}
}

func TestDossier(t *testing.T) {
	f := newFixture(t, incident.Input{})
	_, err := f.Dossier(t.Context(), f.request())
	wantRefusal(t, "no dossier yet", err, http.StatusNotFound, "has no dossier yet")

	mine := "incidents/" + string(f.id) + "/dossier/"
	put(t, f.evidence, mine+"dossier.json", `{}`)
	put(t, f.evidence, mine+"proof.json", "\x00\xff")
	put(t, f.evidence, "incidents/"+string(f.id)+"0/dossier/other.json", `{"of":"another incident"}`)
	put(t, f.evidence, "incidents/"+string(f.id)+"/approve/question-1.json", `{}`)
	out, err := f.Dossier(t.Context(), f.request())
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Files map[string][]byte `json:"files"`
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Files) != 2 || string(got.Files["dossier.json"]) != `{}` || string(got.Files["proof.json"]) != "\x00\xff" {
		t.Errorf("got the files %q, want this dossier's two, byte for byte: their digests are in the ledger", got.Files)
	}
}
