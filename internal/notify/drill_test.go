package notify

import (
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// TestDrillsLettersSayItFirst: whoever gets a drill's letter by mistake must
// read in the subject and in the first line that nothing happened to them.
func TestDrillsLettersSayItFirst(t *testing.T) {
	drill := testFacts
	drill.Drill = true
	for language, l := range mustCompose(t, testCompany, drill).templates {
		_, body, _ := strings.Cut(l.HTML, "<body")
		_, body, _ = strings.Cut(body, ">\n")
		if !strings.HasPrefix(l.Subject, "[DRILL] ") || !strings.HasPrefix(l.Text, "DRILL: ") || !strings.HasPrefix(body, "<p>DRILL: ") {
			t.Errorf("%s: subject %q, text %.60q, page %.60q", language, l.Subject, l.Text, body)
		}
		if real := mustCompose(t, testCompany, testFacts).templates[language]; strings.Contains(real.Subject+real.Text+real.HTML, "DRILL") {
			t.Errorf("%s: a real letter is called a drill", language)
		}
	}
	if f, _ := FactsOf(incident.Record{Drill: true}); !f.Drill {
		t.Error("the record's mark does not reach the letters")
	}
}
