package notify

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// everywhere are facts of an incident with people in every place that has a part.
func everywhere() Facts {
	f := testFacts
	f.Aware = time.Date(2026, 6, 10, 7, 0, 0, 0, time.UTC)
	for _, p := range Parts {
		f.Places = append(f.Places, p.Place)
	}
	return f
}

// flat is a letter's text without its line breaks, in small letters.
func flat(l Letter) string { return strings.ToLower(strings.Join(strings.Fields(l.Text), " ")) }

// TestEveryItemIsSaid holds the general letter to Article 34(2) GDPR, and each
// place's letter to what its law lists, in every language that it is in.
func TestEveryItemIsSaid(t *testing.T) {
	letters := mustCompose(t, testCompany, everywhere())
	check := func(key, language string, p Part) {
		text := flat(letters.templates[key])
		for _, item := range p.Items {
			words := item.Says[language]
			if words == "" || !strings.Contains(text, strings.ToLower(words)) {
				t.Errorf("the letter %s lacks %s (%s): looked for %q", key, item.What, item.Article, words)
			}
		}
		for _, k := range testFacts.Fields { // which data, and until when, whatever the law
			if !strings.Contains(text, strings.ToLower(letters.sources[key].field(k))) {
				t.Errorf("the letter %s does not name the field %s", key, k)
			}
		}
		for _, words := range []string{strings.ToLower(testCompany.Contact), "www.example.com/incident", string(testFacts.Incident), "2026"} {
			if !strings.Contains(text, words) {
				t.Errorf("the letter %s lacks %q", key, words)
			}
		}
	}
	for _, language := range Languages {
		check(language, language, General)
	}
	for _, p := range Parts {
		for _, language := range p.Languages {
			check(p.key(language), language, p)
		}
	}
}

// TestNothingOfAnothersLaw looks for each part's own words in all other letters.
func TestNothingOfAnothersLaw(t *testing.T) {
	letters := mustCompose(t, testCompany, everywhere())
	for _, p := range Parts {
		for _, key := range letters.Keys() {
			own := strings.HasSuffix(key, "-"+p.Place)
			if got := strings.Contains(flat(letters.templates[key]), strings.ToLower(p.Own)); got != own {
				t.Errorf("%q in the letter %s: %v, want %v", p.Own, key, got, own)
			}
		}
	}
}

// TestCalifornia holds the headings to their order, and the type to its size.
func TestCalifornia(t *testing.T) {
	facts := everywhere()
	letter := mustCompose(t, testCompany, facts).templates["en-US-CA"]
	at := -1
	for _, title := range []string{"Notice of Data Breach", "What Happened", "What Information Was Involved", "What We Are Doing", "What You Can Do", "For More Information"} {
		i := strings.Index(letter.HTML, ">"+title+"</h2>")
		if i <= at {
			t.Errorf("heading %q is missing, or out of the order that the law gives", title)
		}
		at = i
	}
	if n := strings.Count(letter.HTML, "<h2"); n != 6 {
		t.Errorf("%d headings, want the title and the five", n)
	}
	if strings.Contains(strings.ReplaceAll(letter.HTML, "font-size:1.1em", ""), "font-size") {
		t.Error("a size is set: text smaller than 10 point is not allowed")
	}
	if strings.Contains(letter.Text, "Equifax") {
		t.Error("the credit reporting agencies are named without a number that calls for them")
	}
	facts.Fields = []string{"name", "ssn"}
	if letter := mustCompose(t, testCompany, facts).templates["en-US-CA"]; !strings.Contains(letter.Text, "Equifax") || !strings.Contains(letter.Text, "TransUnion") {
		t.Error("a Social Security number was taken, and the credit reporting agencies are not named")
	}
}

func TestWhoGetsWhichLetter(t *testing.T) {
	letters := mustCompose(t, testCompany, everywhere())
	p := plan{}
	for _, key := range letters.Keys() {
		p[key] = planned{Template: letters.TemplateName(key)}
	}
	for _, c := range []struct{ language, country, want string }{
		{"en", "DE", "en"}, {"de", "DE", "de"}, {"fr-CA", "CA-ON", "fr"}, {"en", "US-TX", "en"}, {"en", "US", "en"}, {"en", "", "en"},
		{"en", "US-CA", "en-US-CA"}, {"de", "US-CA", "en-US-CA"}, {"en", "AU", "en-AU"}, {"en", "AU-NSW", "en-AU"},
		{"fr", "CA-QC", "fr-CA-QC"}, {"en-CA", "CA-QC", "en-CA-QC"}, {"de", "CA-QC", "fr-CA-QC"}, {"ja", "JP", "en-JP"},
	} {
		if got := p.letter(Recipient{Language: c.language, Country: c.country}); got != c.want {
			t.Errorf("%q in %q gets the letter %s, want %s", c.language, c.country, got, c.want)
		}
	}
	early := plan{"en": {Template: "a"}, "de": {Template: "b"}} // prepared before there were parts
	if got := early.letter(Recipient{Language: "de", Country: "AU"}); got != "de" {
		t.Errorf("a letter that was not prepared is sent: %s, want de", got)
	}
}

// TestPartsAreWhole holds the table to its files and to the rules.
func TestPartsAreWhole(t *testing.T) {
	files, err := letterFiles.ReadDir("parts")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	duties := map[string]bool{}
	for _, r := range obligation.Rules {
		duties[r.ID] = true
	}
	for _, p := range append(slices.Clone(Parts), General) {
		if !duties[p.Duty] || len(p.Items) == 0 {
			t.Errorf("%s: the duty %q is no rule, or nothing is listed", p.Place, p.Duty)
		}
		for _, language := range p.Languages {
			if p.Place != "" {
				want = append(want, p.Place+"."+language+".md")
			}
		}
	}
	for _, f := range files {
		got = append(got, f.Name())
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("parts/ has %v, the table %v", got, want)
	}
	if _, err := (source{}).with(Part{Place: "AU"}, "en"); err == nil || !strings.Contains(err.Error(), `"contact"`) {
		t.Errorf("a part that takes up what is not there: %v, want the section named", err)
	}
}

// TestPartsReadAsApproved keeps each place's letter as it was approved.
func TestPartsReadAsApproved(t *testing.T) {
	letters := mustCompose(t, testCompany, everywhere())
	for key, l := range letters.Samples(nil) {
		golden(t, "part-"+key+".txt", "Subject: "+l.Subject+"\n\n"+l.Text)
		for _, bad := range []string{"://", "<a ", "{", "}", "\n@"} {
			if strings.Contains(l.Text+l.HTML, bad) {
				t.Errorf("%s holds %q: a link, or a place that nobody filled", key, bad)
			}
		}
	}
}

func TestWhatTheApproverMustKnow(t *testing.T) {
	by := map[string]int{"JP": 30, "BR": 5, "DE": 100, "CA-QC": 7}
	if got := Unspoken(by); len(got) != 2 || got["Japanese"] != 30 || got["Portuguese"] != 5 {
		t.Errorf("people whose law's language no letter has: %v", got)
	}
	if got := Confirm(by); len(got) != 4 || !strings.HasPrefix(got[0], "Japan") {
		t.Errorf("to be confirmed: %v", got)
	}
	if got := Confirm(map[string]int{"US": 3}); len(got) != 1 || !strings.Contains(got[0], "3 people") || !strings.Contains(got[0], "US-CA") {
		t.Errorf("three Americans without a state: %q, want it said that Californians may be among them", got)
	}
	if got := Confirm(map[string]int{"US-MA": 3, "US-TX": 2, "US-NY": 1}); len(got) != 2 || !strings.Contains(got[0], "c. 93H") || !strings.HasPrefix(got[1], "US-NY, US-TX:") {
		t.Errorf("Massachusetts, New York, Texas: %q, want it said that the general letter lacks what their laws want", got)
	}
	if got := Confirm(map[string]int{"DE": 1}); got != nil {
		t.Errorf("nothing is to be confirmed for Germany, got %v", got)
	}
}
