package notify

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	testCompany = Company{
		Name: "Müller & Partner Security", Contact: "Data protection office, privacy@example.com, +49 30 1234567",
		Site: "https://www.example.com/incident/", NotTaken: []string{"password", "payment"},
	}
	testFacts = Facts{
		Incident: "inc-3f9a2c81d0e4-1", Fields: []string{"email", "name", "phone", "ticket_id"}, Contained: true,
		First: time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC), Last: time.Date(2026, 6, 9, 8, 0, 0, 0, time.UTC),
	}
)

func mustCompose(t *testing.T, c Company, f Facts) Letters {
	t.Helper()
	l, err := Compose(c, f)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLettersReadAsApproved(t *testing.T) {
	uncertain := testFacts
	uncertain.Contained, uncertain.Gaps, uncertain.Last = false, true, testFacts.First.Add(time.Minute)
	bare := testCompany
	bare.NotTaken = nil
	for _, c := range []struct {
		name    string
		letters Letters
	}{
		{"contained", mustCompose(t, testCompany, testFacts)},
		{"uncertain", mustCompose(t, bare, uncertain)},
	} {
		for _, language := range Languages {
			l := c.letters.Sample(language)
			golden(t, c.name+"-"+language+".txt", "Subject: "+l.Subject+"\n\n"+l.Text)
			golden(t, c.name+"-"+language+".html", l.HTML)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update after reading the change)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs from the letter as it was approved; read the change, then run with -update\n%s", path, got)
	}
}

func TestNamesStandPlainInTextAndEscapedInHTML(t *testing.T) {
	letters := mustCompose(t, testCompany, testFacts)
	for name, want := range map[string]string{
		"O'Brien <b>":               "O&#39;Brien &lt;b&gt;",
		`Zoë & "Co" {{name}}`:       "Zoë &amp; &#34;Co&#34; {{name}}",
		"<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
	} {
		for _, language := range Languages {
			template := letters.templates[language]
			// As SES does: every variable by its value, nothing escaped.
			var data map[string]string
			if err := json.Unmarshal([]byte(templateData(name)), &data); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(template.Text, "{{name}}", data["name"])
			markup := strings.ReplaceAll(template.HTML, "{{name_html}}", data["name_html"])
			if !strings.Contains(text, name) {
				t.Errorf("%s text does not show the plain name %q", language, name)
			}
			if !strings.Contains(markup, want) || strings.Contains(markup, "<b>") || strings.Contains(markup, "<script") {
				t.Errorf("%s HTML does not show %q escaped as %q", language, name, want)
			}
			if l := template.For(name); l.Text != text || l.HTML != markup {
				t.Errorf("%s: the sample is not what SES sends for %q", language, name)
			}
		}
	}
}

func TestTemplatesHaveOnlyKnownPlaceholders(t *testing.T) {
	letters := mustCompose(t, testCompany, testFacts)
	for _, language := range Languages {
		l := letters.templates[language]
		for part, n := range map[string]int{l.Subject: 0, l.Text: 1, l.HTML: 1} {
			if strings.Count(part, "{") != 2*n || strings.Count(part, "}") != 2*n {
				t.Errorf("%s: a part has other braces than %d variable(s):\n%s", language, n, part)
			}
		}
		if !strings.Contains(l.Text, nameText) || !strings.Contains(l.HTML, nameHTML) {
			t.Errorf("%s: the name's variable is missing", language)
		}
	}
}

// typed is the site as a reader types it, with nothing on its end.
var typed = regexp.MustCompile(`www\.example\.com/incident\s`)

// A letter that warns of fraud must not look like one.
func TestLettersHaveNoLinksAndNoForeignContent(t *testing.T) {
	letters := mustCompose(t, testCompany, testFacts)
	for _, language := range Languages {
		l := letters.Sample(language)
		for _, bad := range []string{"://", "<a ", "<img", "<script", "href", "src="} {
			if strings.Contains(l.Text, bad) || strings.Contains(l.HTML, bad) {
				t.Errorf("%s letter holds %q", language, bad)
			}
		}
		if !typed.MatchString(l.Text) || !strings.Contains(strings.Join(strings.Fields(l.Text), " "), testCompany.Contact) {
			t.Errorf("%s letter does not say where to call back or who answers", language)
		}
		for line := range strings.Lines(l.Text) {
			if len([]rune(line)) > lineWidth+1 {
				t.Errorf("%s: a line of %d characters: %s", language, len([]rune(line)), line)
			}
		}
	}
}

// Every language says the same: the same blocks under the same conditions, and a
// name for the same fields.
func TestLanguagesHaveTheSameShape(t *testing.T) {
	files, err := letterFiles.ReadDir("letters")
	if err != nil || len(files) != len(Languages) {
		t.Errorf("%d files in letters/, %d languages listed (%v)", len(files), len(Languages), err)
	}
	first, err := readSource(Languages[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range Languages[1:] {
		s, err := readSource(language)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := slices.Sorted(maps.Keys(s.head)), slices.Sorted(maps.Keys(first.head)); !slices.Equal(got, want) {
			t.Errorf("%s: head has %v, want %v", language, got, want)
		}
		if len(s.blocks) != len(first.blocks) {
			t.Fatalf("%s has %d blocks, %s has %d", language, len(s.blocks), Languages[0], len(first.blocks))
		}
		for i, b := range s.blocks {
			if want := first.blocks[i]; b.kind != want.kind || b.section != want.section || b.condition != want.condition || len(b.lines) != len(want.lines) {
				t.Errorf("%s: block %d is %+v, want the shape of %+v", language, i+1, b, want)
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "de": "de", "de-AT": "de", "DE_ch": "de", "en-GB": "en", "": "en", "fr": "fr", "fr-CA": "fr", "ja-JP": "ja", "pt_BR": "pt", "it": "en", "deu": "en", "xx-de": "en",
	} {
		if got := Language(tag); got != want {
			t.Errorf("Language(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestTemplateNameFollowsContent(t *testing.T) {
	a, b := mustCompose(t, testCompany, testFacts), mustCompose(t, testCompany, testFacts)
	other := testFacts
	other.Fields = []string{"email"}
	c := mustCompose(t, testCompany, other)
	for _, language := range Languages {
		if a.TemplateName(language) != b.TemplateName(language) {
			t.Errorf("%s: the same letter has two names", language)
		}
		if a.TemplateName(language) == c.TemplateName(language) {
			t.Errorf("%s: two letters have one name", language)
		}
		if name := a.TemplateName(language); !strings.HasPrefix(name, "tocsin-"+language+"-") || len(name) > 64 {
			t.Errorf("template name %q", name)
		}
	}
}

func TestComposeRefusesWhatWouldBeALie(t *testing.T) {
	lying := testCompany
	lying.NotTaken = []string{"phone"}
	_, err := Compose(lying, testFacts)
	if task.Name(err) != task.BadInput || !strings.Contains(err.Error(), `"phone"`) || !strings.Contains(err.Error(), "NOT_TAKEN") {
		t.Errorf("got %v", err)
	}
	odd := testCompany
	odd.Name = "A {{name}} Ltd"
	if _, err := Compose(odd, testFacts); task.Name(err) != task.BadInput {
		t.Errorf("placeholder in the company's name: got %v", err)
	}
}

func TestAddressed(t *testing.T) {
	for name, want := range map[string]string{
		"Ada": "Ada", "  Ada  \t Byron ": "Ada Byron", "": "customer", " \r\n": "customer", "Ada\r\nBcc: x": "Ada Bcc: x", "Ada\x00": "Ada",
	} {
		if got := addressed(name, "customer"); got != want {
			t.Errorf("addressed(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestParseSourceNamesWhatIsWrong(t *testing.T) {
	good, err := letterFiles.ReadFile("letters/en.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ change, to, want string }{
		{"\n---\n", "\n", "no line of ---"},
		{"nameless:", "nameless", "line 6 is not"},
		{"nameless: customer\n", "", `no "nameless"`},
		{"January ", "", "11 months"},
	} {
		if _, err := parseSource(strings.Replace(string(good), c.change, c.to, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q to %q: got %v, want %q", c.change, c.to, err, c.want)
		}
	}
	s, err := parseSource(strings.Replace(string(good), "{site}", "{sight}", 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.render("en", testCompany, testFacts); err == nil || !strings.Contains(err.Error(), "{sight}") {
		t.Errorf("unknown placeholder: got %v", err)
	}
}

func FuzzParseSource(f *testing.F) {
	for _, language := range Languages {
		body, err := letterFiles.ReadFile("letters/" + language + ".md")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(body))
	}
	f.Add("a: b\n---\n[x\n\n[x]\n\n- \n\n## ")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parseSource(text)
		if err != nil {
			return
		}
		_, _ = s.render("en", testCompany, testFacts) // an error at most
	})
}

func TestFactsOf(t *testing.T) {
	record := func(scope, revoke string) incident.Record {
		r := incident.Record{ID: "inc-3f9a2c81d0e4-1", Phases: map[string]incident.PhaseResult{}}
		if scope != "" {
			r.Phases[incident.PhaseScope] = incident.PhaseResult{Status: incident.Done, Result: json.RawMessage(scope)}
		}
		if revoke != "" {
			r.Phases[incident.PhaseRevoke] = incident.PhaseResult{Status: incident.Done, Result: json.RawMessage(revoke)}
		}
		return r
	}
	const scope = `{"affected":680,"first":"2026-03-02T23:30:00Z","last":"2026-06-09T08:00:00Z","fields":["email","name"],"gaps":2}`
	f, err := FactsOf(record(scope, `{"cut":3,"contained":true}`))
	if err != nil || !f.Contained || !f.Gaps || f.First.Day() != 2 || f.Last.Month() != time.June || len(f.Fields) != 2 {
		t.Errorf("got %+v, %v", f, err)
	}
	if f, err := FactsOf(record(scope, "")); err != nil || f.Contained {
		t.Errorf("a letter without a result of revoke says that the access is cut: %+v, %v", f, err)
	}
	for name, r := range map[string]incident.Record{
		"no scope": record("", ""), "no time": record(`{"fields":["a"]}`, ""),
		"no fields": record(`{"first":"2026-03-02T23:30:00Z","last":"2026-06-09T08:00:00Z","fields":[]}`, ""),
	} {
		if _, err := FactsOf(r); task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "inc-3f9a2c81d0e4-1") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
