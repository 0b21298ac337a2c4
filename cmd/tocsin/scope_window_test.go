package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/scope"
)

func TestSparkline(t *testing.T) {
	day := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	d := &scope.Daily{From: day, Customers: []int{0, 1, 4, 8, 0}}
	w := &scope.Window{From: day.AddDate(0, 0, 2), To: day.AddDate(0, 0, 4)}
	if line, mark := sparkline(d, w); line != " ▁▄█ " || mark != "  ^^" {
		t.Errorf("%q, %q", line, mark)
	}
	if line, _ := sparkline(&scope.Daily{From: day, Customers: make([]int, 400)}, nil); len(line) > sparkWidth {
		t.Errorf("%d wide", len(line))
	}
}

func TestScopeSaysWhatItCannotKnow(t *testing.T) {
	scopeFiles(t)
	code, out, errs := tocsinScope("-log", "a.jsonl", "-log", "b.dat", "-principal", "agent-1", "-principal", "agent-2", "-window", "estimated")
	if code != exitPartial { // a.jsonl has a bad line
		t.Fatalf("%d: %s", code, errs)
	}
	for _, want := range []string{"cannot be excluded: at most ", "Assumes that", "agent-1 and agent-2: 0", "customers in the whole log 11, in the window 11, only outside it 0", "agent-1: none: "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
	if code, _, errs := tocsinScope("-log", "a.jsonl", "-principal", "x", "-window", "estimated", "-from", "2025-01-01"); code != exitUsage || !strings.Contains(errs, "leave out one") {
		t.Errorf("%d: %s", code, errs)
	}
}

// windowFiles writes a log of sixteen weeks in which agent-1 looks up five
// customers a working day, as seven others do, and 40 more a day in two weeks of
// it. The other server's log ends after ten weeks, and one Wednesday is silent.
func windowFiles(t *testing.T) (stolen time.Time) {
	t.Helper()
	t.Chdir(t.TempDir())
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	stolen = start.AddDate(0, 0, 56)
	for day := range 112 {
		date := start.AddDate(0, 0, day)
		if day%7 >= 5 || day == 30 {
			continue
		}
		for server, principals := range [][]string{{"agent-1", "agent-2", "agent-3", "agent-4", "agent-5", "agent-6", "agent-7"}, {"billing"}} {
			var b strings.Builder
			look := func(n int, principal, customer string) {
				fmt.Fprintf(&b, `{"time":%q,"principal":%q,"action":"customer.read","customer_id":%q,"ticket_id":null,"fields":["name"],"source_ip":"192.0.2.1"}`+"\n",
					date.Add(8*time.Hour+time.Duration(n)*10*time.Minute).Format(time.RFC3339), principal, customer)
			}
			for i, p := range principals {
				for n := range 48 {
					if n%9 < 5+(day+i)%2 {
						look(n, p, fmt.Sprint(p, "-", day, "-", n%9))
					}
				}
			}
			if server == 0 && day >= 56 && day < 70 {
				for n := range 40 {
					look(n, "agent-1", fmt.Sprint("stolen-", day, "-", n))
				}
			}
			if server == 1 && day >= 70 {
				continue
			}
			if err := os.WriteFile(fmt.Sprintf("%s-%s.jsonl", []string{"desk", "billing"}[server], date.Format(time.DateOnly)), []byte(b.String()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return stolen
}

func TestScopeNarrowsToAnEstimatedWindowOnlyWhenAsked(t *testing.T) {
	stolen := windowFiles(t)
	var whole, narrow scope.Report
	for _, c := range []struct {
		args []string
		into *scope.Report
	}{{nil, &whole}, {[]string{"-window", "estimated"}, &narrow}} {
		code, out, errs := tocsinScope(append([]string{"-log", "*.jsonl", "-principal", "agent-1", "-out", "ids.txt", "-json"}, c.args...)...)
		if code != exitOK {
			t.Fatalf("%d: %s", code, errs)
		}
		if err := json.Unmarshal([]byte(out), c.into); err != nil {
			t.Fatal(err)
		}
	}
	w := whole.ByPrincipal[0].Estimate.Window
	if w == nil {
		t.Fatalf("no window: %s", whole.ByPrincipal[0].Estimate.Why)
	}
	if w.From.After(stolen) || w.To.Before(stolen.AddDate(0, 0, 12)) || w.To.Sub(w.From) > 28*24*time.Hour {
		t.Errorf("the window is %s to %s, want the two weeks from %s, or little more", w.From, w.To, stolen)
	}
	if whole.Estimate.Applied || whole.Affected != whole.Estimate.Whole || whole.Affected < 400+79*5 || whole.Estimate.AffectedOutside != whole.Estimate.Outside || whole.Estimate.Outside == 0 {
		t.Errorf("unasked, %d of %+v are affected; want everybody: the estimate narrows nothing by itself", whole.Affected, whole.Estimate)
	}
	if !narrow.Estimate.Applied || narrow.Affected != narrow.Estimate.Inside || narrow.Affected < 400 || narrow.Affected >= whole.Affected || narrow.Estimate.AffectedOutside != 0 {
		t.Errorf("asked, %d of %+v are affected; want those in the window, the 400 stolen among them", narrow.Affected, narrow.Estimate)
	}
	ids, err := os.ReadFile("ids.txt")
	if err != nil || strings.Count(string(ids), "\n") != narrow.Affected || strings.Count(string(ids), "stolen-") != 400 {
		t.Errorf("the file has %d ids, %d of the stolen, %v; want the %d that count", strings.Count(string(ids), "\n"), strings.Count(string(ids), "stolen-"), err, narrow.Affected)
	}
	code, out, errs := tocsinScope("-log", "*.jsonl", "-principal", "agent-1")
	if code != exitOK {
		t.Fatalf("%d: %s", code, errs)
	}
	for _, want := range []string{
		"that narrows nothing (-window estimated", fmt.Sprintf("  agent-1: %s to %s (p ", w.From.Format(time.DateOnly), w.To.AddDate(0, 0, -1).Format(time.DateOnly)),
		"customers a working day: before ", "^^", "7 peers did ",
		"silent, but closed by their looks, so no gaps; if somebody worked then, the log has lost it: ", "  Wed 2025-02-05",
		"ended: billing-", " writes nothing after 2025-03-14 ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
}
