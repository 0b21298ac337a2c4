package obligation

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	events = []Event{Awareness, Discovery, Detection, Suspicion, Determination, Materiality, Classification, Assessed, PeopleTold, Reported}
	kinds  = []Kind{Regulator, People, Media, Investors, Agencies, Owner, Self}
	cites  = regexp.MustCompile(`\(.*\d.*\)`)
)

// The linter of the rules: a law cannot be added half.
func TestRulesAreWhole(t *testing.T) {
	seen := map[string]bool{}
	id := regexp.MustCompile(`^[A-Z]{2}-[A-Za-z0-9.-]{2,24}$`)
	day := regexp.MustCompile(`^20\d\d-\d\d-\d\d$`)
	for _, r := range Rules() {
		check := func(ok bool, what string) {
			t.Helper()
			if !ok {
				t.Errorf("%s: %s", r.ID, what)
			}
		}
		check(id.MatchString(r.ID), "id has another form than the others")
		check(!seen[r.ID], "id is used twice")
		seen[r.ID] = true
		check(r.Law != "" && r.Article != "" && r.Title != "" && r.Owes != "", "law, article, title or who owes it is missing")
		check(strings.HasPrefix(r.Source, "https://"), "source is no URL of the official text")
		check(slices.Contains([]string{OfficialText, CopyRead, Guidance, Summaries, NotVerified}, r.How), "how it was checked is none of the known words")
		check(r.How == NotVerified || r.Detail != "", "says that it was checked, but not what was read")
		for _, d := range []string{r.Checked, r.From} {
			_, err := time.Parse(time.DateOnly, d)
			check(err == nil && day.MatchString(d), "date "+d+" is no date")
		}
		check(r.Until == "" || r.Until > r.From, "ends before it begins")
		check(slices.Contains(events, r.Starts), "unknown event starts its clock")
		check(r.Version == "" && strings.Contains(r.Detail, "version not known") || day.MatchString(r.Version), "no date of the version, and Detail does not say \"version not known\"")
		check(r.Ends != "" && r.Threshold != "" && len(r.Contents) > 0, "what ends the duty, its threshold or the notice's contents is missing")
		for _, content := range r.Contents {
			check(cites.MatchString(content), "content without its article: "+content)
		}
		_, earlier := rule(r.After)
		check((r.Starts == Reported) == earlier && (r.After == "") == !earlier, "After names no rule, or does not go with Reported")
		check(len(r.Conditions) > 0, "has no condition")
		to := r.To(Case{})
		check(to.Name != "" && to.Zone != "" && slices.Contains(kinds, to.Kind), "says not whom to tell, in whose zone, or of what kind")
		check(to.Portal == "" || strings.HasPrefix(to.Portal, "https://"), "portal is no https URL")
		mustZone(to.Zone)
		for _, p := range append([]Period{r.Period}, r.Other...) {
			checkPeriod(t, r.ID, p)
		}
		if r.Vary != nil {
			checkPeriod(t, r.ID, r.Vary(Case{}))
		}
		if r.Guide.Clock != "" {
			_, err := time.Parse("15:04", r.Guide.Clock)
			check(err == nil, "guide's hour is no hour")
		}
	}
}

func checkPeriod(t *testing.T, id string, p Period) {
	t.Helper()
	switch p.Unit {
	case Promptly:
		if p.Words == "" || p.N != 0 {
			t.Errorf("%s: a duty without a period must give the law's words", id)
		}
	case Hours, Days, Months, AfterYear:
		if p.N <= 0 || p.Calendar != "" || p.Roll != "" && calendars[p.Roll] == nil {
			t.Errorf("%s: period %+v", id, p)
		}
	case BusinessDays:
		if p.N <= 0 || calendars[p.Calendar] == nil {
			t.Errorf("%s: business days of an unknown calendar %q", id, p.Calendar)
		}
	default:
		t.Errorf("%s: unknown unit %q", id, p.Unit)
	}
}

// How a rule was checked, and its source, are shown in every output.
func TestEveryObligationShowsItsSource(t *testing.T) {
	all, err := Assess(Facts{AwareAt: "2026-06-01T12:00:00Z"})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.Verified == "" || !o.NoRule && (o.Source == "" || !strings.Contains(o.Verified, "2026-")) {
			t.Errorf("%s: source %q, verified %q", o.ID, o.Source, o.Verified)
		}
	}
}

func TestEveryEEACountryHasAZone(t *testing.T) {
	for code, zone := range eeaZones {
		mustZone(zone)
		if place, ok := normalisePlace(code); !ok || place != code {
			t.Errorf("%s is no country code", code)
		}
	}
	if n := len(eeaZones); n != 30+7 {
		t.Errorf("%d places, want the 27 + 3 countries and 7 places with a code of their own", n)
	}
}

func TestElementAliases(t *testing.T) {
	for _, e := range elementAliases {
		if !slices.Contains(Elements, e) {
			t.Errorf("alias of an unknown element %q", e)
		}
	}
}
