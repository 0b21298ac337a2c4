package obligation

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func asked(t *testing.T, f Facts) []Question {
	t.Helper()
	all, err := Questions(f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// In the first hour the count changes most, and is asked before what can wait.
func TestQuestionsAreMostUrgentFirst(t *testing.T) {
	all := asked(t, Facts{AwareAt: "2026-06-01T12:00:00Z"})
	if len(all) < 5 {
		t.Fatalf("%d questions although nothing is known", len(all))
	}
	for i := range all[1:] {
		if after(all[i+1].FirstDue).Before(after(all[i].FirstDue)) {
			t.Errorf("%s (%s) is asked after %s (%s)", all[i+1].Fact, all[i+1].FirstDue, all[i].Fact, all[i].FirstDue)
		}
	}
}

// Nobody knows when the company will have become aware: the question for it
// comes first, and shows no date that somebody could plan by.
func TestTheHourIsAskedFirstWithoutADate(t *testing.T) {
	for _, f := range []Facts{
		{Affected: map[string]int{"DE": 5}},
		{Affected: map[string]int{"US-CA": 501}, ToldAt: "2026-10-05T19:00:00Z"},
		{Affected: map[string]int{"DE": 5}, DiscoveredAt: "2027-10-05T19:00:00Z", ClassifiedAt: "2027-10-06T19:00:00Z"},
		{Affected: map[string]int{"DE": 5}, Filed: map[string]Filing{"EU-GDPR-33": {At: "2026-10-05T19:00:00Z"}}},
	} {
		all := asked(t, f)
		if len(all) == 0 || all[0].Fact != "aware_at" {
			t.Fatalf("the hour of awareness is not asked first: %+v", all)
		}
		q := all[0]
		if q.Duties == 0 || q.FirstDue != "" {
			t.Errorf("%d duties, first due %q: want some, and no date", q.Duties, q.FirstDue)
		}
		for _, e := range q.Effects {
			if e.DueAt != "" {
				t.Errorf("%s would be due %s: that hour is made up", e.ID, e.DueAt)
			}
		}
	}
}

// A question is asked only where an answer changes something, and each effect is
// what the engine says with that answer.
func TestAnswersHaveTheirEffects(t *testing.T) {
	f := Facts{AwareAt: "2026-06-01T12:00:00Z", Affected: map[string]int{"DE": 1}, DataElements: []string{"name"}, Role: "controller",
		Establishments: []string{"DE"}, ListedIn: []string{}, Sector: SectorList{}}
	all := asked(t, f)
	i := slices.IndexFunc(all, func(q Question) bool { return q.Fact == "risk" })
	if i < 0 {
		t.Fatalf("the risk is not asked although Articles 33 and 34 turn on it: %+v", all)
	}
	for _, e := range all[i].Effects {
		f.Risk = e.Answer
		if o, _ := find(t, f, e.ID); word(o.Applies) != word(e.Applies) {
			t.Errorf("with risk %s, %s applies %s; the question said %s", e.Answer, e.ID, word(o.Applies), word(e.Applies))
		}
	}
	for _, q := range all {
		if slices.Contains([]string{"listed_in", "sector", "role", "affected", "establishments", "data_elements"}, q.Fact) {
			t.Errorf("asks %s, which is known", q.Fact)
		}
	}
}

// Whatever is undecided, some question leads on.
func TestNoDutyIsUndecidedWithoutAQuestion(t *testing.T) {
	for _, body := range []string{`{"aware_at":"2026-06-01T12:00:00Z"}`, seedFacts, `{}`} {
		f, err := Decode(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		for _, q := range asked(t, f) {
			for _, e := range q.Effects {
				named[e.ID] = true
			}
		}
		all, _ := Assess(f)
		for _, o := range all {
			if o.Applies == nil && !o.NoRule && !named[o.ID] {
				t.Errorf("%s is undecided (%s) and nothing is asked of it", o.ID, o.Reason)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	before := Facts{AwareAt: "2026-06-01T12:00:00Z", Affected: map[string]int{"DE": 1}, Role: "controller", Establishments: []string{"DE"}}
	then := before
	then.AwareAt, then.Affected, then.Risk = "2026-06-01T11:00:00Z", map[string]int{"DE": 1, "XK": 2}, "high"
	then.Filed = map[string]Filing{"UK-GDPR-33": {At: "2026-06-02T10:00:00Z"}}
	a, _ := Assess(before)
	b, err := Assess(then)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range Compare(a, b) {
		got[c.ID] = c.What
	}
	for id, want := range map[string]string{"EU-GDPR-33": ChangeMoved, "EU-GDPR-34": ChangeDecided, "NO-RULE-XK": ChangeNew, "UK-GDPR-33": ChangeFiled, "EU-GDPR-33-2": ""} {
		if got[id] != want {
			t.Errorf("%s: %q, want %q", id, got[id], want)
		}
	}
	if back := Compare(b, a); !slices.ContainsFunc(back, func(c Change) bool { return c.ID == "NO-RULE-XK" && c.What == ChangeGone }) {
		t.Errorf("a place that dropped out is not said: %+v", back)
	}
	if same := Compare(a, a); len(same) > 0 {
		t.Errorf("the same facts changed: %+v", same)
	}
}

func TestReportSaysWhatIsLate(t *testing.T) {
	f := Facts{AwareAt: "2026-06-01T12:00:00Z", Affected: map[string]int{"DE": 1, "GB": 1}, Role: "controller", Establishments: []string{"DE"},
		Filed: map[string]Filing{"UK-GDPR-33": {At: "2026-06-04T14:00:00Z"}}}
	r, err := Report(f, time.Date(2026, 6, 5, 13, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range r.Obligations {
		switch o.ID {
		case "EU-GDPR-33":
			if !strings.HasPrefix(o.Late, "overdue by 1 d 1 h: tell them now") {
				t.Errorf("late: %q", o.Late)
			}
		case "UK-GDPR-33":
			if o.Late != "done 2 h 0 min late" || o.Open() {
				t.Errorf("filed late: %q, open %v", o.Late, o.Open())
			}
		case "EU-GDPR-34":
			if o.Late != "" {
				t.Errorf("without a period, yet late: %q", o.Late)
			}
		}
	}
}

// ENISA's bands meet at 2, 3 and 4.
func TestSeverity(t *testing.T) {
	for _, c := range []struct {
		s    Severity
		band string
		risk string
	}{
		{Severity{DPC: 1, EI: 0.25}, "low", ""},
		{Severity{DPC: 1, EI: 1, Confidentiality: 0.5, Availability: 0.25}, "low", ""},
		{Severity{DPC: 1, EI: 1, Confidentiality: 0.5, Malicious: 0.5}, "medium", "risk"},
		{Severity{DPC: 2, EI: 1, Confidentiality: 0.25, Malicious: 0.5}, "medium", "risk"},
		{Severity{DPC: 3, EI: 1}, "high", "high"},
		{Severity{DPC: 4, EI: 1}, "very high", "high"},
		{Severity{DPC: 4, EI: 0.75, Confidentiality: 0.5, Malicious: 0.5}, "very high", "high"},
	} {
		if err := c.s.Check(); err != nil {
			t.Errorf("%+v: %v", c.s, err)
		}
		if c.s.Band() != c.band || c.s.Risk() != c.risk {
			t.Errorf("%s: want %s and %s", c.s.Words(), c.band, c.risk)
		}
	}
	for _, s := range []Severity{{DPC: 5, EI: 1}, {DPC: 1, EI: 0.3}, {DPC: 1}, {DPC: 1, EI: 1, Malicious: 0.25}} {
		if s.Check() == nil {
			t.Errorf("%+v: a score that the method does not have was taken", s)
		}
	}
}

func TestJudgements(t *testing.T) {
	base := Facts{AwareAt: "2026-06-01T12:00:00Z", Affected: map[string]int{"DE": 1}, Role: "controller"}
	j := func(fact, value, at string) Judgement {
		return Judgement{fact, value, "arn:aws:sts::111122223333:assumed-role/officer/ola", at, "because of its content"}
	}
	for _, c := range []struct {
		name   string
		judged []Judgement
		id     string
		want   string
	}{
		{"a risk", []Judgement{j("risk", "high", "2026-06-01T13:00:00Z")}, "EU-GDPR-34", "true"},
		{"the later one holds, whatever the order", []Judgement{j("risk", "risk", "2026-06-02T13:00:00Z"), j("risk", "high", "2026-06-01T13:00:00Z")}, "EU-GDPR-34", "false"},
		{"a duty away", []Judgement{j("EU-GDPR-33", "false", "2026-06-01T13:00:00Z")}, "EU-GDPR-33", "false"},
		{"a place without a rule away", []Judgement{j("NO-RULE-XK", "false", "2026-06-01T13:00:00Z")}, "NO-RULE-XK", "false"},
	} {
		f := base
		f.Affected = map[string]int{"DE": 1, "XK": 1}
		f.Judgements = c.judged
		if o, _ := find(t, f, c.id); word(o.Applies) != c.want || strings.Contains(o.Reason, "arn:") {
			t.Errorf("%s: %s applies %s, want %s: %s", c.name, c.id, word(o.Applies), c.want, o.Reason)
		}
	}
	for says, bad := range map[string]Judgement{
		"by or no why": {Fact: "risk", Value: "high", At: "2026-06-01T13:00:00Z", By: "x"}, "RFC 3339": {Fact: "risk", Value: "high", By: "x", Why: "y"},
		"true or false": j("likely_serious_harm", "perhaps", "2026-06-01T13:00:00Z"), "or the id of a duty": j("weather", "true", "2026-06-01T13:00:00Z"),
		"must be one of": j("risk", "middling", "2026-06-01T13:00:00Z"),
	} {
		f := base
		f.Judgements = []Judgement{bad}
		if _, err := Assess(f); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v, want an error that says %q", bad, err, says)
		}
	}
}
