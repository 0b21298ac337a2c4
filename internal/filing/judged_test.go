package filing

import (
	"encoding/json"
	"html"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

func judged(fact, value, at, why string) obligation.Judgement {
	return obligation.Judgement{Fact: fact, Value: value, By: "rosa", At: at, Why: why}
}

var (
	highRisk    = judged("risk", "high", "2026-11-23T09:00:00Z", "Impostors already call.")
	seriousHarm = judged("likely_serious_harm", "true", "2026-11-23T10:00:00Z", "Two lost their savings.")
)

func formOf(t *testing.T, id string) Form {
	t.Helper()
	f, err := FormFor(id)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A reason is a person's to give: a word of the facts neither closes the field
// nor stands for the reason, and what was judged is offered with its reason.
func TestReasonsStayOpen(t *testing.T) {
	yes := true
	reasons := map[string]string{"cai": "injury", "oaic": "harm", "anpd": "criteria", "ico": "likelihood", "nis2": "severity"}
	for form, key := range reasons {
		for name, c := range map[string]struct {
			facts func(*obligation.Facts)
			offer string
		}{
			"nothing": {func(f *obligation.Facts) {}, ""},
			"a word":  {func(f *obligation.Facts) { f.Risk, f.LikelySeriousHarm = "high", &yes }, ""},
			"judged":  {func(f *obligation.Facts) { f.Judgements = []obligation.Judgement{highRisk} }, `The risk was judged "high" on 23 November 2026, 09:00 (+00:00). Impostors already call.`},
			"both judged": {func(f *obligation.Facts) { f.Judgements = []obligation.Judgement{highRisk, seriousHarm} },
				"Serious harm was judged likely on 23 November 2026, 10:00 (+00:00). Two lost their savings.\n" + `The risk was judged "high" on 23 November 2026, 09:00 (+00:00). Impostors already call.`},
		} {
			in := seed(t)
			in.Duties = nil // and so no authority's clock
			in.Facts.Risk, in.Facts.LikelySeriousHarm, in.Facts.Judgements = "", nil, nil
			c.facts(&in.Facts)
			for _, stage := range []Stage{First, Supplement} {
				e := entry(t, Make(formOf(t, form), in, stage, made), key)
				if e.State == Filled || stage == Supplement && e.State != Open || e.Value != "" || e.Offer != c.offer {
					t.Errorf("%s.%s with %s, %s report: %s, %q, offered %q; want it open, offered %q", form, key, name, stage, e.State, e.Value, e.Offer, c.offer)
				}
			}
			in.Answers = map[string]string{form + "." + key: "Because."}
			if e := entry(t, Make(formOf(t, form), in, First, made), key); e.State != Filled || e.Value != "Because." || e.Offer != "" {
				t.Errorf("%s.%s answered: %+v", form, key, e)
			}
		}
	}
	for _, form := range []string{"cai", "oaic", "anpd"} {
		if e := entry(t, Make(formOf(t, form), seed(t), First, made), reasons[form]); e.State != Open {
			t.Errorf("%s.%s is %s in the first report, want open: whoever reports has a reason", form, reasons[form], e.State)
		}
	}
}

// The risk as judged is that of the fact risk, whatever else was judged when.
func TestRiskAsJudged(t *testing.T) {
	for _, form := range []string{"gdpr", "aepd"} {
		for name, c := range map[string]struct {
			risk       string
			judgements []obligation.Judgement
			value      string
			offer      string
		}{
			"judged":            {"", []obligation.Judgement{highRisk}, "high: judged on 23 November 2026, 09:00 (+00:00). Impostors already call.", ""},
			"both judged":       {"", []obligation.Judgement{highRisk, seriousHarm}, "high: judged on 23 November 2026, 09:00 (+00:00). Impostors already call.", ""},
			"the later one":     {"", []obligation.Judgement{highRisk, judged("risk", "risk", "2026-11-22T09:00:00Z", "Too early.")}, "high: judged on 23 November 2026, 09:00 (+00:00). Impostors already call.", ""},
			"a word":            {"high", nil, "", `"high", by the facts; who judged it, when and why is not recorded`},
			"harm judged alone": {"", []obligation.Judgement{seriousHarm}, "", "Serious harm was judged likely on 23 November 2026, 10:00 (+00:00). Two lost their savings."},
		} {
			in := seed(t)
			in.Duties = nil
			in.Facts.Risk, in.Facts.Judgements = c.risk, c.judgements
			if e := entry(t, Make(formOf(t, form), in, First, made), "risk"); e.Value != c.value || e.Offer != c.offer {
				t.Errorf("%s, %s: %q, offered %q; want %q, offered %q", form, name, e.Value, e.Offer, c.value, c.offer)
			}
		}
	}
}

// A judgement corrects a fact in the drafts, too, as it does in the duties.
func TestJudgementsCorrectFacts(t *testing.T) {
	in := seed(t)
	in.Facts.Judgements = append(in.Facts.Judgements, judged("aware_at", "2026-11-22T08:00:00Z", "2026-11-23T11:00:00Z", "The first call was understood then."))
	if got := entry(t, Make(gdpr, in, First, made), "aware").Value; got != "22 November 2026, 09:00 (+01:00)" {
		t.Errorf("aware: %q, want the hour as it was corrected", got)
	}
}

// Times stand by the clock of the authority, whose day may be another, and are
// those that its law has.
func TestTimesOfTheAuthority(t *testing.T) {
	in := seed(t)
	in.Facts.Affected, in.Facts.ListedIn, in.Facts.ClassifiedAt = map[string]int{"JP": 10, "AU": 3}, []string{"US"}, "2026-11-23T02:00:00Z"
	in.Facts.Aware = map[string]string{"AU-NDB": "2026-11-23T02:30:00Z"}
	in.Facts.Classified = map[string]string{"US-SEC-8K": "2026-11-24T02:00:00Z"}
	in.Duties = assess(t, in.Facts)
	for _, c := range []struct{ form, key, want string }{
		{"ppc", "discovered", "23 November 2026, 06:40 (+09:00)"},
		{"oaic", "discovered", "23 November 2026, 13:30 (+11:00)"},
		{"sec-8k", "date", "23 November 2026, 21:00 (-05:00)"},
		{"dora", "classified", "23 November 2026, 03:00 (+01:00)"},
	} {
		if got := entry(t, Make(formOf(t, c.form), in, First, made), c.key).Value; got != c.want {
			t.Errorf("%s.%s: %q, want %q", c.form, c.key, got, c.want)
		}
	}
}

// A draft says how many may live there without anybody's knowing, how to answer,
// and how to mark what it does.
func TestWhatAnOfficerNeeds(t *testing.T) {
	in := seed(t)
	in.Facts.Affected = map[string]int{"US-TX": 5, "US": 7, "ZZ": 12}
	in.Scope.ByCountry = in.Facts.Affected
	in.Duties = assess(t, in.Facts)
	if got := entry(t, Make(texasAG, in, First, made), "residents").Value; got != "5, and of 19 more it is not known whether they live there" {
		t.Errorf("Texas: %q, want it said that 7 in the US and 12 anywhere may be Texans", got)
	}
	d := Make(ico, seed(t), First, made)
	page, text := written(t, d)
	for _, s := range []string{"ico.training", "tocsin duties file inc-1 UK-GDPR-33 -at TIME", ": 1 d 12 h left", "for -answers"} {
		if !strings.Contains(page, s) || !strings.Contains(text, s) {
			t.Errorf("page or text lacks %q", s)
		}
	}
	if d.Follow == 0 || d.Follow != strings.Count(page, `class="entry follow`) {
		t.Errorf("%d entries may follow, want as many as the page has in amber", d.Follow)
	}
	if _, text := written(t, Make(gdpr, seed(t), First, made)); !strings.Contains(text, "to the data protection authority of DE (lead: main establishment)\n") {
		t.Error("the draft after Article 33 does not say whose authority it goes to, which the duty knows")
	}
	bank := seed(t)
	bank.Facts.Sector, bank.Facts.ClassifiedAt = obligation.SectorList{"bank"}, "2026-11-23T09:00:00Z"
	bank.Duties = assess(t, bank.Facts)
	if got := strings.Join(Make(dora, bank, First, made).Does, " "); got != "EU-DORA-19-4h EU-DORA-19-24h" && got != "EU-DORA-19-24h EU-DORA-19-4h" {
		t.Errorf("the initial notification does %s, want its two limits and no later report's", got)
	}
}

// The Spanish form asks whether the data could be read, and is answered so.
func TestReadable(t *testing.T) {
	for encrypted, want := range map[bool]string{true: "No: ", false: "Yes: "} {
		in := seed(t)
		in.Facts.Encrypted = &encrypted
		if e := entry(t, Make(aepd, in, First, made), "encrypted"); e.Label != "Whether the data could be read" || !strings.HasPrefix(e.Value, want) {
			t.Errorf("encrypted %v: %q is answered %q, want it to begin with %q", encrypted, e.Label, e.Value, want)
		}
	}
}

// What guidance or filing practice names stands before the law's own time.
func TestGuidanceIsShown(t *testing.T) {
	in := seed(t)
	in.Facts.ListedIn, in.Facts.ClassifiedAt, in.Facts.Affected = []string{"US"}, "2026-11-23T16:00:00Z", map[string]int{"JP": 10}
	in.Duties = assess(t, in.Facts)
	for form, want := range map[string]string{
		"sec-8k": "aim at 30 November 2026, 17:30 (-05:00) (guidance or filing practice); due 30 November 2026, 23:59 (-05:00): 6 d 19 h left", // Thanksgiving is no business day
		"ppc":    "aim at 27 November 2026, 23:59 (+09:00) (guidance or filing practice); due promptly",                                        // five days, the first being 23 November in Japan
	} {
		d := Make(formOf(t, form), in, First, made)
		page, text := written(t, d)
		if !strings.Contains(text, want) || !strings.Contains(page, want) {
			t.Errorf("%s: text and page must say %q:\n%s", form, want, text[:300])
		}
		if body, _ := json.Marshal(d); !strings.Contains(string(body), `"guidance_due_at":"2026-11-`) {
			t.Errorf("%s: the JSON has no guidance_due_at", form)
		}
	}
	if _, text := written(t, Make(ico, seed(t), First, made)); strings.Contains(text, "aim at") {
		t.Error("the ICO's limit has no guidance beside it")
	}
}

func assess(t *testing.T, f obligation.Facts) []obligation.Obligation {
	t.Helper()
	all, err := obligation.Assess(f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func written(t *testing.T, d Draft) (page, text string) {
	t.Helper()
	var h, x strings.Builder
	if err := WritePage(&h, d); err != nil {
		t.Fatal(err)
	}
	if err := WriteText(&x, d); err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(h.String()), x.String()
}

// A draft of what need not be filed, or may not have to be, says so on top.
func TestOwed(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		form  string
		stage Stage
		facts func(*obligation.Facts)
		want  Owed
		why   string
	}{
		"owed":         {"gdpr", First, func(f *obligation.Facts) {}, OwedYes, ""},
		"nobody there": {"cai", First, func(f *obligation.Facts) { f.Affected = map[string]int{"DE": 5} }, OwedNo, "CA-QC-25-P: "},
		"not judged":   {"oaic", First, func(f *obligation.Facts) { f.Affected = map[string]int{"AU": 5} }, OwedOpen, "Missing: likely_serious_harm"},
		"judged unlikely": {"oaic", First, func(f *obligation.Facts) {
			f.Affected, f.Judgements, f.LikelySeriousHarm = map[string]int{"AU": 5}, nil, &no
		}, OwedNo, "serious harm was judged not likely"},
		"contradictory": {"oaic", First, func(f *obligation.Facts) { f.Affected, f.LikelySeriousHarm = map[string]int{"AU": 5}, &no }, OwedOpen, "judge again"},
		"filed": {"gdpr", First, func(f *obligation.Facts) {
			f.Filed = map[string]obligation.Filing{"EU-GDPR-33": {At: "2026-11-23T12:00:00Z", Reference: "LfD-7"}}
		}, OwedDone, "EU-GDPR-33: filed on 23 November 2026, 12:00 (+00:00) (LfD-7)"},
		"the stage's own": {"anpd", Supplement, func(f *obligation.Facts) {
			f.Affected, f.DataElements, f.LikelySeriousHarm = map[string]int{"BR": 5}, []string{"password"}, &yes
			f.Filed = map[string]obligation.Filing{"BR-LGPD": {At: "2026-11-23T12:00:00Z"}}
		}, OwedYes, ""},
		"before the stage": {"anpd", First, func(f *obligation.Facts) {
			f.Affected, f.DataElements, f.LikelySeriousHarm = map[string]int{"BR": 5}, []string{"password"}, &yes
			f.Filed = map[string]obligation.Filing{"BR-LGPD": {At: "2026-11-23T12:00:00Z"}}
		}, OwedDone, "BR-LGPD: filed"},
	} {
		in := seed(t)
		c.facts(&in.Facts)
		in.Duties = assess(t, in.Facts)
		d := Make(formOf(t, c.form), in, c.stage, made)
		page, text := written(t, d)
		if d.Owed != c.want || !strings.Contains(strings.Join(d.OwedWhy, "\n"), c.why) || (c.why == "") != (len(d.OwedWhy) == 0) {
			t.Errorf("%s: owed %q because %q; want %q because %q", name, d.Owed, d.OwedWhy, c.want, c.why)
		}
		if line := c.want.Line(); line != "" && (!strings.HasPrefix(text, strings.ToUpper(line)) || !strings.Contains(page[:strings.Index(page, "<h1>")], line)) {
			t.Errorf("%s: text and page do not begin with %q", name, line)
		}
		if c.want == OwedYes && strings.Contains(page, `class="owed"`) {
			t.Errorf("%s: a report that is owed is marked as if it were not", name)
		}
	}
	if d := Make(ico, Incident{ID: "inc-0"}, First, made); d.Owed != OwedNot {
		t.Errorf("without duties: owed %q, want %q", d.Owed, OwedNot)
	}
	if late := entry(t, Make(ico, Incident{ID: "inc-0"}, First, made), "late"); late.State != Open {
		t.Errorf("without a due time nobody can say %q", late.Value)
	}
}
