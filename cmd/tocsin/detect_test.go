package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/detect"
)

// detectCase writes an office of 20 agents who each look up 20 of 2,000
// customers, a job that reads them all, and a thief of customers 0 to 39.
func detectCase(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	var log strings.Builder
	read := func(day int, principal string, ticket string, customers ...int) {
		for _, c := range customers {
			fmt.Fprintf(&log, `{"time":"2026-03-%02dT10:00:00Z","principal":%q,"action":"customer.read","customer_id":"C%04d","ticket_id":%s}`+"\n", day, principal, c, ticket)
		}
	}
	for c := range 2000 {
		read(1, "svc-nightly", "null", c)
		read(2, fmt.Sprintf("agent-%02d", c/20%20), `"T1"`, c)
	}
	write(t, folder, "a.jsonl", log.String())
	log.Reset()
	for c := range 40 {
		read(3, "thief", "null", c)
	}
	write(t, folder, "b.jsonl", log.String())
	reports := "customer_id,called_at,note\n"
	for _, c := range []int{1, 2, 5, 8, 20, 33, 38, 700, 900, 1100} {
		reports += fmt.Sprintf("C%04d,2026-03-10T09:00:00Z,knew my SECRET\n", c)
	}
	write(t, folder, "reports.csv", reports)
	return folder
}

func write(t *testing.T, folder, name, body string) string {
	t.Helper()
	name = filepath.Join(folder, name)
	if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func runsDetect(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = runDetect(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestDetectPage(t *testing.T) {
	folder := detectCase(t)
	page := filepath.Join(folder, "page.html")
	code, _, errs := runsDetect(t, "-log", filepath.Join(folder, "*.jsonl"), "-reports", filepath.Join(folder, "reports.csv"), "-html", page)
	body, err := os.ReadFile(page)
	if code != exitOK || err != nil || !strings.Contains(string(body), "thief explains 7 of 10") {
		t.Errorf("exit %d, %s, %v: %d bytes", code, errs, err, len(body))
	}
	if strings.Contains(string(body), "SECRET") || strings.Contains(string(body), "C0001") {
		t.Error("the page holds a customer or a note")
	}
}

// Scripts rely on these keys.
func TestDetectJSON(t *testing.T) {
	folder := detectCase(t)
	code, out, errs := runsDetect(t, "-log", filepath.Join(folder, "a.*"), "-log", filepath.Join(folder, "b.jsonl"), "-reports", filepath.Join(folder, "reports.csv"), "-json")
	type suspect struct {
		Principal           string
		Accessed, Explained int
		P                   float64 `json:"p_value"`
		Q                   float64 `json:"q_value"`
	}
	var got struct {
		Reports  int
		Decision string
		Suspects []suspect
	}
	if err := json.Unmarshal([]byte(out), &got); code != exitOK || err != nil || errs != "" {
		t.Fatalf("exit %d, %v, stderr %q", code, err, errs)
	}
	first := got.Suspects[0]
	if got.Reports != 10 || got.Decision != detect.Confident || first.Principal != "thief" || first.Accessed != 40 || first.Explained != 7 {
		t.Errorf("%+v", got)
	}
	if first.P <= 0 || first.Q > 0.008 || first.Q < first.P {
		t.Errorf("p %g, q %g", first.P, first.Q)
	}
	job := got.Suspects[slices.IndexFunc(got.Suspects, func(s suspect) bool { return s.Principal == "svc-nightly" })]
	if job.P < 0.5 || job.Q != 1 || job.Explained != 10 {
		t.Errorf("the job that reads everybody: %+v", job)
	}
}

func TestDetectTable(t *testing.T) {
	folder := detectCase(t)
	write(t, folder, "c.jsonl", "not a record\n")
	reports, err := os.ReadFile(filepath.Join(folder, "reports.csv"))
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, folder, "more.csv", string(reports)+"C0001,2026-03-11,again\nC9999,2026-03-10,unknown\nC0003,2020-01-01,early\nC0004,soon,SECRET\n")
	code, out, errs := runsDetect(t, "-log", filepath.Join(folder, "*.jsonl"), "-reports", file)
	if code != exitOK || errs != "" {
		t.Fatalf("exit %d, stderr %q", code, errs)
	}
	for _, want := range []string{
		"confident: thief explains 7 of 11 reports", "adjusted p", "svc-nightly", "12 reports, 7 explained, 5 not", "1 reports are dated before the log begins",
		"1 reports name customers of whom the log knows nothing", "1 reports were merged", "line 15: called_at is neither", "1 lines of the log are bad", "c.jsonl line 1", "+ Before the calls, thief looked up 7",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "SECRET") {
		t.Errorf("the output holds a note:\n%s", out)
	}
}

func TestDetectCountsTheDirectory(t *testing.T) {
	folder := detectCase(t)
	rows := "customer_id,email,name,country,language,segment\n"
	for c := range 5000 {
		rows += fmt.Sprintf("C%04d,,,,,\n", c)
	}
	file := write(t, folder, "directory.csv", rows)
	code, out, errs := runsDetect(t, "-log", filepath.Join(folder, "*.jsonl"), "-reports", filepath.Join(folder, "reports.csv"), "-directory", file, "-json")
	if code != exitOK || !strings.Contains(out, `"customers": 5000`) {
		t.Errorf("exit %d, %s%s", code, errs, out)
	}
}

func TestDetectDamagedLog(t *testing.T) {
	folder := detectCase(t)
	write(t, folder, "d.jsonl", "\x1f\x8b\x08\x00broken")
	code, out, _ := runsDetect(t, "-log", filepath.Join(folder, "*.jsonl"), "-reports", filepath.Join(folder, "reports.csv"))
	if code != exitPartial || !strings.Contains(out, "look-ups may be missing") || !strings.Contains(out, "d.jsonl line 1") {
		t.Errorf("exit %d:\n%s", code, out)
	}
}

func TestDetectRefuses(t *testing.T) {
	folder := detectCase(t)
	log, reports := filepath.Join(folder, "*.jsonl"), filepath.Join(folder, "reports.csv")
	empty, headless := write(t, folder, "empty.csv", ""), write(t, folder, "headless.csv", "SECRET,2026-03-01,x\n")
	blank := write(t, folder, "blank.log", "\n")
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"nothing", nil, exitUsage, "-log is missing"},
		{"no reports", []string{"-log", log}, exitUsage, "-reports is missing"},
		{"an unknown flag", []string{"-lg", log}, exitUsage, "-lg"},
		{"a pattern that the shell took apart", []string{"-reports", reports, "-log", "a", "b"}, exitUsage, "quote"},
		{"no action", []string{"-log", log, "-reports", reports, "-action", "a,"}, exitUsage, "-action"},
		{"a log that is not there", []string{"-log", "nowhere/*", "-reports", reports}, exitFailed, "matches no file"},
		{"a log without lines", []string{"-log", blank, "-reports", reports}, exitFailed, "no lines"},
		{"a log of something else", []string{"-log", reports, "-reports", reports}, exitFailed, "reports.csv: the log is of another format: line 1 is not what json has"},
		{"reports that are not there", []string{"-log", log, "-reports", "nowhere.csv"}, exitFailed, "nowhere.csv"},
		{"empty reports", []string{"-log", log, "-reports", empty}, exitFailed, "expected the header customer_id,called_at,note"},
		{"reports without header", []string{"-log", log, "-reports", headless}, exitFailed, "line 1"},
		{"a directory that is not there", []string{"-log", log, "-reports", reports, "-directory", "nowhere.csv"}, exitFailed, "directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := runsDetect(t, c.args...)
			if code != c.code || out != "" || !strings.Contains(errs, c.says) || strings.Contains(errs, "SECRET") {
				t.Errorf("exit %d, stdout %q, stderr %q; want exit %d and %q", code, out, errs, c.code, c.says)
			}
		})
	}
	code, out, errs := runsDetect(t, "-help")
	if code != exitOK || errs != "" || !strings.Contains(out, "exit codes") {
		t.Errorf("-help: exit %d, %q, %q", code, out, errs)
	}
}
