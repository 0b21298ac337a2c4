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

// flat is a text in small letters and without white space: a line may end between
// two Japanese signs.
func flat(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), "")) }

// withNumbers are facts of an incident in which identity numbers were taken, too.
func withNumbers() Facts {
	f := everywhere()
	f.Fields = append([]string{"ssn"}, f.Fields...)
	return f
}

// TestEveryItemIsSaid holds the general letter to Article 34(2) GDPR, and each
// place's letter to what its law lists, in every language that it is in.
func TestEveryItemIsSaid(t *testing.T) {
	letters := mustCompose(t, testCompany, withNumbers())
	check := func(key, language string, p Part) {
		text := flat(letters.templates[key].Text)
		for _, item := range p.Items {
			words := item.Says[language]
			if words == "" || !strings.Contains(text, flat(words)) {
				t.Errorf("the letter %s lacks %s (%s): looked for %q", key, item.What, item.Article, words)
			}
		}
		for _, k := range testFacts.Fields { // which data, and until when, whatever the law
			if !strings.Contains(text, flat(letters.sources[key].field(k))) {
				t.Errorf("the letter %s does not name the field %s", key, k)
			}
		}
		for _, words := range []string{testCompany.Contact, "www.example.com/incident", string(testFacts.Incident), "2026"} {
			if !strings.Contains(text, flat(words)) {
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
	letters := mustCompose(t, testCompany, withNumbers())
	for _, p := range Parts {
		for _, key := range letters.Keys() {
			own := strings.HasSuffix(key, "-"+p.Place)
			if got := strings.Contains(flat(letters.templates[key].Text), flat(p.Own)); got != own {
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

// TestMassachusetts: what happened, and to how many, must not stand in the letter;
// where chapter 93H asks for none, people are told what happened.
func TestMassachusetts(t *testing.T) {
	nature := []string{"looked up", "misused", "access log", "support system", "shut off", "without a reason", "customer whose data"}
	letters := mustCompose(t, testCompany, withNumbers())
	for key, l := range letters.templates {
		for _, words := range nature {
			in := strings.Contains(flat(l.Subject+l.Text), flat(words))
			if key == "en-US-MA" && in {
				t.Errorf("the letter to Massachusetts says %q, which tells the nature of the breach", words)
			}
		}
	}
	for _, words := range nature { // words that do tell it, elsewhere
		if l := letters.templates["en"]; !strings.Contains(flat(l.Subject+l.Text), flat(words)) {
			t.Errorf("%q is in no general letter: the test would not see it come back", words)
		}
	}
	if _, ok := mustCompose(t, testCompany, everywhere()).templates["en-US-MA"]; ok {
		t.Error("names and e-mail addresses alone are not in chapter 93H, and the letter hides what happened")
	}
	for fields, want := range map[string]bool{"name ssn": true, "name credit_card": true, "name email phone ticket_id": false} {
		if got := slices.Contains(Met(Facts{Places: []string{"US-MA"}, Fields: strings.Fields(fields)}), "US-MA-S"); got != want {
			t.Errorf("with %s taken the letters meet Massachusetts' duty: %v, want %v", fields, got, want)
		}
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
		{"fr", "CA-QC", "fr-CA-QC"}, {"en-CA", "CA-QC", "en-CA-QC"}, {"de", "CA-QC", "fr-CA-QC"}, {"ja", "JP", "ja-JP"}, {"en", "JP", "en-JP"}, {"de", "JP", "ja-JP"}, {"pt-BR", "BR", "pt-BR"}, {"pt", "PT", "pt"},
		{"en", "US-MA", "en"},
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
	for _, r := range obligation.Rules() {
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
	samples := mustCompose(t, testCompany, everywhere()).Samples(nil)
	samples["en-US-MA"] = mustCompose(t, testCompany, withNumbers()).Samples(nil)["en-US-MA"]
	for key, l := range samples {
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
	if got := Confirm(by); len(got) != 4 || !strings.HasPrefix(got[0], "Japan") {
		t.Errorf("to be confirmed: %v", got)
	}
	if got := Confirm(map[string]int{"US": 3}); len(got) != 2 || !strings.Contains(got[0], "3 people") || !strings.Contains(got[0], "US-CA") {
		t.Errorf("three Americans without a state: %q, want it said that Californians may be among them", got)
	}
	if got := Confirm(map[string]int{"US-MA": 3, "US-TX": 2, "US-NY": 1}); len(got) != 3 || !strings.Contains(got[0], "c. 93H") || !strings.HasPrefix(got[2], "US-NY, US-TX:") {
		t.Errorf("Massachusetts, New York, Texas: %q, want it said that the general letter lacks what their laws want", got)
	}
	if got := Confirm(map[string]int{"DE": 1}); got != nil {
		t.Errorf("nothing is to be confirmed for Germany, got %v", got)
	}
}
