package dossier

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Whatever the times are, a chart stays inside its box.
func TestChartsStayInTheirBox(t *testing.T) {
	yes := true
	for _, lasted := range []time.Duration{0, time.Second, 90 * time.Second, 3 * time.Hour, 40 * day, 3 * 365 * day, -time.Hour} {
		d := Dossier{OpenedAt: aware, AwareAt: aware.Add(-time.Hour), WrittenAt: aware.Add(lasted)}
		for i, name := range incident.Phases {
			d.Phases = append(d.Phases, Phase{Name: name, Status: incident.Done, From: aware.Add(lasted * time.Duration(i) / 10), Until: aware.Add(lasted * time.Duration(i+1) / 10)})
		}
		for _, due := range []time.Duration{-day, time.Minute, 72 * time.Hour, 400 * day} {
			d.Duties = append(d.Duties, Duty{ID: "LAW", Applies: &yes, DueAt: aware.Add(due).Format(time.RFC3339)})
		}
		for name, c := range map[string]*chart{"phases": phaseChart(d), "clocks": clockChart(d)} {
			if len(c.Ticks) > 7 {
				t.Errorf("%s over %s: %d ticks", name, lasted, len(c.Ticks))
			}
			for _, b := range c.Bars {
				width := 6.2 * float64(len([]rune(b.Text)))
				from, until := b.TextX, b.TextX+width
				if b.Anchor == "end" {
					from, until = b.TextX-width, b.TextX
				}
				if b.X < c.Left || b.W < 0 || b.X+b.W > c.Width || from < c.Left-1 || until > c.Width || math.IsNaN(b.X+b.W) {
					t.Errorf("%s over %s: bar %+v with its text from %.0f to %.0f is outside", name, lasted, b, from, until)
				}
			}
		}
	}
}

func TestNoChartOfNothing(t *testing.T) {
	if phaseChart(Dossier{}) != nil || clockChart(Dossier{}) != nil || shareChart(nil) != nil {
		t.Error("a chart without rows")
	}
}

func TestSharesAddUp(t *testing.T) {
	counts, all := map[string]int{"": 5}, 5
	for i := range 40 {
		counts[fmt.Sprintf("C%02d", i)] = 100 - i
		all += 100 - i
	}
	rows := shares(counts)
	sum := 0
	for i, r := range rows {
		sum += r.N
		if i > 0 && i < len(rows)-1 && r.N > rows[i-1].N {
			t.Errorf("row %d is larger than the one before it", i)
		}
	}
	if len(rows) != mostRows || sum != all || rows[mostRows-1].Label != "30 others" {
		t.Errorf("%d rows of %d people of %d, the last is %q", len(rows), sum, all, rows[len(rows)-1].Label)
	}
	if got := shares(map[string]int{"": 1}); got[0].Label != "not known" {
		t.Errorf("no country is called %q", got[0].Label)
	}
}

func TestWords(t *testing.T) {
	p := func(v float64) *float64 { return &v }
	for got, want := range map[string]string{
		count(0): "0", count(999): "999", count(68000): "68,000", count(int64(-1234567)): "-1,234,567",
		people(1): "1 person", people(2000): "2,000 people",
		span(0): "0 s", span(59 * time.Second): "59 s", span(3 * time.Minute): "3 min", span(90 * time.Minute): "1 h 30 min",
		span(-50 * time.Hour): "2 d 2 h", span(24*time.Hour - time.Millisecond): "1 d",
		chance(nil): "–", chance(p(1)): "1.00", chance(p(0.004)): "1 in 250", chance(p(6e-9)): "1 in 10⁸", chance(p(0)): "1 in 10³⁰⁰",
		percent(0, 0): "0 %", percent(1, 68000): "< 0.1 %", percent(67999, 68000): "> 99.9 %", percent(5, 5): "100.0 %",
		sentence(" ärgerlich. "): "Ärgerlich.", stop("agent-1 did"): "agent-1 did.", capital(""): "", words("access-key"): "access key",
		stamp(time.Time{}): "not known", because(" why. "): ": why", because(""): "", list(""): "",
		list("incidents/x/scope/a.jsonl"): " (the incident's list scope/a.jsonl, in the people bucket)", list("a"): " (the incident's list a, in the people bucket)",
		local(aware): "1 Jun 2026 09:00 UTC",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestDutyOrder(t *testing.T) {
	yes, no := true, false
	duties := []Duty{{ID: "not", Applies: &no, DueAt: "2026-01-01T00:00:00Z"}, {ID: "undated"}, {ID: "later", Applies: &yes, DueAt: "2026-06-09T00:00:00Z"},
		{ID: "guided", Applies: &yes, GuidanceDue: "2026-06-03T00:00:00+09:00"}, {ID: "first", DueAt: "2026-06-01T09:30:00+02:00"}}
	var got []string
	for _, o := range sorted(duties, aware) {
		got = append(got, o.ID+" "+o.standing(aware))
	}
	want := "first needs judgement, guided applies, later applies, undated needs judgement, not does not apply"
	if strings.Join(got, ", ") != want {
		t.Errorf("order %q, want %q", strings.Join(got, ", "), want)
	}
	if got := (Duty{Applies: &yes, DueAt: "2026-06-01T08:59:59Z"}).standing(aware); got != standsPassed {
		t.Errorf("a second too late stands as %q", got)
	}
}

// The page is the whole page: nothing is loaded, nothing runs.
func TestPageIsSelfContained(t *testing.T) {
	s := seed(t)
	detect := s.record.Phases[incident.PhaseDetect]
	detect.Error = `<script>alert(1)</script>` // and what comes from outside stays text
	s.record.Phases[incident.PhaseDetect] = detect
	html, err := page(s.gather())
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"<script", "<link", "<img", "src=", "href=", "url(", "@import", "http:", "https:", "ZgotmplZ", "%!"} {
		if strings.Contains(string(html), word) {
			t.Errorf("the page has %q", word)
		}
	}
	for _, word := range []string{"&lt;script&gt;alert(1)", "default-src 'none'"} {
		if !strings.Contains(string(html), word) {
			t.Errorf("the page has no %q", word)
		}
	}
}
