package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/scope"
)

// scopeFiles writes a small log, a damaged one and a directory, and goes there.
func scopeFiles(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	line := func(hour int, principal, action, customer string) string {
		return fmt.Sprintf(`{"time":%q,"principal":%q,"action":%q,"customer_id":%q,"ticket_id":null,"fields":["name"],"source_ip":"192.0.2.1"}`+"\n",
			start.Add(time.Duration(hour)*time.Hour).Format(time.RFC3339), principal, action, customer)
	}
	var whole, packed, damaged bytes.Buffer
	for h := range 100 {
		if h == 50 {
			continue
		}
		for i := range 10 {
			whole.WriteString(line(h, "agent-1", "customer.read", fmt.Sprint("C", i)))
		}
	}
	whole.WriteString("not a record\n")
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, line(60, "agent-2", "customer.read", "D1"), line(61, "agent-2", "customer.update", "D2"))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	damaged.Write(packed.Bytes()[:packed.Len()-9])
	for name, body := range map[string]string{
		"a.jsonl": whole.String(), "b.dat": packed.String(), "damaged.gz": damaged.String(), "empty.jsonl": "",
		"customers.csv": "customer_id,email,name,country,language,segment\nC1,a@example.org,A,DE,de,consumer\nC2,,B,US-CA,en,business\nC3,c@example.org,C,Nowhere,en,consumer\nC1,a@example.org,A,DE,de,consumer\n",
		"wrong.csv":     "customer_id;email\n",
	} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func tocsinScope(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = runScope(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestScopeJSON(t *testing.T) {
	scopeFiles(t)
	code, out, errs := tocsinScope("-log", "a.*", "-log", "b.dat", "-principal", "agent-1", "-principal", "agent-2",
		"-from", "2025-01-06T01:00:00Z", "-to", "2025-01-10T04:00:00+00:00", "-directory", "customers.csv", "-out", "ids.txt", "-json")
	if code != exitPartial || errs != "" { // a.jsonl has a bad line
		t.Fatalf("%d: %s", code, errs)
	}
	var got struct {
		Principals []string                       `json:"principals"`
		Affected   int                            `json:"affected"`
		First      time.Time                      `json:"first"`
		Last       time.Time                      `json:"last"`
		Matched    int                            `json:"events_matched"`
		Lines      int                            `json:"lines_read"`
		Bad        int                            `json:"bad_lines"`
		Gaps       []struct{ From, To time.Time } `json:"gaps"`
		ByCountry  map[string]int                 `json:"by_country"`
		BySegment  map[string]int                 `json:"by_segment"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	want := "{[agent-1 agent-2] 11 2025-01-06 01:00:00 +0000 UTC 2025-01-10 03:00:00 +0000 UTC 981 993 1 " +
		"[{2025-01-08 02:00:00 +0000 UTC 2025-01-08 03:00:00 +0000 UTC}] map[DE:1 US-CA:1 ZZ:1] map[business:1 consumer:2]}"
	if fmt.Sprint(got) != want {
		t.Errorf("%v\nwant %s", got, want)
	}
	ids, err := os.ReadFile("ids.txt")
	if want := "customer_id,agent-1,agent-2\nC0,98,0\nC1,98,0\nC2,98,0\nC3,98,0\nC4,98,0\nC5,98,0\nC6,98,0\nC7,98,0\nC8,98,0\nC9,98,0\nD1,0,1\n"; err != nil || string(ids) != want {
		t.Errorf("the file for two suspects is %q, %v, want %q: each customer with who touched them", ids, err, want)
	}
	if code, _, errs := tocsinScope("-log", "a.jsonl", "-principal", "agent-1", "-out", "ids.txt"); code != exitPartial {
		t.Fatalf("%d: %s", code, errs)
	}
	if ids, err = os.ReadFile("ids.txt"); err != nil || string(ids) != "C0\nC1\nC2\nC3\nC4\nC5\nC6\nC7\nC8\nC9\n" {
		t.Errorf("the file for one suspect is %q, %v, want the ids alone, as scripts expect them", ids, err)
	}
}

func TestScopeForPeople(t *testing.T) {
	scopeFiles(t)
	code, out, errs := tocsinScope("-log", "*.jsonl", "-log", "damaged.gz", "-principal", "agent-1", "-principal", "agent-9", "-directory", "customers.csv")
	if code != exitPartial || errs != "" {
		t.Errorf("%d: %s", code, errs)
	}
	for _, want := range []string{
		"customers affected: at least 10\n", "events that count: at least 990 (customer.read)", "  agent-1: customers 10, events 990\n",
		"agent-9: not in what could be read of the log", "fields seen: name\n", "by country: DE 1, US-CA 1, ZZ 1\n", "can be written to: 2; cannot: 8, of them not in the directory: 7\n",
		"customers.csv line 3: no e-mail address\n", "customers.csv line 4: the country is no code", "customers.csv line 5: the customer_id stands in line 2 too",
		"read: lines 993, files 3,", "damaged.gz line 3: the file breaks off", "a.jsonl line 991: not valid JSON",
		"hours missing in the log, in whole or for the most part: 1\n  2025-01-08 02:00:00 UTC to 2025-01-08 03:00:00 UTC\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
	if code, out, _ := tocsinScope("-log", "b.dat", "-principal", "agent-2", "-action", "customer.update, customer.read"); code != exitOK ||
		!strings.Contains(out, "customers affected: 2\n") || !strings.Contains(out, "no line is bad, no file damaged, no hour missing\n") {
		t.Errorf("%d: %s", code, out)
	}
}

// A window is not all read because the log is.
func TestScopeBeyondTheLog(t *testing.T) {
	scopeFiles(t)
	_, out, _ := tocsinScope("-log", "b.dat", "-principal", "agent-2", "-from", "2025-01-01", "-to", "2025-01-20")
	for _, want := range []string{"the window begins before the log does: of the time from 2025-01-01 00:00:00 UTC to 2025-01-08 12:00:00 UTC nothing is known\n",
		"the window ends after the log does: of the time from 2025-01-08 13:00:00 UTC to 2025-01-20 00:00:00 UTC nothing is known\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if _, out, _ := tocsinScope("-log", "b.dat", "-principal", "agent-2", "-from", "2025-01-08", "-to", "2025-01-09"); strings.Contains(out, "the window") && strings.Contains(out, "nothing is known") {
		t.Errorf("a window of the log's own day is said to reach beyond it:\n%s", out)
	}
}

func TestScopeRefusals(t *testing.T) {
	scopeFiles(t)
	for _, c := range []struct {
		name, args string
		code       int
		stderr     string
	}{
		{"no log", "-principal agent-1", exitUsage, "-log is missing"},
		{"no suspect", "-log a.jsonl", exitUsage, "-principal is missing"},
		{"empty suspect", "-log a.jsonl -principal=", exitUsage, "a suspect's name is empty"},
		{"reversed window", "-log a.jsonl -principal x -from 2025-02-01 -to 2025-01-01", exitUsage, "before it begins"},
		{"no time", "-log a.jsonl -principal x -from soon", exitUsage, `"soon", is no time`},
		{"empty action", "-log a.jsonl -principal x -action a,,b", exitUsage, "an action is empty"},
		{"pattern not quoted", "-principal x -log a.jsonl b.dat", exitUsage, `"b.dat" is too much`},
		{"unknown flag", "-verbose", exitUsage, "-verbose"},
		{"log not there", "-log gone*.gz -principal x", exitFailed, `"gone*.gz" matches no file`},
		{"log without lines", "-log empty.jsonl -principal x", exitFailed, "no lines in its 1 objects"},
		{"directory not there", "-log a.jsonl -principal x -directory gone.csv", exitFailed, "gone.csv"},
		{"directory of another kind", "-log a.jsonl -principal x -directory wrong.csv", exitFailed, "wrong.csv: the header in line 1 lacks"},
		{"a folder to write to", "-log a.jsonl -principal x -out .", exitFailed, "writing the affected: . is a folder: name a file in it"},
		{"files here and there", "-log a.jsonl -log s3://bucket/x -principal x", exitFailed, "there are local files and s3:// places"},
		{"files there and here", "-log s3://bucket/x -log a.jsonl -principal x", exitFailed, "there are local files and s3:// places"},
		{"nowhere to write", "-log a.jsonl -principal x -out gone/ids.txt", exitFailed, "writing the affected"},
	} {
		code, out, errs := tocsinScope(strings.Fields(c.args)...)
		if code != c.code || out != "" || !strings.Contains(errs, c.stderr) {
			t.Errorf("%s: %d, %q, %q", c.name, code, out, errs)
		}
	}
	if code, out, _ := tocsinScope("-help"); code != exitOK || !strings.Contains(out, "exit codes: 0 done") {
		t.Errorf("%d: %s", code, out)
	}
}

// An id that holds a line break makes the list a table, which reads back as it was.
func TestOutReadsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ids")
	for _, c := range []struct {
		ids, suspects []string
		asTable       bool
	}{
		{nil, []string{"agent-1"}, false},
		{[]string{"C1", "C,2", `"C3"`, " C4 ", "é\tC5"}, []string{"agent-1"}, false}, // as scripts expect them
		{[]string{"C1", "C\n2", `C"3`, "C4\r", "C,5"}, []string{"agent-1"}, true},
		{[]string{"C1", "C\u20282"}, []string{"agent-1"}, true}, // a line break to some tools
		{[]string{"C\n1", "C2"}, []string{`a,"b"`, "c"}, true},
	} {
		var affected []scope.Affected
		for i, id := range c.ids {
			affected = append(affected, scope.Affected{CustomerID: id, Events: map[string]int64{c.suspects[len(c.suspects)-1]: int64(i + 1)}})
		}
		asTable, err := writeAffected(path, c.suspects, affected)
		body, reading := os.ReadFile(path)
		if err != nil || reading != nil || asTable != c.asTable {
			t.Fatalf("%q: a table: %v, want %v; %v, %v", c.ids, asTable, c.asTable, err, reading)
		}
		if !asTable {
			if want := strings.Join(append(c.ids, ""), "\n"); string(body) != want {
				t.Errorf("%q, want %q: one id a line", body, want)
			}
			continue
		}
		rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
		if err != nil || len(rows) != len(c.ids)+1 || !slices.Equal(rows[0], append([]string{"customer_id"}, c.suspects...)) {
			t.Fatalf("%q reads as %q, %v; want a header with %q and %d rows", body, rows, err, c.suspects, len(c.ids))
		}
		for i, row := range rows[1:] {
			if row[0] != c.ids[i] || row[len(row)-1] != fmt.Sprint(i+1) {
				t.Errorf("row %q, want the id %q: one that is read as another is a customer who is never told", row, c.ids[i])
			}
		}
	}
	if _, err := writeAffected(filepath.Join(path, "gone"), []string{"agent-1"}, nil); err == nil {
		t.Error("a list that cannot be written is no error")
	}
}

// The log's own line breaks in ids come through the command, and it is said.
func TestScopeOutWithLineBreaks(t *testing.T) {
	t.Chdir(t.TempDir())
	log := `{"time":"2025-01-06T00:00:00Z","principal":"jo","action":"customer.read","customer_id":"C1\n2"}` + "\n"
	if err := os.WriteFile("log.jsonl", []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := tocsinScope("-log", "log.jsonl", "-principal", "jo", "-out", "ids")
	body, err := os.ReadFile("ids")
	if code != exitOK || !strings.Contains(errs, "ids is not one id a line but CSV") || string(body) != "customer_id,jo\n\"C1\n2\",1\n" {
		t.Errorf("exit %d, %q, %q, %v", code, errs, body, err)
	}
}

// Bad lines are shown by what is wrong, each reason once, and none of them twice.
func TestShowUnread(t *testing.T) {
	var s accesslog.Stats
	torn := accesslog.BadLine{File: "b", Line: 9, Reason: "the file breaks off"}
	s.Damaged, s.BadLines, s.Bad = []accesslog.BadLine{torn}, []accesslog.BadLine{torn}, 500
	for i := range int64(40) {
		s.BadLines = append(s.BadLines, accesslog.BadLine{File: "a", Line: 2 * i, Reason: "time is missing"}, accesslog.BadLine{File: "a", Line: 2*i + 1, Reason: "not valid JSON"})
	}
	var b bytes.Buffer
	showUnread(&b, s)
	want := `files that could not be read to their end, so that there may be more: 1
  b line 9: the file breaks off
bad lines, left out: 499
  a line 0: time is missing
    and 39 more of the kind, up to a line 78
  a line 1: not valid JSON
    and 39 more of the kind, up to a line 79
  and 419 more, whose places are not kept
`
	if b.String() != want {
		t.Errorf("shown is\n%s\nwant\n%s", b.String(), want)
	}
	s = accesslog.Stats{Bad: 12}
	for i := range s.Bad {
		s.BadLines = append(s.BadLines, accesslog.BadLine{File: "a", Line: i, Reason: fmt.Sprint("reason ", i)})
	}
	b.Reset()
	showUnread(&b, s)
	if lines := strings.Split(b.String(), "\n"); len(lines) != 13 || lines[11] != "  and 2 more (-json lists the first 100)" {
		t.Errorf("of twelve reasons shown is\n%s", b.String())
	}
}

// Records that were taken out of a log are missed by its own numbers.
func TestScopeOfATornLog(t *testing.T) {
	t.Chdir(t.TempDir())
	rows := "seq,time,principal,action,customer_id\n"
	for i := range 100 {
		if i != 60 && i != 61 {
			rows += fmt.Sprintf("%d,2025-01-06T08:%02d:00Z,jo,customer.read,C%d\n", 1000+i, i%60, i)
		}
	}
	for name, body := range map[string]string{"log.csv": rows, "set.yaml": "log: {at: log.csv, format: csv, columns: {sequence: seq}}\n"} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, errs := tocsinScope("-dataset", "set.yaml", "-principal", "jo")
	for _, want := range []string{"customers affected: at least 98\n", "records that the log's own numbers leave out: 2\n  log.csv line 62: seq goes from 1059 to 1062 before it\n", "cannot be excluded: at most 2 more"} {
		if code != exitPartial || !strings.Contains(out, want) || strings.Contains(out, "bad lines") || strings.Contains(out, "no line is bad") {
			t.Errorf("exit %d, %s; %q is missing in\n%s", code, errs, want, out)
		}
	}
	if code, out, _ := ranWith("dataset", "check", "set.yaml"); code != exitPartial || !strings.Contains(out, "the numbers of the records leave out 2, so that every count from this log is a lower bound; the first: log.csv line 62: seq goes") {
		t.Errorf("exit %d\n%s", code, out)
	}
}
