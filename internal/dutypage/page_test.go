package dutypage

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

func made(t *testing.T, facts string, now time.Time) (Page, string) {
	t.Helper()
	f, err := obligation.Decode(strings.NewReader(facts))
	if err != nil {
		t.Fatal(err)
	}
	result, err := obligation.Report(f, now)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	p := Page{Title: "Duties", Result: result, Now: now, Zone: zone}
	var b strings.Builder
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return p, b.String()
}

const facts = `{"aware_at":"2026-11-22T21:40:00Z","affected":{"DE":231,"GB":88,"US-CA":55,"JP":77,"XK":3},
 "data_elements":["name","email","phone","support_ticket"],"role":"controller","establishments":["DE"],"listed_in":["US"],"sector":[],"wrongful_purpose":true,
 "judgements":[{"fact":"risk","value":"high","by":"rosa","at":"2026-11-23T09:00:00Z","why":"calls <b>came</b>"}],
 "filed":{"UK-GDPR-33":{"at":"2026-11-23T10:00:00Z","reference":"IC-1","by":"rosa"}}}`

var now = time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)

// TestNothingIsLeftOut wants every duty on the page, those that do not apply too:
// what is missing on a page looks as if there were no duty.
func TestNothingIsLeftOut(t *testing.T) {
	p, html := made(t, facts, now)
	for _, o := range p.Obligations {
		if !strings.Contains(html, o.ID) {
			t.Errorf("%s is not on the page", o.ID)
		}
	}
	for _, want := range []string{obligation.Disclaimer, "reference IC-1", "calls &lt;b&gt;came&lt;/b&gt;", "rosa, 2026-11-23T09:00:00Z", "times in Europe/Berlin", "NO-RULE-XK"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Count(html, obligation.Disclaimer) != 1 {
		t.Error("that it does not replace counsel should be said once")
	}
	if strings.Contains(html, "<script") {
		t.Error("the page must work without scripts")
	}
}

func TestDueFirstOnTop(t *testing.T) {
	p, html := made(t, facts, now)
	v := p.view()
	var last time.Time
	dated := true
	for _, c := range v.Open {
		at, has := c.Aim()
		if has && (!dated || at.Before(last)) {
			t.Errorf("%s, due %s, stands below what is due later", c.ID, at)
		}
		if dated = has; has {
			last = at
		}
	}
	if len(v.Axis.Rows) == 0 || v.Axis.Rows[0].ID != v.Open[0].ID {
		t.Errorf("the first clock is not %s", v.Open[0].ID)
	}
	if slices.ContainsFunc(v.Axis.Rows, func(r row) bool { return r.ID == "UK-GDPR-33" }) {
		t.Error("a filed duty still has a clock")
	}
	// Awareness 22 Nov 22:40 in Berlin, 72 hours: overdue since 25 Nov 22:40.
	if want := "overdue by 8 h 20 min"; v.Figures[0].Value != want || !strings.Contains(html, `class="passed">`+want) {
		t.Errorf("the page's first figure is %q, want %q: what is late must be seen first", v.Figures[0].Value, want)
	}
}

func TestAxis(t *testing.T) {
	p, _ := made(t, facts, now)
	a := p.view().Axis
	for i := 1; i < len(a.Ticks); i++ {
		if a.Ticks[i].X < a.Ticks[i-1].X+tickApart {
			t.Errorf("ticks %q and %q overlap", a.Ticks[i-1].Far, a.Ticks[i].Far)
		}
	}
	for _, r := range a.Rows {
		if r.X < axisLeft || r.X+r.W > axisRight+0.1 || r.W <= 0 {
			t.Errorf("the bar of %s goes from %.1f over %.1f, out of %d–%d", r.ID, r.X, r.W, axisLeft, axisRight)
		}
	}
	s := scale{now, now.Add(60 * 24 * time.Hour)}
	for at, before := now.Add(time.Hour), s.x(now); !at.After(s.end); at = at.Add(9 * time.Hour) {
		if x := s.x(at); x < before {
			t.Fatalf("the axis runs backwards at %s", at)
		} else {
			before = x
		}
	}
	if empty, _ := made(t, `{}`, now); empty.view().Axis != nil {
		t.Error("without awareness no clock runs, so there is no picture")
	}
}
