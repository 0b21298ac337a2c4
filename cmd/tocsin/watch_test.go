package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// thirtyDays writes one file a day of ten agents, and a theft in the last night.
func thirtyDays(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	begin := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	for d := range 30 {
		var b strings.Builder
		line := func(at time.Time, agent string, customer int) {
			fmt.Fprintf(&b, `{"time":%q,"principal":%q,"action":"customer.read","customer_id":"C%d"}`+"\n", at.Format(time.RFC3339), agent, customer)
		}
		for hour := 8; hour < 16; hour++ {
			for a := range 10 {
				for i := range 4 + (a+hour+d)%3 {
					line(begin.AddDate(0, 0, d).Add(time.Duration(hour)*time.Hour), fmt.Sprint("agent-", a), a*1000+hour*10+i)
				}
			}
		}
		for i := range 400 * (d / 29) {
			line(begin.AddDate(0, 0, d).Add(2*time.Hour), "agent-3", 100000+i)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.jsonl", d)), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func typedIn(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if got := run(t.Context(), args, &out, &errs); got != code {
		t.Fatalf("tocsin %q exits with %d, want %d: %s%s", args, got, code, out.String(), errs.String())
	}
	return out.String() + errs.String()
}

func TestWatchFindsTheNight(t *testing.T) {
	dir := thirtyDays(t)
	log, side := filepath.Join(dir, "*.jsonl"), filepath.Join(dir, "side")
	if got := typedIn(t, exitOK, "summarise", "-log", log, "-out", side); !strings.Contains(got, "sidecars written: 30 (") {
		t.Error(got)
	}
	if got := typedIn(t, exitOK, "summarise", "-log", log, "-out", side); !strings.Contains(got, "sidecars written: 0 (0 bytes), already there: 30;") {
		t.Error(got)
	}
	read, recalled := typedIn(t, exitOK, "watch", "-log", log, "-json"), typedIn(t, exitOK, "watch", "-log", log, "-summaries", side, "-json")
	if read != recalled {
		t.Error("the watch says something else from sidecars than from the log")
	}
	var r watched
	if err := json.Unmarshal([]byte(read), &r); err != nil {
		t.Fatal(err)
	}
	if r.Days != 16 || len(r.Rang) == 0 || r.Rang[0].Principal != "agent-3" || r.Rang[0].Count != 400 {
		t.Errorf("%d days judged, rang %+v: want 16 days, and agent-3 with 400 first", r.Days, r.Rang)
	}
	for _, s := range r.Rang {
		if s.Principal != "agent-3" {
			t.Errorf("it rang for %+v, whose work is as always", s)
		}
	}
	shown := typedIn(t, exitOK, "watch", "-log", log)
	if !strings.Contains(shown, "judged: 16 days from 2026-05-18") || !strings.Contains(shown, "█") || !strings.Contains(shown, "agent-3: 400 customers") {
		t.Error(shown)
	}
	if got := typedIn(t, exitOK, "watch", "-log", filepath.Join(dir, "0*.jsonl")); !strings.Contains(got, "nothing was judged") {
		t.Error(got)
	}
}

func TestScopeSaysWhatSidecarsAnswered(t *testing.T) {
	dir := thirtyDays(t)
	log, side := filepath.Join(dir, "2*.jsonl"), filepath.Join(dir, "side")
	typedIn(t, exitOK, "summarise", "-log", log, "-out", side)
	late := filepath.Join(dir, "29.jsonl")
	if err := os.Chtimes(late, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	got := typedIn(t, exitOK, "scope", "-log", log, "-principal", "agent-3", "-summaries", side)
	if !strings.Contains(got, "answered by sidecars: files 9; read instead: 1") || !strings.Contains(got, "29.jsonl: the sidecar is outdated") {
		t.Error(got)
	}
}

func TestSummariseAndWatchRefuse(t *testing.T) {
	for _, c := range []struct {
		args, says string
		code       int
	}{
		{"summarise -log a", "-out is missing", exitUsage},
		{"summarise -out b", "-log is missing", exitUsage},
		{"summarise -log gone* -out b", "matches no file", exitFailed},
		{"watch", "-log is missing", exitUsage},
		{"watch -log gone*", "matches no file", exitFailed},
		{"watch -log a b", `"b" is too much`, exitUsage},
	} {
		t.Chdir(t.TempDir())
		if got := typedIn(t, c.code, strings.Fields(c.args)...); !strings.Contains(got, c.says) {
			t.Errorf("tocsin %s says %q, want %q", c.args, got, c.says)
		}
	}
}

// A watch that is silent about what it could not read would call a night quiet.
func TestWatchSaysWhatItCouldNotRead(t *testing.T) {
	dir := thirtyDays(t)
	log, side := filepath.Join(dir, "*.jsonl"), filepath.Join(dir, "side")
	if err := os.WriteFile(filepath.Join(dir, "29.jsonl"), []byte("no record\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	typedIn(t, exitPartial, "summarise", "-log", log, "-out", side)
	for _, more := range [][]string{nil, {"-summaries", side}} {
		got := typedIn(t, exitPartial, append([]string{"watch", "-log", log}, more...)...)
		if !strings.Contains(got, "29.jsonl line 1: not valid JSON") {
			t.Errorf("watch %q of a file that is no log says\n%s\nwant the bad line named", more, got)
		}
	}
}
