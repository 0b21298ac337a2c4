package filing

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

var made = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// seed is the case that Tocsin is measured by, as its record has it.
func seed(t *testing.T) Incident {
	t.Helper()
	phase := func(at string, result string) incident.PhaseResult {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		return incident.PhaseResult{Status: incident.Done, At: when, Result: json.RawMessage(result)}
	}
	in, err := FromRecord(incident.Record{ID: "inc-1", Phases: map[string]incident.PhaseResult{
		incident.PhaseDetect: phase("2026-11-23T08:01:00Z", `{"decision":"confident","reports":12,"lines_read":11658889}`),
		incident.PhaseRevoke: phase("2026-11-23T08:02:00Z", `{"cut":3,"open":0,"contained":true}`),
		incident.PhaseScope:  phase("2026-11-23T08:05:00Z", `{"affected":68000,"recipients":67500,"events_matched":76500,"first":"2026-09-01T08:00:00Z","last":"2026-11-20T15:00:00Z","gap_hours":2,"by_country":{"DE":25000,"GB":9600,"US-CA":6000,"ZZ":12},"fields":["name","email"]}`),
	}})
	if err != nil {
		t.Fatal(err)
	}
	wrongful := true
	in.Facts = obligation.Facts{AwareAt: "2026-11-22T21:40:00Z", DataElements: []string{"name", "email", "phone", "support_ticket"}, WrongfulPurpose: &wrongful, Role: "controller",
		Establishments: []string{"DE"}, Affected: in.Scope.ByCountry, Sector: obligation.SectorList{},
		Judgements: []obligation.Judgement{{Fact: "risk", Value: "high", By: "rosa", At: "2026-11-23T09:00:00Z", Why: "Impostors already call."}}}
	if in.Duties, err = obligation.Assess(in.Facts); err != nil {
		t.Fatal(err)
	}
	in.Company = Company{Name: "Example Security", DPO: Person{Name: "R. Officer", Email: "privacy@example.example"}}
	return in
}

func entry(t *testing.T, d Draft, key string) Entry {
	t.Helper()
	for _, e := range d.Entries {
		if e.Key == key {
			return e
		}
	}
	t.Fatalf("the draft of %s has no entry %s", d.Form, key)
	return Entry{}
}

func TestDraft(t *testing.T) {
	d := Make(ico, seed(t), First, made)
	for key, want := range map[string]string{
		"people":     "9,600, and of 12 more it is not known whether they live there", // of the United Kingdom alone
		"happened":   "from 1 September 2026, 09:00 (+01:00) to 20 November 2026, 15:00 (+00:00), by the access log",
		"categories": "names, e-mail addresses, telephone numbers, numbers of support tickets",
		"actions":    "3 of the source's credentials were cut by 23 November 2026, 08:02 (+00:00); none is left open.",
		"found":      "12 people told the company of calls by people posing as its support.",
		"late":       "Not late.",
	} {
		if got := entry(t, d, key).Value; got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	for key, want := range map[string]State{"likelihood": Follow, "training": Follow, "contact": Open, "told": Follow} {
		if got := entry(t, d, key).State; got != want {
			t.Errorf("%s is %s, want %s: what nobody filled must be seen", key, got, want)
		}
	}
	if d.DueAt != "2026-11-25T21:40:00Z" {
		t.Errorf("due %s, want 72 hours after awareness", d.DueAt)
	}
	if late := Make(ico, seed(t), First, made.AddDate(0, 0, 3)); entry(t, late, "late").State != Open {
		t.Error("a report after 72 hours must ask for the reason")
	}
	if got := entry(t, Make(gdpr, seed(t), First, made), "people").Value; got != "at least 68,000, so far as the log shows" {
		t.Errorf("people: %q, want it said that two hours are missing", got)
	}
}

// TestPhased makes the second report out of the first.
func TestPhased(t *testing.T) {
	in := seed(t)
	first := Make(ico, in, First, made)
	in.Letters = &Letters{Recipients: 67500, Sent: 67500, Bounced: 9, At: made}
	in.Scope.ByCountry["GB"] = 9700
	in.Answers = map[string]string{"ico.training": "Yearly; last in March."}
	second := Make(ico, in, Supplement, made.AddDate(0, 0, 5)).Against(first)
	for key, was := range map[string]string{"people": "9,600, and of 12 more it is not known whether they live there", "told": "", "training": ""} {
		if e := entry(t, second, key); !e.Changed || e.Was != was {
			t.Errorf("%s: changed %v, was %q; want it marked, with %q before", key, e.Changed, e.Was, was)
		}
	}
	if e := entry(t, second, "categories"); e.Changed {
		t.Error("categories did not change, and is marked")
	}
	if e := entry(t, second, "before"); e.State != Open {
		t.Errorf("in a supplement %s is %s, want open: what was to follow must be filled", e.Key, e.State)
	}
	if second.Since != first.MadeAt {
		t.Errorf("compared with %q, want %q", second.Since, first.MadeAt)
	}
}

// TestForms holds every form to what a form must have.
func TestForms(t *testing.T) {
	ids, rules := map[string]bool{}, map[string]bool{}
	for _, r := range obligation.Rules() {
		rules[r.ID] = true
	}
	for _, f := range Forms {
		if ids[f.ID] {
			t.Errorf("two forms %s", f.ID)
		}
		ids[f.ID] = true
		if f.Title == "" || f.Authority == "" || f.How == "" || f.Detail == "" || !strings.HasPrefix(f.Source, "https://") {
			t.Errorf("%s: title, authority, source and how it was checked must be there", f.ID)
		}
		if _, err := time.Parse(time.DateOnly, f.Checked); err != nil {
			t.Errorf("%s: checked %q", f.ID, f.Checked)
		}
		for _, id := range f.Duties {
			if !rules[id] {
				t.Errorf("%s serves %s, which is no rule", f.ID, id)
			}
		}
		keys := map[string]bool{}
		for _, field := range f.Fields {
			if keys[field.Key] || field.Key == "" || field.Label == "" || field.Section == "" {
				t.Errorf("%s: field %q stands twice, or lacks its label or section", f.ID, field.Key)
			}
			keys[field.Key] = true
			for _, source := range []string{field.From, field.Offer} {
				if _, ok := Sources[source]; source != "" && !ok {
					t.Errorf("%s.%s: there is no source %q", f.ID, field.Key, source)
				}
			}
			if field.Help == "" && !alwaysKnown[field.From] {
				t.Errorf("%s.%s: while it is open, a person needs a help", f.ID, field.Key)
			}
		}
		for _, stage := range []Stage{First, Supplement, Final} {
			d := Make(f, Incident{ID: "inc-0"}, stage, made) // nothing known: nothing may be made up
			for _, e := range d.Entries {
				if (e.Value != "" || e.Offer != "") && !alwaysKnown[fieldOf(f, e.Key).From] {
					t.Errorf("%s.%s answers %q for an incident of which nothing is known", f.ID, e.Key, e.Value)
				}
			}
		}
	}
}

// alwaysKnown are sources that answer in every case, or whose facts every
// incident has.
var alwaysKnown = map[string]bool{"incident": true, "stage": true, "late": true, "aware": true, "discovered": true}

func fieldOf(f Form, key string) Field {
	for _, field := range f.Fields {
		if field.Key == key {
			return field
		}
	}
	return Field{}
}

// TestPages writes every draft as page and text, and looks for what a reader needs.
func TestPages(t *testing.T) {
	in := seed(t)
	in.Drill = true
	in.Answers = map[string]string{"ico.contact": "<b>Rosa</b>"}
	for _, f := range Forms {
		d := Make(f, in, First, made)
		var html, text strings.Builder
		if err := WritePage(&html, d); err != nil {
			t.Fatal(err)
		}
		if err := WriteText(&text, d); err != nil {
			t.Fatal(err)
		}
		for _, e := range d.Entries {
			if !strings.Contains(text.String(), e.Label) {
				t.Errorf("%s: the text lacks %s", f.ID, e.Label)
			}
		}
		for kind, s := range map[string]string{"page": html.String(), "text": text.String()} {
			if !strings.Contains(s, "DRILL") {
				t.Errorf("%s: a drill's %s does not say so", f.ID, kind)
			}
		}
		if strings.Contains(html.String(), "<b>Rosa") {
			t.Errorf("%s: an answer gets into the page as markup", f.ID)
		}
		if n := strings.Count(html.String(), `class="entry open`); n != d.Open {
			t.Errorf("%s: %d framed entries, want %d", f.ID, n, d.Open)
		}
	}
	if dir := os.Getenv("DRAFTS"); dir != "" { // to look at
		for _, f := range Forms {
			out, err := os.Create(dir + "/" + f.ID + ".html")
			if err != nil {
				t.Fatal(err)
			}
			if err := WritePage(out, Make(f, seed(t), First, made)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestDrillsDraftsAreMarked: the mark comes with the record, so that nobody has
// to remember it before a draft looks like a report.
func TestDrillsDraftsAreMarked(t *testing.T) {
	if in, err := FromRecord(incident.Record{Drill: true}); err != nil || !in.Drill {
		t.Errorf("a drill's record makes drafts with the mark %v, %v", in.Drill, err)
	}
}

func TestFormFor(t *testing.T) {
	if f, err := FormFor("UK-GDPR-33"); err != nil || f.ID != "ico" {
		t.Errorf("the form of UK-GDPR-33 is %q (%v), want ico", f.ID, err)
	}
	if _, err := FormFor("XX"); err == nil || !strings.Contains(err.Error(), "ico (UK-GDPR-33)") {
		t.Errorf("an unknown form: %v, want those that there are", err)
	}
	if _, err := StageNamed("second"); err == nil || !strings.Contains(err.Error(), "supplement") {
		t.Errorf("an unknown stage: %v, want those that there are", err)
	}
}

// TestStages holds every phased form to its stages: each has its own due time,
// nothing of a later report is asked for in the first, and the last asks for
// everything.
func TestStages(t *testing.T) {
	phased := map[string]int{"gdpr": 3, "aepd": 1, "anpd": 1, "cai": 1, "nis2": 5, "dora": 4, "ppc": 1} // fields of the final report
	for _, f := range Forms {
		final := 0
		for _, field := range f.Fields {
			if field.Final {
				final++
			}
		}
		if final != phased[f.ID] {
			t.Errorf("%s has %d fields for the final report, want %d", f.ID, final, phased[f.ID])
		}
		first, last := Make(f, Incident{}, First, made), Make(f, Incident{}, Final, made)
		if len(last.Entries) != len(f.Fields) || len(first.Entries) != len(f.Fields)-final {
			t.Errorf("%s: %d entries first and %d last, of %d fields of which %d are final", f.ID, len(first.Entries), len(last.Entries), len(f.Fields), final)
		}
		for _, e := range last.Entries {
			if e.State == Follow {
				t.Errorf("%s.%s is still to follow in the final report", f.ID, e.Key)
			}
		}
		for stage, duty := range f.DutyOf {
			if !slices.Contains(f.Duties, duty) {
				t.Errorf("%s: the %s report fulfils %s, which the form does not serve", f.ID, stage, duty)
			}
		}
	}
	in := seed(t)
	in.Facts.Affected = map[string]int{"JP": 10}
	var err error
	if in.Duties, err = obligation.Assess(in.Facts); err != nil {
		t.Fatal(err)
	}
	for stage, want := range map[Stage]string{First: "", Final: "2027-01-21T23:59:59+09:00"} { // 60 days, the first being 23 November in Japan
		if got := Make(ppc, in, stage, made).DueAt; got != want {
			t.Errorf("the %s report to the PPC is due %q, want %q", stage, got, want)
		}
	}
}

// TestRecordAnswers holds the sources that the authorities' own forms brought.
func TestRecordAnswers(t *testing.T) {
	in := seed(t)
	in.Letters = &Letters{Recipients: 67500, Sent: 67500, At: made}
	for _, c := range []struct{ form, key, want string }{
		{"california-ag", "residents", "6,000, and of 12 more it is not known whether they live there"}, // of California alone
		{"california-ag", "told", "24 November 2026"},
		{"texas-ag", "residents", "0, and of 12 more it is not known whether they live there"},
		{"ppc", "trigger", "(iii): it may have been done with a wrongful purpose."},
		{"ppc", "secondary", "Seen already: 12 people told of calls by people posing as the company's support, so misuse of the data must be reckoned with."},
		{"pdpc", "steps", "23 November 2026, 05:40 (+08:00): became aware.\n23 November 2026, 16:02 (+08:00): the source's access was cut.\n23 November 2026, 16:05 (+08:00): the people affected were counted.\n24 November 2026, 17:00 (+08:00): the letters had gone out."},
		{"sec-8k", "scope", "People affected: at least 68,000, so far as the log shows. Data: names, e-mail addresses, telephone numbers, numbers of support tickets."},
	} {
		f, err := FormFor(c.form)
		if err != nil {
			t.Fatal(err)
		}
		if got := entry(t, Make(f, in, First, made), c.key).Value; got != c.want {
			t.Errorf("%s.%s: %q, want %q", c.form, c.key, got, c.want)
		}
	}
}

// TestLate: a later report says of the first whether it was in time, and never
// takes its own, later limit for the first one's.
func TestLate(t *testing.T) {
	in := seed(t)
	in.Facts.Affected = map[string]int{"BR": 10}
	in.Facts.DataElements = []string{"name", "password"}
	harm := true
	in.Facts.LikelySeriousHarm, in.Facts.Judgements = &harm, nil
	at := made.AddDate(0, 0, 10)
	for filed, want := range map[string]string{
		"":                     "", // nobody says when the first was filed: ten days later a person must
		"2026-11-24T10:00:00Z": "Not late: first reported on 24 November 2026, 07:00 (-03:00).",
		"2026-12-01T10:00:00Z": "",
	} {
		in.Facts.Filed = nil
		if filed != "" {
			in.Facts.Filed = map[string]obligation.Filing{"BR-LGPD": {At: filed}}
		}
		var err error
		if in.Duties, err = obligation.Assess(in.Facts); err != nil {
			t.Fatal(err)
		}
		if got := entry(t, Make(anpd, in, Supplement, at), "late").Value; got != want {
			t.Errorf("first report filed %q: the supplement says %q, want %q", filed, got, want)
		}
	}
}
