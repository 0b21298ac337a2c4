package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
		var all []obligation.Obligation
		if err := json.Unmarshal([]byte(out), &all); code != 0 || err != nil {
			t.Fatalf("exit %d, %v: %s", code, err, errs)
		}
		if all[0].ID != "EU-GDPR-33" || all[0].DueAt != "2026-03-30T13:00:00+02:00" {
			t.Errorf("first is %s, due %s", all[0].ID, all[0].DueAt)
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
		_, _ = w.Write([]byte(`[{"id":"EU-GDPR-33","applies":null,"reason":"not counted","needs":["affected"]}]`))
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
