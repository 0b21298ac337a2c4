package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
)

const revoked = "inc-3f9a2c81d0e4-1"

// runAgainst runs tocsin revoke against an API that answers each
// "METHOD path" with a status and a body, and returns the requests it got.
func runAgainst(t *testing.T, answers map[string]string, args ...string) (code int, stdout, stderr string, requests []string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		call := r.Method + " " + r.URL.Path
		requests = append(requests, strings.TrimSpace(call+" "+string(body)))
		if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256") {
			t.Errorf("%s is not signed", call)
		}
		answer, ok := answers[call]
		switch {
		case !ok:
			w.WriteHeader(http.StatusNotFound)
			answer = `{"message":"Not Found"}`
		case strings.Contains(answer, `"error"`):
			w.WriteHeader(http.StatusForbidden)
		}
		_, _ = io.WriteString(w, answer)
	}))
	defer server.Close()
	for k, v := range map[string]string{"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": "", "TOCSIN_API": server.URL} {
		t.Setenv(k, v)
	}
	var out, errs strings.Builder
	code = runRevoke(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String(), requests
}

func TestRevokeUndo(t *testing.T) {
	answers := map[string]string{"POST /incidents/" + revoked + "/undo": `{"incident":"` + revoked + `","given_back":2,"as_before":1,"failed":0,"by_hand":["set a new password"]}`}
	code, out, errs, requests := runAgainst(t, answers, "undo", revoked, "-reason", "wrong person")
	if code != exitOK || !strings.Contains(out, "gave back 2, as before 1, failed 0") || !strings.Contains(out, "by hand: set a new password") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if want := []string{"POST /incidents/" + revoked + `/undo {"reason":"wrong person"}`}; !slices.Equal(requests, want) {
		t.Errorf("requests %q", requests)
	}
	answers["POST /incidents/"+revoked+"/undo"] = `{"failed":1,"by_hand":[]}`
	if code, _, _, _ := runAgainst(t, answers, "undo", revoked, "-reason", "wrong person"); code != exitFailed {
		t.Errorf("a failed undo ends with %d", code)
	}
	answers["POST /incidents/"+revoked+"/undo"] = `{"error":"a suspect of the incident cannot do this"}`
	if code, _, errs, _ := runAgainst(t, answers, "undo", revoked, "-reason", "it was not me"); code != exitFailed || !strings.Contains(errs, "a suspect of the incident") {
		t.Errorf("a refused undo ends with %d: %s", code, errs)
	}
}

func TestRevokeAttest(t *testing.T) {
	code, out, errs, requests := runAgainst(t, map[string]string{"POST /incidents/" + revoked + "/contained": `{"incident":"` + revoked + `","attested":1,"open":0}`},
		"attest", "-reason", "locked in the database", revoked)
	if code != exitOK || !strings.Contains(out, "1 attested") || !strings.Contains(out, "next: tocsin resume "+revoked) {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if want := []string{"POST /incidents/" + revoked + `/contained {"reason":"locked in the database"}`}; !slices.Equal(requests, want) {
		t.Errorf("requests %q", requests)
	}
}

func TestRevokeShow(t *testing.T) {
	record := `{"id":"` + revoked + `","opened_at":"2026-03-01T03:00:00Z","phases":{"revoke":{"phase":"revoke","status":"done","result":{"cut":4,"open":0,"refused":0,"unresolved":0},"at":"2026-03-01T03:00:09Z"}}}`
	report, err := json.Marshal(revoke.Report{
		Suspects: []revoke.Suspect{{Principal: "mallory", Status: revoke.Unresolved, Reason: "no such user", ByHand: "cut the database login"}},
		Findings: []revoke.Finding{{State: revoke.Open, Reason: "AccessDenied",
			Action: revoke.Action{Credential: revoke.Credential{Kind: "access-key", Target: "AKIAALICE1", Holder: revoke.Identity{Type: revoke.User, Name: "alice"}}}}},
		Open: 1, Unresolved: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	show := "GET /incidents/" + revoked
	for name, c := range map[string]struct {
		answers map[string]string
		code    int
		says    []string
	}{
		"not contained": {map[string]string{show: record, show + "/contained": string(report)}, exitFailed,
			[]string{"cut 4, still open 0", "mallory: unresolved: no such user", "by hand: cut the database login", "access-key", "user alice AKIAALICE1", "NOT contained"}},
		"contained":      {map[string]string{show: record, show + "/contained": `{"contained":true,"cut":4}`}, exitOK, []string{"contained: cut 4"}},
		"before a plan":  {map[string]string{show: `{"id":"` + revoked + `"}`}, exitFailed, []string{"nothing is planned"}},
		"no permission":  {map[string]string{show: record, show + "/contained": `{"error":"no"}`}, exitFailed, nil},
		"no such record": {nil, exitFailed, nil},
	} {
		code, out, errs, _ := runAgainst(t, c.answers, "show", revoked)
		if code != c.code {
			t.Errorf("%s: exit %d: %s", name, code, errs)
		}
		for _, want := range c.says {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, out)
			}
		}
		if (c.says == nil) != (errs != "") {
			t.Errorf("%s: standard error: %q", name, errs)
		}
		if _, out, _, _ := runAgainst(t, c.answers, "show", "-json", revoked); c.says != nil && !json.Valid([]byte(out)) {
			t.Errorf("%s: not JSON: %s", name, out)
		}
	}
}

func TestRevokeUsage(t *testing.T) {
	for _, args := range [][]string{
		nil, {"cut"}, {"plan"}, {"plan", "alice"}, {"plan", "-principal"}, {"show"}, {"show", "x"}, {"undo", revoked}, {"undo", "-reason", "x"},
		{"attest", revoked}, {"undo", revoked, revoked, "-reason", "x"}, {"show", "-bogus", revoked},
	} {
		if code, out, errs, requests := runAgainst(t, nil, args...); code != exitUsage || out != "" || errs == "" || len(requests) > 0 {
			t.Errorf("%q: exit %d, %q, %q, %q", args, code, out, errs, requests)
		}
	}
	for _, args := range [][]string{{"help"}, {"-help"}, {"plan", "-help"}, {"undo", "-help"}} {
		if code, _, _, _ := runAgainst(t, nil, args...); code != exitOK {
			t.Errorf("%q: exit %d", args, code)
		}
	}
}

func TestRevokePlanChangesNothing(t *testing.T) {
	iam := revoketest.NewMemory("111111111111")
	iam.AddUser("/", "alice", true, revoke.Key{ID: "AKIAALICE1", Active: true}, revoke.Key{ID: "AKIAALICE2"})
	before := iam.State()
	out, err := rehearse(t.Context(), revoke.Revoker{
		Accounts: revoketest.Accounts{"111111111111": iam}, Account: "111111111111", MaxSuspects: revoke.DefaultMaxSuspects,
		Now: func() time.Time { return time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC) },
	}, []string{"alice", "mallory"})
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	for _, w := range out.Writes {
		calls = append(calls, w.Call+" "+w.Target)
	}
	if want := []string{"iam:PutUserPolicy tocsin-" + string(rehearsal), "iam:UpdateAccessKey AKIAALICE1", "iam:DeleteLoginProfile login-profile"}; !slices.Equal(calls, want) {
		t.Errorf("calls %q", calls)
	}
	var text strings.Builder
	showPlan(&text, out)
	for _, want := range []string{"alice: planned", "mallory: unresolved", "by hand:", "user arn:aws:iam::111111111111:user/alice AKIAALICE2", "Inactive", "iam:DeleteLoginProfile"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in\n%s", want, text.String())
		}
	}
	if !slices.Equal(iam.State(), before) {
		t.Error("a plan changed IAM")
	}
	if rehearsal.Check() != nil {
		t.Error("the stand-in is no incident id")
	}
}
