package obligation

import (
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/task"
)

const lastLetter = "2026-06-01T12:30:00Z"

func (w world) told(t *testing.T, l Letters) ToldResult {
	t.Helper()
	out, err := w.Told(t.Context(), ToldRequest{testIncident, l})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w world) duty(t *testing.T, id string) Obligation {
	t.Helper()
	r, err := Current(t.Context(), w.evidence, testIncident, w.Now())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Obligations, func(o Obligation) bool { return o.ID == id })
	if i < 0 {
		t.Fatalf("no duty %s", id)
	}
	return r.Obligations[i]
}

// assessedIn is a world in which people of these places are affected.
func assessedIn(t *testing.T, places ...string) world {
	t.Helper()
	w := newWorld(t)
	in := counted
	in.ByCountry, in.BySegment, in.Affected = map[string]int{}, nil, 0
	for _, p := range places {
		in.ByCountry[p], in.Affected = 600, in.Affected+600
	}
	in.Fields = []string{"name", "ssn", "email", "password"}
	if _, err := w.Assess(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLettersDoTheDutiesThatTheyWereWrittenFor(t *testing.T) {
	w := assessedIn(t, "DE", "US-CA", "US-TX")
	before := len(standing(t, w.scheduler))
	met := []string{"EU-GDPR-34", "UK-GDPR-34", "US-CA-S"}
	out := w.told(t, Letters{At: lastLetter, People: 15, Duties: met})
	if want := []string{"EU-GDPR-34", "US-CA-S"}; !slices.Equal(out.Done, want) { // nobody of the United Kingdom is affected
		t.Errorf("done by the letters: %q, want %q", out.Done, want)
	}
	if out.Reminders >= before || out.Reminders != len(standing(t, w.scheduler)) {
		t.Errorf("%d reminders stand, before %d: those of what is done must go", out.Reminders, before)
	}
	california := w.duty(t, "US-CA-S")
	if f := california.Filed; f == nil || f.At != lastLetter || f.By != byLetters || f.Reference != "letters to 15 people" || california.Letters != "" {
		t.Errorf("California: %+v, %q", f, california.Letters)
	}
	texas := w.duty(t, "US-TX-S")
	if texas.Filed != nil || !strings.Contains(texas.Letters, "15 people until 1 June 2026 12:30 UTC") || !strings.Contains(texas.Letters, "duties file INCIDENT US-TX-S") {
		t.Errorf("Texas, for which no letter was written: %+v, %q; want it open, with what the letters did", texas.Filed, texas.Letters)
	}
	if o := w.duty(t, "US-TX-AG"); o.Letters != "" || o.Filed != nil {
		t.Errorf("a letter to people is no notice to an authority: %q, %+v", o.Letters, o.Filed)
	}
	if again := w.told(t, Letters{At: lastLetter, People: 15, Duties: met}); !slices.Equal(again.Done, out.Done) || again.Reminders != out.Reminders {
		t.Errorf("said again: %+v, want %+v", again, out)
	}
	// The count is done again: what the letters did stays done.
	if _, err := w.Assess(t.Context(), counted); err != nil {
		t.Fatal(err)
	}
	if w.duty(t, "EU-GDPR-34").Filed == nil {
		t.Error("after another count the letters are forgotten")
	}
}

func TestWhoIsLeftKeepsTheDutyOpen(t *testing.T) {
	w := assessedIn(t, "DE")
	out := w.told(t, Letters{At: lastLetter, People: 14, Left: 1, Duties: []string{"EU-GDPR-34"}})
	if o := w.duty(t, "EU-GDPR-34"); len(out.Done) > 0 || o.Filed != nil || !strings.Contains(o.Letters, "1 person is left for post or telephone") {
		t.Errorf("one person is not told, and the duty is %+v, %q", o.Filed, o.Letters)
	}
}

func TestALetterThatMayComeBackKeepsTheDutyOpen(t *testing.T) {
	w := assessedIn(t, "DE")
	out := w.told(t, Letters{At: lastLetter, People: 15, Unconfirmed: 2, Duties: []string{"EU-GDPR-34"}})
	if o := w.duty(t, "EU-GDPR-34"); len(out.Done) > 0 || o.Filed != nil || !strings.Contains(o.Letters, "2 of these letters may still come back") {
		t.Errorf("two letters are not known to have been delivered, and the duty is %+v, %q", o.Filed, o.Letters)
	}
}

func TestTellingStartsTheClocksThatRunFromIt(t *testing.T) {
	w := assessedIn(t, "US-CA")
	const agencies = "US-CA-AG" // the Attorney General's sample, 15 days after telling
	if o := w.duty(t, agencies); !o.Provisional {
		t.Fatalf("%s is not provisional before anybody was told: from %s", agencies, o.ClockStarts)
	}
	w.told(t, Letters{At: lastLetter, People: 5, Left: 2})
	if o := w.duty(t, agencies); o.Provisional || !after(o.ClockStarts).Equal(after(lastLetter)) {
		t.Errorf("%s runs from %s (provisional %v), want from the letters", agencies, o.ClockStarts, o.Provisional)
	}
}

func TestAPersonsWordOnTellingWins(t *testing.T) {
	o := newOffice(t)
	if _, err := o.Told(t.Context(), ToldRequest{o.id, Letters{At: "2026-06-01T12:20:00Z", People: 1, Duties: []string{"EU-GDPR-34"}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.file(t, "EU-GDPR-34", "2026-06-01T12:45:00Z"); err != nil {
		t.Fatalf("a person corrects what the letters did: %v", err)
	}
	if _, err := o.judge(t, "told_at", "2026-06-01T12:50:00Z"); err != nil {
		t.Fatal(err)
	}
	facts, err := Known(t.Context(), o.Evidence, o.id)
	if err != nil {
		t.Fatal(err)
	}
	c, err := facts.Check()
	if err != nil || !c.told.Equal(after("2026-06-01T12:50:00Z")) {
		t.Errorf("told at %s, want a person's word: %v", c.told, err)
	}
	if done := c.done("EU-GDPR-34"); done == nil || done.By != officer {
		t.Errorf("done: %+v, want a person's word", done)
	}
}

func TestToldRefuses(t *testing.T) {
	w := assessedIn(t, "DE")
	if out := w.told(t, Letters{At: "0001-01-01T00:00:00Z"}); len(out.Done) > 0 {
		t.Errorf("no letter told anybody, and done is %q", out.Done)
	}
	if _, err := Known(t.Context(), w.evidence, testIncident); err != nil {
		t.Errorf("no letter: %v", err)
	}
	for name, in := range map[string]ToldRequest{"no incident": {Letters: Letters{At: lastLetter, People: 1}}, "no time": {testIncident, Letters{People: 1}}} {
		if _, err := w.Told(t.Context(), in); task.Name(err) != task.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}
