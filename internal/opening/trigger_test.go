package opening

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func TestAPersonNamesSuspects(t *testing.T) {
	s := newScene()
	opened, err := s.person(t, ada, `{"suspects":[" mallory ","eve","mallory"],"from":"2026-01-01T00:00:00Z","to":"2026-03-01T00:00:00Z","aware_at":"2026-03-04T09:00:00+01:00"}`)
	s.opens(t, false, opened, err)
	r := s.record(t, opened.Incident)
	aware := time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC)
	if r.OpenedBy != ada || r.Trigger != "person" || !r.OpenedAt.Equal(now) || !r.AwareAt.Equal(aware) {
		t.Errorf("the record is %+v; want it opened by the signer now, aware at 08:00 UTC", r)
	}
	if r.Run != 1 || r.Execution != opened.Execution || opened.Execution == "" {
		t.Errorf("the record has run %d of %q; want run 1 of %q", r.Run, r.Execution, opened.Execution)
	}
	in := s.machine.started[string(opened.Incident)+"-r1"]
	if in.Incident != opened.Incident || !in.AwareAt.Equal(aware) || in.Reports != nil || in.From == nil || in.To == nil ||
		in.From.Format(time.DateOnly) != "2026-01-01" || in.To.Format(time.DateOnly) != "2026-03-01" {
		t.Errorf("the machine was started with %+v; want the incident, the hour of awareness and the window, without reports", in)
	}
	suspects, err := vault.GetJSON[[]incident.Suspect](t.Context(), s.people, *in.Suspects)
	want := []incident.Suspect{{Principal: "eve", Basis: "named", By: ada}, {Principal: "mallory", Basis: "named", By: ada}}
	if err != nil || !reflect.DeepEqual(suspects, want) || in.Suspects.Count != 2 {
		t.Errorf("suspects are %+v (%v), count %d; want %+v: each once, named by the signer", suspects, err, in.Suspects.Count, want)
	}
	if state, _ := json.Marshal(in); strings.Contains(string(state), "mallory") {
		t.Errorf("the machine's input %s names a suspect, who must pass by reference", state)
	}
}

func TestEveryTriggerStartsTheMachine(t *testing.T) {
	cases := []struct {
		name  string
		ring  func(scene) (any, error)
		kind  string
		by    string
		aware string
		count int // of reports; 0: none
	}{
		{"person with reports", func(s scene) (any, error) {
			return s.ByPerson(t.Context(), task.Request{Caller: ada, Body: []byte(withReports(reports))})
		}, "person", ada, "12:00", 2},
		{"alarm", func(s scene) (any, error) { return s.Event(t.Context(), json.RawMessage(alarmEvent("ALARM"))) }, "alarm", alarm, "11:58", 0},
		{"file", func(s scene) (any, error) {
			return s.Event(t.Context(), json.RawMessage(fileEvent("intake", "2026/calls.csv")))
		}, "intake", "s3:111122223333", "11:59", 2},
		{"file whose key came encoded", func(s scene) (any, error) {
			return s.Event(t.Context(), json.RawMessage(fileEvent("intake", "the+calls.csv")))
		}, "intake", "s3:111122223333", "11:59", 2},
		{"file whose name has a plus", func(s scene) (any, error) {
			return s.Event(t.Context(), json.RawMessage(fileEvent("intake", "a+b.csv")))
		}, "intake", "s3:111122223333", "11:59", 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newScene()
			out, err := c.ring(s)
			opened := s.opens(t, false, out, err)
			r := s.record(t, opened.Incident)
			if r.Trigger != c.kind || r.OpenedBy != c.by || r.AwareAt.Format("15:04") != c.aware {
				t.Errorf("trigger %q by %q aware at %s; want %q by %q at %s", r.Trigger, r.OpenedBy, r.AwareAt, c.kind, c.by, c.aware)
			}
			in, ok := s.machine.started[incident.ExecutionName(r.ID, 1)]
			if !ok || in.Incident != r.ID || !in.AwareAt.Equal(r.AwareAt) || in.Suspects != nil || in.From != nil || in.To != nil {
				t.Errorf("the machine was started with %+v (%v); want the incident and its hour of awareness, the rest null", in, ok)
			}
			if c.count == 0 && in.Reports != nil || c.count > 0 && (in.Reports == nil || in.Reports.Count != c.count) {
				t.Errorf("reports are %+v, want %d", in.Reports, c.count)
			}
		})
	}
}

func TestEventsThatOpenNothing(t *testing.T) {
	events := map[string]string{
		"the alarm is over":          alarmEvent("OK"),
		"the alarm lacks data":       alarmEvent("INSUFFICIENT_DATA"),
		"a file in another bucket":   fileEvent("elsewhere", "2026/calls.csv"),
		"another bucket, other name": fileEvent("intake2", "x"),
	}
	for name, event := range events {
		s := newScene()
		out, err := s.Event(t.Context(), json.RawMessage(event))
		if _, opened := out.(Opened); opened || err != nil {
			t.Errorf("%s: %+v, %v; want that nothing opens and nothing fails, since rules may be wider", name, out, err)
		}
		if n := s.machine.names(); len(n) != 0 {
			t.Errorf("%s: started %v", name, n)
		}
	}
}

func TestBadEvents(t *testing.T) {
	without := func(part, instead string) string { return strings.Replace(alarmEvent("ALARM"), part, instead, 1) }
	file := func(part, instead string) string {
		return strings.Replace(fileEvent("intake", "2026/calls.csv"), part, instead, 1)
	}
	events := map[string]string{
		"no JSON":                    `alarm!`,
		"an unknown kind":            without("CloudWatch Alarm State Change", "EC2 Instance State-change Notification"),
		"an alarm without name":      without(`"alarmName":"egress",`, ""),
		"an alarm without state":     without(`"value":"ALARM"`, ""),
		"an alarm without ARN":       without(`"`+alarm+`"`, ""),
		"an alarm of two ARNs":       without(`"`+alarm+`"`, `"`+alarm+`","`+alarm+`2"`),
		"an ARN of no alarm":         without(`"`+alarm+`"`, `"arn:aws:s3:::intake"`),
		"an alarm without time":      without(`"time":"2026-03-04T11:58:00Z",`, ""),
		"a detail that is no object": without(`{"alarmName":"egress","state":{"value":"ALARM"}}`, `7`),
		"a file without bucket":      file(`"bucket":{"name":"intake"},`, ""),
		"a file without key":         file(`"key":"2026/calls.csv",`, ""),
		"a file without time":        file(`"time":"2026-03-04T11:59:00Z",`, ""),
		"a file that is too large":   file(`"size":80`, `"size":16777217`),
		"an empty file":              file("2026/calls.csv", "empty.csv"),
	}
	for name, event := range events {
		s := newScene()
		out, err := s.Event(t.Context(), json.RawMessage(event))
		if err == nil || task.Name(err) != task.BadInput {
			t.Errorf("%s: %+v, %v (%s); want %s, which no retry repeats", name, out, err, task.Name(err), task.BadInput)
		}
		if n := s.machine.names(); len(n) != 0 {
			t.Errorf("%s: started %v", name, n)
		}
	}
}

func TestAFileThatIsGone(t *testing.T) {
	s := newScene()
	for _, key := range []string{"gone.csv", "gone+too.csv", "gone%2.csv"} {
		if _, err := s.Event(t.Context(), json.RawMessage(fileEvent("intake", key))); !errors.Is(err, vault.ErrMissing) {
			t.Errorf("%s: %v; want ErrMissing", key, err)
		}
	}
}

func TestBadRequests(t *testing.T) {
	cases := []struct{ name, body, says string }{
		{"no JSON", `reports`, "tocsin open"},
		{"nothing", `{}`, "neither reports nor a suspect"},
		{"empty lists", `{"suspects":[],"reports_csv":""}`, "neither reports nor a suspect"},
		{"an empty suspect", `{"suspects":["mallory",""]}`, "empty suspect"},
		{"a blank suspect", `{"suspects":[" \t"]}`, "empty suspect"},
		{"a reversed window", `{"suspects":["m"],"from":"2026-03-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}`, "-from must be earlier"},
		{"an empty window", `{"suspects":["m"],"from":"2026-03-01T00:00:00Z","to":"2026-03-01T01:00:00+01:00"}`, "-from must be earlier"},
		{"awareness to come", `{"suspects":["m"],"aware_at":"2026-03-04T12:02:00Z"}`, "future"},
	}
	for _, c := range cases {
		s := newScene()
		_, err := s.person(t, ada, c.body)
		var refused *task.StatusError
		if !errors.As(err, &refused) || refused.Status != http.StatusBadRequest || !strings.Contains(refused.Message, c.says) {
			t.Errorf("%s: %v; want a refusal with status 400 that says %q", c.name, err, c.says)
		}
		list, listErr := s.incidents.List(t.Context())
		keys, keysErr := s.people.List(t.Context(), "")
		if listErr != nil || keysErr != nil || len(list)+len(keys)+len(s.machine.started) != 0 {
			t.Errorf("%s: left %v, %v, %v behind; want nothing", c.name, list, keys, s.machine.names())
		}
	}
	// Clocks of two machines differ by seconds.
	if _, err := newScene().person(t, ada, `{"suspects":["m"],"aware_at":"2026-03-04T12:00:30Z"}`); err != nil {
		t.Errorf("awareness half a minute ahead: %v; want it taken", err)
	}
	if _, err := newScene().person(t, ada, withReports("no,such\ncolumns,here\n")); task.Name(err) != task.BadInput {
		t.Errorf("reports without the columns: %v; want %s", err, task.BadInput)
	}
}
