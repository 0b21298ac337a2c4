package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/status"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A deployment stands in for the HTTP API and keeps what it was asked.
type deployment struct {
	answers map[string]any // by "METHOD /path"
	bodies  map[string]string
}

func deploy(t *testing.T, answers map[string]any) *deployment {
	t.Helper()
	d := &deployment{answers: answers, bodies: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what := r.Method + " " + r.URL.Path
		body, _ := io.ReadAll(r.Body)
		d.bodies[what] = string(body)
		if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		answer, ok := d.answers[what]
		if !ok {
			w.WriteHeader(http.StatusConflict)
			answer = map[string]string{"error": "somebody else must decide"}
		}
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(server.Close)
	t.Setenv("TOCSIN_API", server.URL)
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_ENDPOINT_URL", "")
	return d
}

func tocsin(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

const anIncident = "inc-3f9a2c81d0e4-1"

func TestOpenSendsReportsOnceTheyAreReadable(t *testing.T) {
	d := deploy(t, map[string]any{"POST /incidents": map[string]any{"incident": anIncident, "joined": true}})
	file := filepath.Join(t.TempDir(), "calls.csv")
	if err := os.WriteFile(file, []byte("customer_id,called_at,note\nc1,2026-10-01,x\n,2026-10-02,no id\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, said := tocsin(t, "open", "-reports", file)
	if code != exitOK || !strings.Contains(out, "joined the open incident "+anIncident) {
		t.Errorf("open gave %d, %q, %q; want 0 and the incident that it joined", code, out, said)
	}
	if !strings.Contains(said, "line 3") {
		t.Errorf("open said %q; want the bad row named by its line, for a report must not vanish silently", said)
	}
	if !strings.Contains(d.bodies["POST /incidents"], "c1,2026-10-01") {
		t.Errorf("open sent %q; want the reports as they are", d.bodies["POST /incidents"])
	}
}

func TestWrongUse(t *testing.T) {
	deploy(t, nil)
	empty := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, args string
		code       int
		says       string
	}{
		{"no command", "", exitUsage, "usage: tocsin COMMAND"},
		{"unknown command", "close", exitUsage, `no command "close"`},
		{"neither reports nor suspect", "open", exitUsage, "neither -reports nor -suspect"},
		{"reports are missing", "open -reports /nowhere/calls.csv", exitFailed, "/nowhere/calls.csv"},
		{"reports are empty", "open -reports " + empty, exitFailed, empty},
		{"a time without offset", "open -suspect x -from 2026-10-01T08:00:00", exitUsage, "RFC 3339"},
		{"no incident", "status", exitUsage, "expected 1 argument"},
		{"rejection without reason", "reject " + anIncident, exitUsage, "needs -reason"},
		{"choice of nobody", "choose " + anIncident + " -reason x", exitUsage, "-no-breach"},
		{"approval of what was not looked at", "approve " + anIncident, exitUsage, "tocsin status " + anIncident + " shows it with its code"},
		{"refused by the API", "approve " + anIncident + " -seen c0de", exitFailed, "somebody else must decide"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, said := tocsin(t, strings.Fields(c.args)...)
			if code != c.code || !strings.Contains(said, c.says) {
				t.Errorf("tocsin %s gave %d and said %q; want %d and %q", c.args, code, said, c.code, c.says)
			}
		})
	}
}

func TestHelpOfEveryCommandNamesItsExitCodes(t *testing.T) {
	for _, c := range commands {
		code, out, said := tocsin(t, c.name, "-help")
		if code != exitOK || !strings.Contains(out+said, "exit codes") {
			t.Errorf("tocsin %s -help gave %d and %q; want 0 and the exit codes, which scripts rely on", c.name, code, out+said)
		}
	}
}

func TestDecisionsReachTheAPI(t *testing.T) {
	answer := map[string]any{"incident": anIncident, "decision": "approved", "by": "arn:aws:iam::1:user/b", "at": time.Unix(0, 0).UTC()}
	for _, c := range []struct{ args, path, body string }{
		{"approve " + anIncident + " -seen c0de", "/decision", `{"decision":"approve","reason":"","seen":"c0de"}`},
		{"reject " + anIncident + " -seen c0de -reason wrong", "/decision", `{"decision":"reject","reason":"wrong","seen":"c0de"}`},
		{"choose -seen c0de -suspect a -suspect b -reason both " + anIncident, "/suspect", `{"suspects":["a","b"],"no_breach":false,"reason":"both","seen":"c0de"}`},
		{"choose " + anIncident + " -seen c0de -no-breach -reason none", "/suspect", `{"suspects":null,"no_breach":true,"reason":"none","seen":"c0de"}`},
	} {
		what := "POST /incidents/" + anIncident + c.path
		d := deploy(t, map[string]any{what: answer})
		code, out, said := tocsin(t, strings.Fields(c.args)...)
		if code != exitOK || d.bodies[what] != c.body {
			t.Errorf("tocsin %s gave %d (%s) and sent %s; want 0 and %s", c.args, code, said, d.bodies[what], c.body)
		}
		if !strings.Contains(out, "approved by arn:aws:iam::1:user/b") {
			t.Errorf("tocsin %s printed %q; want the decision and who took it, as recorded", c.args, out)
		}
	}
}

func TestStatusShowsWhatTheApproverMustSee(t *testing.T) {
	details, err := json.Marshal(approval.Details{
		Affected: 680, Recipients: 671, Unreachable: 9, ByCountry: map[string]int{"DE": 400, "XK": 3}, GapHours: 2, CannotBeExcluded: 31, Reachable: 4320, OutsideWindow: 12, CostUSD: 0.07, Rate: 14, Seconds: 48, Days: 1,
		Samples: map[string]approval.Sample{"en": {Subject: "About your data", Text: "Dear Alex,\nwe never call you."}},
	})
	if err != nil {
		t.Fatal(err)
	}
	view := status.View{
		Record: incident.Record{ID: anIncident, Status: "open", OpenedBy: "arn:aws:iam::1:user/a", Run: 1, Phases: map[string]incident.PhaseResult{
			"scope": {Phase: "scope", Status: incident.Done, Result: json.RawMessage(`{"affected":680,"recipients":671,"unreachable":9,"gap_hours":2,"cannot_be_excluded":31}`)},
		}},
		State:    status.State{Status: "RUNNING"},
		Question: &status.Question{Question: incident.Question{Kind: incident.AskNotification, Round: 2, Details: vault.Ref{Key: "x"}}, Details: details, Code: "c0de"},
	}
	deploy(t, map[string]any{"GET /incidents/" + anIncident: view})
	for _, args := range []string{"status " + anIncident, "status -watch " + anIncident} {
		code, out, said := tocsin(t, strings.Fields(args)...)
		if code != exitOK {
			t.Fatalf("tocsin %s gave %d: %s", args, code, said)
		}
		for _, want := range []string{"680 affected", "2 hours missing in the log, at most 31 more cannot be excluded", "671", "without usable address 9", "DE 400, XK 3", "hours missing in the log 2",
			"cannot be excluded: at most 31 more, who get no letter; 4320 others", "12 were looked up only outside the time that stands out; they are written to all the same", "0.07 USD", "48s", "About your data", "asked 2 time(s)", "tocsin approve " + anIncident, "not by arn:aws:iam::1:user/a"} {
			if !strings.Contains(out, want) {
				t.Errorf("tocsin %s does not show %q; nobody can approve what they do not see:\n%s", args, want, out)
			}
		}
	}
	if _, out, _ := tocsin(t, "status", "-watch", anIncident); strings.Contains(out, "c0de") {
		t.Errorf("status -watch shows the code, and not the letters that it stands for:\n%s", out)
	}
	if _, out, _ := tocsin(t, "status", anIncident); !strings.Contains(out, "we never call you") || !strings.Contains(out, "tocsin approve "+anIncident+" -seen c0de") {
		t.Errorf("status does not show the letter itself; the approver answers for its words:\n%s", out)
	}
	code, out, _ := tocsin(t, "status", "-json", anIncident)
	var again status.View
	if err := json.Unmarshal([]byte(out), &again); code != exitOK || err != nil || again.Question == nil {
		t.Errorf("status -json gave %d and what decodes to %+v (%v); want the view that scripts read", code, again, err)
	}
}

func TestStatusSaysWhatIsLeftWhenItStopped(t *testing.T) {
	view := status.View{
		Record: incident.Record{ID: anIncident, Status: "ContainedButNotNotified", Phases: map[string]incident.PhaseResult{
			"notify": {Phase: "notify", Status: incident.Failed, Error: "QuotaExhausted: the quota is used up"},
		}},
		State: status.State{Status: "FAILED", Error: "ContainedButNotNotified", Cause: "Not every affected customer was told."},
	}
	deploy(t, map[string]any{"GET /incidents/" + anIncident: view, "GET /incidents": []incident.Record{view.Record}})
	_, out, _ := tocsin(t, "status", "-watch", anIncident)
	for _, want := range []string{"QuotaExhausted", "stopped: ContainedButNotNotified", "Not every affected customer was told.", "tocsin resume " + anIncident} {
		if !strings.Contains(out, want) {
			t.Errorf("status does not show %q:\n%s", want, out)
		}
	}
	if _, out, _ := tocsin(t, "list"); !strings.Contains(out, "ContainedButNotNotified") {
		t.Errorf("list shows %q; want where the incident stopped", out)
	}
}
