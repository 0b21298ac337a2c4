package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/dataset"
)

// ranWith runs a command of the command line.
func ranWith(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// A company whose log is a table with names of its own.
func supportDesk(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	rows := "wann;wer;was;kunde;gezeigt\n"
	for _, row := range []string{"01:00:00;jo;lesen;K1;name", "02:00:00;jo;suchen;K2;", "03:00:00;jo;anmelden;;", "04:00:00;mo;lesen;K3;"} {
		rows += "2025-07-01 " + row + "\n"
	}
	for name, body := range map[string]string{
		"log.csv":       rows,
		"customers.csv": "customer_id,email,name,country,language,segment\nK1,a@example.org,A,DE,de,consumer\nK2,b@example.org,B,FR,fr,consumer\n",
		"reports.csv":   "customer_id,called_at,note\nK1,2025-07-02,\nnobody,2025-07-02,\n",
		"set.yaml": `log:
  at: log.csv
  format: csv
  zone: Europe/Berlin
  columns: {time: wann, principal: wer, action: was, customer: kunde, fields: gezeigt}
directory: customers.csv
lookups:
  lesen: [name, email]
  suchen: [name]
`,
	} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDatasetCheck(t *testing.T) {
	supportDesk(t)
	code, out, errs := ranWith("dataset", "check", "set.yaml")
	if code != exitPartial || errs != "" {
		t.Errorf("exit %d, %s", code, errs)
	}
	for _, want := range []string{"set.yaml: format csv, objects 1", "sampled: objects 1 (plain 1); records 4, bad 0, from 2025-06-30 23:00:00 UTC to 2025-07-01 02:00:00 UTC",
		"principals: 2; customers: 3; records with a customer: 3 (75 %), with a ticket: 0 (0 %)", "actions: lesen 2, anmelden 1, suchen 1", "fields: email, name",
		"directory: customers.csv, rows 2; of 3 sampled customers found: 2 (67 %), with a usable address: 2 (67 %)",
		"  - actions that the file does not name count for nothing: anmelden; name each under lookups or other_actions", "  - only 67 % of the sampled customers are in the directory"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	code, out, _ = ranWith("dataset", "check", "-json", "set.yaml")
	var r dataset.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != exitPartial || r.Customers != 3 || len(r.Findings) != 2 {
		t.Errorf("exit %d, %+v, %v", code, r, err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"dataset"}, exitUsage, "say check and the Dataset file"},
		{[]string{"dataset", "look", "set.yaml"}, exitUsage, "say check and the Dataset file"},
		{[]string{"dataset", "check", "gone.yaml"}, exitFailed, "check the path"},
		{[]string{"dataset", "check", "customers.csv"}, exitFailed, "the Dataset file cannot be used"},
	} {
		if code, _, errs := ranWith(c.args...); code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d, %s", c.args, code, errs)
		}
	}
}

// Both commands read what the data set's owner described.
func TestCommandsReadADataset(t *testing.T) {
	supportDesk(t)
	code, out, errs := ranWith("scope", "-dataset", "set.yaml", "-principal", "jo", "-out", "ids.txt")
	for _, want := range []string{"customers affected: 2\n", "events that count: 2 (lesen, suchen), from 2025-06-30 23:00:00 UTC", "fields seen: name\n", "by country: DE 1, FR 1"} {
		if code != exitOK || !strings.Contains(out, want) {
			t.Errorf("exit %d: %q is missing in\n%s%s", code, want, out, errs)
		}
	}
	if ids, err := os.ReadFile("ids.txt"); string(ids) != "K1\nK2\n" {
		t.Errorf("%q, %v", ids, err)
	}
	if _, out, _ := ranWith("scope", "-dataset", "set.yaml", "-principal", "jo", "-action", "suchen"); !strings.Contains(out, "customers affected: 1\n") {
		t.Errorf("-action is to count instead of the data set's look-ups:\n%s", out)
	}
	code, out, errs = ranWith("detect", "-dataset", "set.yaml", "-reports", "reports.csv")
	for _, want := range []string{"2 principals", "1 reports name customers of whom the log knows nothing: check their ids"} {
		if code != exitOK || !strings.Contains(out, want) {
			t.Errorf("exit %d: %q is missing in\n%s%s", code, want, out, errs)
		}
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-dataset", "set.yaml", "-log", "log.csv"}, exitUsage, "leave -log and -format out"},
		{[]string{"-dataset", "set.yaml", "-format", "csv"}, exitUsage, "leave -log and -format out"},
		{[]string{"-log", "log.csv", "-format", "xml"}, exitUsage, `there is no format "xml"`},
		{[]string{"-log", "log.csv", "-format", "csv"}, exitFailed, `none of the 5 columns in line 1 is named "time"`},
		{[]string{"-log", "customers.csv"}, exitFailed, "line 1 is not what json has, one JSON object a line; it looks like csv"},
		{[]string{"-dataset", "gone.yaml"}, exitFailed, "reading the Dataset file"},
		{[]string{"-log", "gone*"}, exitFailed, "matches no file"},
	} {
		if code, _, errs := ranWith(append([]string{"scope", "-principal", "jo"}, c.args...)...); code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d, %s", c.args, code, errs)
		}
	}
}

// A theft from S3 by the session of a role, out of CloudTrail's own files.
func TestScopeOfATheftFromS3(t *testing.T) {
	log, err := filepath.Abs("../../internal/accesslog/testdata/cloudtrail/ec2-proxy-s3-records.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	code, out, errs := ranWith("scope", "-format", "cloudtrail", "-log", log, "-out", "objects.txt",
		"-principal", "arn:aws:sts::123456789123:assumed-role/MordorNginxStack-BankingWAFRole-9S3E0UAE1MM0/i-0317f6c6b66ae9c40")
	if code != exitOK || !strings.Contains(out, "customers affected: 1\n") || !strings.Contains(out, "events that count: 2 (GetObject), from 2020-09-14 01:02:34 UTC") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	if objects, err := os.ReadFile("objects.txt"); string(objects) != "mordors3stack-s3bucket-llp2yingx64a/ring.txt\n" {
		t.Errorf("%q, %v", objects, err)
	}
}

// Sidecars of what could not be read are no silent success, the second time either.
func TestSummariseSaysWhatItCouldNotRead(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, body := range map[string]string{"a.jsonl": "{}\n{}\n", "b.jsonl": "PK\x03\x04"} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, written := range []string{"sidecars written: 2", "sidecars written: 0"} {
		code, out, errs := ranWith("summarise", "-log", "*.jsonl", "-out", "side")
		for _, want := range []string{written, "b.jsonl line 1: the file is a zip archive", "bad lines, left out: 2\n  a.jsonl line 1: time is missing\n    and 1 more of the kind, up to a.jsonl line 2\n"} {
			if code != exitPartial || !strings.Contains(out, want) {
				t.Errorf("exit %d, %s; %q is missing in\n%s", code, errs, want, out)
			}
		}
	}
}
