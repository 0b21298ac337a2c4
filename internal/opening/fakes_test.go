package opening

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	ada   = "arn:aws:iam::111122223333:user/ada"
	eve   = "arn:aws:iam::111122223333:user/eve"
	alarm = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:egress"

	reports      = "customer_id,called_at,note\nC1,2026-03-02T10:00:00Z,odd letter\nC2,2026-03-03,\n"
	reportsOther = "customer_id,called_at,note\nC2,2026-03-03,called twice\nC1,2026-03-02T11:00:00+01:00,\n" // the same, told otherwise
)

var now = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

var errLost = errors.New("connection lost")

// A machine remembers what was started, by name, as Step Functions does.
type machine struct {
	started map[string]incident.Input
	running map[string]bool
	// fail makes the next Start fail, before or after it has started.
	failBefore, failAfter bool
}

func (m *machine) Start(_ context.Context, name string, in incident.Input) (string, error) {
	if m.failBefore {
		m.failBefore = false
		return "", errLost
	}
	if _, ok := m.started[name]; !ok {
		m.started[name], m.running["arn:"+name] = in, true
	}
	if m.failAfter {
		m.failAfter = false
		return "", errLost
	}
	return "arn:" + name, nil
}

func (m *machine) Running(_ context.Context, execution string) (bool, error) {
	return m.running[execution], nil
}

func (m *machine) names() []string { return slices.Sorted(maps.Keys(m.started)) }

// An intake is a bucket of reports.
type intake map[string]string

func (intake) Name() string { return "intake" }

func (i intake) Read(_ context.Context, key string) ([]byte, error) {
	body, ok := i[key]
	if !ok {
		return nil, vault.ErrMissing
	}
	return []byte(body), nil
}

// A scene is an Opener with everything around it.
type scene struct {
	*Opener
	machine   *machine
	incidents *incident.Memory
	people    *vault.Memory
}

func newScene() scene {
	m := &machine{started: map[string]incident.Input{}, running: map[string]bool{}}
	s := scene{machine: m, incidents: &incident.Memory{}, people: &vault.Memory{}}
	files := intake{"2026/calls.csv": reports, "the calls.csv": reports, "a+b.csv": reportsOther, "empty.csv": ""}
	s.Opener = &Opener{Incidents: s.incidents, People: s.people, Intake: files, Machine: m, Now: func() time.Time { return now }}
	return s
}

func (s scene) person(t *testing.T, caller, body string) (Opened, error) {
	t.Helper()
	out, err := s.ByPerson(t.Context(), task.Request{Caller: caller, Body: []byte(body)})
	opened, _ := out.(Opened)
	return opened, err
}

// opens takes what a trigger returned and demands that it opened or joined.
func (s scene) opens(t *testing.T, joined bool, out any, err error) Opened {
	t.Helper()
	opened, ok := out.(Opened)
	if err != nil || !ok || opened.Joined != joined {
		t.Fatalf("the trigger gave %+v, %v; want joined: %v", out, err, joined)
	}
	return opened
}

func (s scene) record(t *testing.T, id incident.ID) incident.Record {
	t.Helper()
	r, err := s.incidents.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func withReports(csv string) string {
	body, _ := json.Marshal(Request{ReportsCSV: csv})
	return string(body)
}

// alarmEvent is CloudWatch's event as EventBridge delivers it.
func alarmEvent(state string) string {
	return `{"id":"e1","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","account":"111122223333","time":"2026-03-04T11:58:00Z",
		"resources":["` + alarm + `"],"detail":{"alarmName":"egress","state":{"value":"` + state + `"}}}`
}

// fileEvent is S3's event as EventBridge delivers it.
func fileEvent(bucket, key string) string {
	return strings.NewReplacer("BUCKET", bucket, "KEY", key).Replace(`{"id":"e2","detail-type":"Object Created","source":"aws.s3","account":"111122223333",
		"time":"2026-03-04T11:59:00Z","resources":["arn:aws:s3:::BUCKET"],
		"detail":{"bucket":{"name":"BUCKET"},"object":{"key":"KEY","size":80},"requester":"111122223333"}}`)
}
