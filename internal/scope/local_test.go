package scope

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

func local(t *testing.T, p *Phase, principals ...string) (*Report, []string) {
	t.Helper()
	q, err := NewQuery(principals, nil, "", "")
	if err != nil {
		t.Fatal(err)
	}
	p.People = &vault.Memory{}
	report, affected, err := p.Local(context.Background(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range affected() {
		ids = append(ids, a.CustomerID)
	}
	return report, ids
}

// The report's keys are what scripts rely on.
func TestReportJSON(t *testing.T) {
	log := logFiles{"a": event(1, "agent-1", "C2", "name") + event(2, "agent-1", "C1", "name", "phone") + event(3, "agent-2", "C1") + "x\n"}
	report, ids := local(t, &Phase{Log: accesslog.Log{Archive: log}, Directory: customerFile(header + "C1,a@example.org,A,DE,de,consumer\n")}, "agent-2", "agent-1")
	const want = `{"principals":["agent-1","agent-2"],"actions":["customer.read"],` +
		`"affected":2,"first":"2025-01-06T01:00:00Z","last":"2025-01-06T03:00:00Z","events_matched":3,"fields":["name","phone"],` +
		`"by_principal":[` +
		`{"principal":"agent-1","affected":2,"events_matched":2,"fields":["name","phone"],"first":"2025-01-06T01:00:00Z","last":"2025-01-06T02:00:00Z","events_in_log":2,"estimate":{"window":null,"why_none":"the log has look-ups of 1 days only, which show no usual pace","whole_log":2,"in_window":2,"outside":0,"daily":{"from":"2025-01-06T00:00:00Z","customers":[2]}}},` +
		`{"principal":"agent-2","affected":1,"events_matched":1,"fields":[],"first":"2025-01-06T03:00:00Z","last":"2025-01-06T03:00:00Z","events_in_log":1,"estimate":{"window":null,"why_none":"the log has look-ups of 1 days only, which show no usual pace","whole_log":1,"in_window":1,"outside":0,"daily":{"from":"2025-01-06T00:00:00Z","customers":[1]}}}],` +
		`"together":[{"principals":["agent-1"],"affected":1},{"principals":["agent-1","agent-2"],"affected":1}],"estimate":{"whole_log":2,"in_window":2,"outside":0,"applied":false,"affected_outside":0},` +
		`"lines_read":4,"bad_lines":1,"bad_line_places":[{"file":"a","line":4,"reason":"not valid JSON"}],` +
		`"log_objects":1,"log_first":"2025-01-06T01:00:00Z","log_last":"2025-01-06T03:00:00Z","lower_bound":true,"gaps":[],"gap_hours":0,"quiet":[],` +
		`"cannot_be_excluded":{"customers":1,"in_gaps":0,"in_damaged":0,"in_bad_lines":1,"hours":0,"fastest_hour":1,"fastest_day":2,"without_pace":0,"if_quiet_worked":0,"reachable":0,"assumption":"Assumes that a bad line hides at most one look-up."},` +
		`"by_country":{"DE":1},"by_segment":{"consumer":1},"by_language":{"de":1},"recipients":1,"unreachable":1,"not_in_directory":1,` +
		`"directory_rows":1,"directory_flawed":0}`
	got, err := json.Marshal(report)
	if err != nil || string(got) != want || !slices.Equal(ids, []string{"C1", "C2"}) {
		t.Errorf("%s\nwant\n%s\n%v, %v", got, want, ids, err)
	}
}

// Without a directory nothing is said by country; nobody affected is an answer.
func TestLocalOfNobody(t *testing.T) {
	report, ids := local(t, &Phase{Log: accesslog.Log{Archive: logFiles{"a": event(1, "agent-1", "C1")}}}, "agent-9")
	got, err := json.Marshal(report)
	if err != nil || len(ids) != 0 || report.ByPrincipal[0].InLog != 0 || strings.Contains(string(got), "by_country") ||
		!strings.Contains(string(got), `"affected":0,"first":null,"last":null,"events_matched":0`) {
		t.Errorf("%s, %v, %v", got, ids, err)
	}
}

func TestLocalCountsHoursMissing(t *testing.T) {
	var log strings.Builder
	for h := range 20 * 24 {
		if h != 200 && h != 201 {
			log.WriteString(strings.Repeat(event(float64(h), "agent-1", "C1"), 12))
		}
	}
	report, _ := local(t, &Phase{Log: accesslog.Log{Archive: logFiles{"a": log.String()}}}, "agent-1")
	if render(report.Gaps) != "200-202" || report.GapHours != 2 {
		t.Errorf("%s, %d hours", render(report.Gaps), report.GapHours)
	}
}

func TestFieldNamesThatLeave(t *testing.T) {
	r := &Report{Fields: []string{"Ann Example", "email", "name", "ann@example.org"}}
	if got := r.fieldNames(); !slices.Equal(got, []string{"email", "name", "other"}) {
		t.Error(got)
	}
}
