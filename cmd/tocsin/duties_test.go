package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

func duties(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	code = runDuties(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

func factsFile(t *testing.T, body string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "facts.json")
	if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestDutiesOfFacts(t *testing.T) {
	file := factsFile(t, `{"aware_at":"2026-03-27T12:00:00+01:00","affected":{"DE":3,"XK":1},"role":"controller","establishments":["DE"]}`)
	for _, args := range [][]string{{"-facts", file, "-json"}, {"-json", "-facts", file}} {
		code, out, errs := duties(t, args...)
		var result obligation.Result
		if err := json.Unmarshal([]byte(out), &result); code != 0 || err != nil {
			t.Fatalf("exit %d, %v: %s", code, err, errs)
		}
		all := slices.DeleteFunc(result.Obligations, func(o obligation.Obligation) bool { return o.ID != "EU-GDPR-33" })
		if len(result.Questions) == 0 || len(all) != 1 || all[0].DueAt != "2026-03-30T13:00:00+02:00" {
			t.Errorf("%d questions, Article 33: %+v", len(result.Questions), all)
		}
	}
	code, out, _ := duties(t, "-facts", file)
	for _, want := range []string{"EU-GDPR-33", "applies", "NO RULE HERE", "1 person in XK", "overdue by", obligation.Disclaimer} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, the table does not say %q", code, want)
		}
	}
}

func TestDutiesRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"nothing", nil, 2, "give one incident, or -facts FILE"},
		{"both", []string{"inc-3f9a2c81d0e4-1", "-facts", "x"}, 2, "give one incident, or -facts FILE"},
		{"two incidents", []string{"inc-3f9a2c81d0e4-1", "inc-3f9a2c81d0e4-2"}, 2, "give one incident"},
		{"no such flag", []string{"-yaml"}, 2, "-yaml"},
		{"help", []string{"-help"}, 0, "usage: tocsin duties"},
		{"no such file", []string{"-facts", "/nowhere/facts.json"}, 1, "/nowhere/facts.json: the file cannot be read"},
		{"bad facts", []string{"-facts", factsFile(t, `{"affected":{"QQ":1}}`)}, 1, `"QQ"`},
		{"file without a time", []string{"file", "inc-3f9a2c81d0e4-1", "EU-GDPR-33"}, 2, "-at"},
		{"judge without a reason", []string{"judge", "inc-3f9a2c81d0e4-1", "risk", "high"}, 2, "-why"},
		{"bad facts before", []string{"-facts", factsFile(t, `{}`), "-since", factsFile(t, `{"affected":{"DE":-1}}`)}, 1, "fewer than none"},
		{"not an id", []string{"incident-1"}, 2, "tocsin list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := duties(t, c.args...)
			if code != c.code || !strings.Contains(errs, c.says) || out != "" {
				t.Errorf("exit %d, says %q and prints %q", code, errs, out)
			}
		})
	}
}

func TestDutiesOfIncident(t *testing.T) {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/incidents/inc-3f9a2c81d0e4-1/duties" || r.Header.Get("Authorization") == "" {
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"error":"no duties have been worked out yet"}`))
			return
		}
		_, _ = w.Write([]byte(`{"obligations":[{"id":"EU-GDPR-33","applies":null,"reason":"not counted","needs":["affected"]}],"questions":[]}`))
	}))
	t.Cleanup(api.Close)
	for name, value := range map[string]string{"TOCSIN_API": api.URL, "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": ""} {
		t.Setenv(name, value)
	}
	if code, out, errs := duties(t, "inc-3f9a2c81d0e4-1", "-json"); code != 0 || !strings.Contains(out, `"applies": null`) {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, out, errs := duties(t, "inc-3f9a2c81d0e4-2"); code != 1 || out != "" || !strings.Contains(errs, "no duties have been worked out yet") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

func TestDutiesSinceSaysWhatChanged(t *testing.T) {
	old := factsFile(t, `{"aware_at":"2026-03-27T12:00:00+01:00","affected":{"DE":3},"role":"controller","establishments":["DE"]}`)
	now := factsFile(t, `{"aware_at":"2026-03-27T11:00:00+01:00","affected":{"DE":3,"XK":1},"role":"controller","establishments":["DE"],"filed":{"EU-GDPR-33":{"at":"2026-03-28T12:00:00+01:00"}}}`)
	code, out, errs := duties(t, "-facts", now, "-since", old, "-json")
	var result obligation.Result
	if err := json.Unmarshal([]byte(out), &result); code != 0 || err != nil {
		t.Fatalf("exit %d, %v: %s", code, err, errs)
	}
	what := map[string]string{}
	for _, c := range result.Changes {
		what[c.ID] = c.What
	}
	if what["EU-GDPR-33"] != obligation.ChangeFiled || what["NO-RULE-XK"] != obligation.ChangeNew {
		t.Errorf("changes: %v", result.Changes)
	}
}

// asked runs the questions with answers typed by fact, and gives the facts written.
func TestAskFillsInTheFacts(t *testing.T) {
	file, out := factsFile(t, `{"aware_at":"2026-06-01T12:00:00Z"}`), filepath.Join(t.TempDir(), "out.json")
	facts, err := readFacts(file)
	if err != nil {
		t.Fatal(err)
	}
	typed := map[string]string{
		"affected": "DE=3 GB=1", "data_elements": "name, email", "role": "controller", "establishments": "DE", "listed_in": "none", "sector": "none",
		"encrypted": "no", "wrongful_purpose": "true", "risk": "medium",
	}
	var in strings.Builder // the answers in the order in which they will be asked
	for skipped := map[string]bool{}; ; {
		all, err := obligation.Questions(facts)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(all, func(q obligation.Question) bool { return !skipped[q.Fact] })
		if i < 0 {
			break
		}
		q := all[i]
		answer := typed[q.Fact]
		in.WriteString(answer + "\n")
		switch {
		case answer == "":
			skipped[q.Fact] = true
			continue
		case q.Fact == "risk": // refused, then said right
			typed["risk"] = "high"
			if answer == "medium" {
				continue
			}
			in.WriteString("Ola, privacy officer\nthe callers know the ticket numbers\n")
			facts.Risk = answer
		case q.IsJudgement():
			in.WriteString("Ola, privacy officer\nread in clear\n")
			fallthrough
		default:
			if err := obligation.Set(&facts, q.Fact, answer); err != nil {
				t.Fatal(err)
			}
		}
	}
	// The name is asked once, so only its first line is used.
	lines := strings.Split(in.String(), "\n")
	first := slices.Index(lines, "Ola, privacy officer")
	lines = append(lines[:first+1], slices.DeleteFunc(slices.Clone(lines[first+1:]), func(l string) bool { return l == "Ola, privacy officer" })...)
	var said strings.Builder
	d := dutiesFlags{ask: file, out: out}
	if code, err := d.askFacts(strings.NewReader(strings.Join(lines, "\n")), &said); code != 0 || err != nil {
		t.Fatalf("exit %d: %v\n%s", code, err, said.String())
	}
	got, err := readFacts(out)
	if err != nil {
		t.Fatal(err)
	}
	result, err := obligation.Report(got, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range result.Obligations {
		if (o.ID == "EU-GDPR-33" || o.ID == "EU-GDPR-34") && !o.Owed() {
			t.Errorf("%s after all answers: %s\n%s", o.ID, o.Reason, said.String())
		}
	}
	if !strings.Contains(said.String(), "must be one of unlikely, risk, high") || len(got.Judgements) == 0 || got.Judgements[0].By != "Ola, privacy officer" {
		t.Errorf("a wrong answer was not refused, or who judged is lost: %+v", got.Judgements)
	}
}

func TestWorksheet(t *testing.T) {
	var out, errs strings.Builder
	code, err := worksheet(strings.NewReader("1\n9\n1\n0.5\n0\n0\n0.5\n"), &out, &errs, true)
	var got severity
	if err := errors.Join(err, json.Unmarshal([]byte(out.String()), &got)); code != 0 || err != nil {
		t.Fatalf("exit %d: %v", code, err)
	}
	if got.Score != 2 || got.Band != "medium" || got.Risk != "risk" || !strings.Contains(errs.String(), `"9" is none of the scores`) {
		t.Errorf("%+v\n%s", got, errs.String())
	}
	out.Reset()
	if _, err := worksheet(strings.NewReader("1\n0.25\n0\n0\n0\n0\n"), &out, &errs, false); err != nil || strings.Contains(out.String(), `"unlikely"`) || !strings.Contains(out.String(), "does not say that a risk is unlikely") {
		t.Errorf("a low score leaves Article 33 to a person: %v, %s", err, out.String())
	}
	if code, err := worksheet(strings.NewReader("1\n"), &out, &errs, false); code != 1 || err == nil {
		t.Errorf("half a worksheet: exit %d, %v", code, err)
	}
}

func TestFileAndJudge(t *testing.T) {
	var path, body string
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		read, _ := io.ReadAll(r.Body)
		path, body = r.Method+" "+r.URL.Path, string(read)
		_, _ = w.Write([]byte(`{"entry":7,"changes":[{"id":"EU-GDPR-33","what":"filed","to":"done"}],"owed":["UK-GDPR-33"],"reminders":4}`))
	}))
	t.Cleanup(api.Close)
	for name, value := range map[string]string{"TOCSIN_API": api.URL, "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": ""} {
		t.Setenv(name, value)
	}
	for _, c := range []struct {
		args       []string
		path, body string
	}{
		{[]string{"file", "inc-3f9a2c81d0e4-1", "EU-GDPR-33", "-at", "2026-06-01T12:00:00Z", "-reference", "B-17"}, "POST /incidents/inc-3f9a2c81d0e4-1/filed",
			`{"duty":"EU-GDPR-33","at":"2026-06-01T12:00:00Z","reference":"B-17"}`},
		{[]string{"judge", "inc-3f9a2c81d0e4-1", "risk", "high", "-why", "scam calls"}, "POST /incidents/inc-3f9a2c81d0e4-1/judged",
			`{"fact":"risk","value":"high","why":"scam calls"}`},
	} {
		code, out, errs := duties(t, c.args...)
		if code != 0 || path != c.path || body != c.body || !strings.Contains(out, "entry 7 of the ledger") || !strings.Contains(out, "still to be done: UK-GDPR-33") {
			t.Errorf("exit %d, %s %s: %s%s", code, path, body, out, errs)
		}
	}
}
