package opening

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// A second trigger of the same cause joins, and must leave alone what the
// running machine reads by reference.
func TestTheSameCauseJoins(t *testing.T) {
	person := func(caller, body string) func(scene, *testing.T) (any, error) {
		return func(s scene, t *testing.T) (any, error) { return s.person(t, caller, body) }
	}
	event := func(body string) func(scene, *testing.T) (any, error) {
		return func(s scene, t *testing.T) (any, error) { return s.Event(t.Context(), json.RawMessage(body)) }
	}
	cases := []struct {
		name          string
		first, second func(scene, *testing.T) (any, error)
	}{
		{"the same request again", person(ada, `{"suspects":["mallory"]}`), person(ada, `{"suspects":["mallory"]}`)},
		{"suspects in another order", person(ada, `{"suspects":["mallory","trudy"]}`), person(ada, `{"suspects":["trudy","mallory"]}`)},
		{"the suspect named by somebody else", person(ada, `{"suspects":["mallory"]}`), person(eve, `{"suspects":["mallory"]}`)},
		{"one suspect of two", person(ada, `{"suspects":["mallory","trudy"]}`), person(ada, `{"suspects":["trudy"]}`)},
		{"one suspect in common", person(ada, `{"suspects":["mallory","trudy"]}`), person(ada, `{"suspects":["bob","trudy"]}`)},
		{"reports in another order", person(ada, withReports(reports)), person(eve, withReports(reportsOther))},
		{"reports by person, then by file", person(ada, withReports(reportsOther)), event(fileEvent("intake", "2026/calls.csv"))},
		{"the file's event delivered twice", event(fileEvent("intake", "2026/calls.csv")), event(fileEvent("intake", "2026/calls.csv"))},
		{"the alarm again", event(alarmEvent("ALARM")), event(alarmEvent("ALARM"))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newScene()
			out, err := c.first(s, t)
			first := s.opens(t, false, out, err)
			out, err = c.second(s, t)
			second := s.opens(t, true, out, err)
			if second.Incident != first.Incident || second.Execution != first.Execution {
				t.Errorf("the second gave %+v, want the first's incident and execution %+v", second, first)
			}
			if n := s.machine.names(); len(n) != 1 {
				t.Errorf("started %v; want one execution", n)
			}
			in := s.machine.started[incident.ExecutionName(first.Incident, 1)]
			if in.Reports != nil {
				if _, err := s.people.Get(t.Context(), *in.Reports); err != nil {
					t.Errorf("the running machine's reports cannot be read any more: %v", err)
				}
			}
			if in.Suspects != nil {
				if _, err := s.people.Get(t.Context(), *in.Suspects); err != nil {
					t.Errorf("the running machine's suspects cannot be read any more: %v", err)
				}
			}
		})
	}
}

func TestAnotherCauseOpensAnother(t *testing.T) {
	s := newScene()
	seen := map[incident.ID]bool{}
	for _, body := range []string{`{"suspects":["mallory"]}`, `{"suspects":["trudy"]}`, withReports(reports), withReports(reports + "C3,2026-03-03,\n")} {
		opened, err := s.person(t, ada, body)
		s.opens(t, false, opened, err)
		seen[opened.Incident] = true
	}
	out, err := s.Event(t.Context(), json.RawMessage(alarmEvent("ALARM")))
	seen[s.opens(t, false, out, err).Incident] = true
	if len(seen) != 5 || len(s.machine.started) != 5 {
		t.Errorf("five causes made %d incidents and %d executions", len(seen), len(s.machine.started))
	}
}

func TestAClosedIncidentIsNotJoined(t *testing.T) {
	s := newScene()
	first, err := s.person(t, ada, `{"suspects":["mallory"]}`)
	s.opens(t, false, first, err)
	if err := s.incidents.Close(t.Context(), first.Incident, now); err != nil {
		t.Fatal(err)
	}
	second, err := s.person(t, ada, `{"suspects":["mallory"]}`)
	s.opens(t, false, second, err)
	if second.Incident == first.Incident || len(s.machine.started) != 2 {
		t.Errorf("after %s was closed, %s opened and %v ran; want a second incident", first.Incident, second.Incident, s.machine.names())
	}
}

func TestATriggerThatDiedIsFinishedByTheNext(t *testing.T) {
	breaks := map[string]func(*machine){
		"before the machine started": func(m *machine) { m.failBefore = true },
		"after the machine started":  func(m *machine) { m.failAfter = true },
	}
	for name, fail := range breaks {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			fail(s.machine)
			if _, err := s.person(t, ada, `{"suspects":["mallory"]}`); !errors.Is(err, errLost) {
				t.Fatalf("the broken trigger: %v; want the fault, so that it is tried again", err)
			}
			// The next is somebody else's; the incident stays as the first described it.
			opened, err := s.person(t, eve, `{"suspects":["mallory"],"from":"2026-01-01T00:00:00Z"}`)
			s.opens(t, true, opened, err)
			r := s.record(t, opened.Incident)
			if r.OpenedBy != ada || r.Run != 1 || r.Execution != opened.Execution || opened.Execution == "" {
				t.Errorf("the record has %s, run %d, %q; want the first trigger's, run 1, %q", r.OpenedBy, r.Run, r.Execution, opened.Execution)
			}
			if n := s.machine.names(); !slices.Equal(n, []string{incident.ExecutionName(r.ID, 1)}) {
				t.Errorf("started %v; want exactly the first run", n)
			}
			in := s.machine.started[incident.ExecutionName(r.ID, 1)]
			if in.From != nil || in.Incident != r.ID {
				t.Errorf("started with %+v; want what the record holds", in)
			}
			if _, err := s.people.Get(t.Context(), *in.Suspects); err != nil {
				t.Errorf("the machine cannot read the suspects: %v", err)
			}
		})
	}
}

func TestResume(t *testing.T) {
	ask := func(s scene, id string) (Opened, error) {
		out, err := s.Resume(t.Context(), task.Request{Caller: ada, Params: map[string]string{"id": id}})
		opened, _ := out.(Opened)
		return opened, err
	}
	refused := func(t *testing.T, err error, status int) {
		t.Helper()
		var r *task.StatusError
		if !errors.As(err, &r) || r.Status != status {
			t.Errorf("resuming: %v; want a refusal with status %d", err, status)
		}
	}
	s := newScene()
	opened, err := s.person(t, ada, `{"suspects":["mallory"]}`)
	s.opens(t, false, opened, err)
	id := string(opened.Incident)

	t.Run("no incident id", func(t *testing.T) {
		_, err := ask(s, "../"+id)
		refused(t, err, http.StatusBadRequest)
	})
	t.Run("an unknown incident", func(t *testing.T) {
		_, err := ask(s, "inc-000000000000-1")
		refused(t, err, http.StatusNotFound)
	})
	t.Run("one that runs", func(t *testing.T) {
		_, err := ask(s, id)
		refused(t, err, http.StatusConflict)
		if len(s.machine.started) != 1 {
			t.Errorf("started %v beside the running execution", s.machine.names())
		}
	})
	t.Run("one that stopped", func(t *testing.T) {
		s.machine.running[opened.Execution] = false
		if err := s.incidents.Stopped(t.Context(), opened.Incident, "AccessNotCut"); err != nil {
			t.Fatal(err)
		}
		s.machine.failAfter = true // even when the answer is lost once
		if _, err := ask(s, id); !errors.Is(err, errLost) {
			t.Fatalf("the broken resume: %v; want the fault", err)
		}
		again, err := ask(s, id)
		r := s.record(t, opened.Incident)
		if want := "arn:" + incident.ExecutionName(r.ID, 2); err != nil || again.Execution != want || r.Execution != want || r.Run != 2 || r.Status != "open" {
			t.Errorf("resuming gave %+v, %v; the record has run %d of %s, %s; want run 2 of %s, open", again, err, r.Run, r.Execution, r.Status, want)
		}
		first, second := s.machine.started[id+"-r1"], s.machine.started[id+"-r2"]
		if a, b := mustJSON(first), mustJSON(second); a != b || len(s.machine.started) != 2 {
			t.Errorf("executions %v; run 2 has the input\n%s, want run 1's\n%s", s.machine.names(), b, a)
		}
	})
	t.Run("one that is closed", func(t *testing.T) {
		if err := s.incidents.Close(t.Context(), opened.Incident, now); err != nil {
			t.Fatal(err)
		}
		_, err := ask(s, id)
		refused(t, err, http.StatusConflict)
	})
	t.Run("one that never started", func(t *testing.T) {
		s := newScene()
		s.machine.failBefore = true
		if _, err := s.person(t, ada, `{"suspects":["mallory"]}`); err == nil {
			t.Fatal("the fake did not fail")
		}
		id := incident.NewID(incident.CauseOf("suspect", "mallory"), 1)
		got, err := ask(s, string(id))
		if err != nil || got.Execution != "arn:"+incident.ExecutionName(id, 1) {
			t.Errorf("resuming gave %+v, %v; want run 1 started", got, err)
		}
	})
}

func mustJSON(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(body)
}
