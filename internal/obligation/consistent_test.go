package obligation

import (
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// asOf is a clock after every time of the tables here.
var asOf = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// base is a theft of names and numbers; the tables add to it.
const base = `"aware_at":"2026-10-01T12:00:00Z","role":"controller","data_elements":["name","ssn"],"wrongful_purpose":true,"sector":[],"establishments":["US"]`

func atOf(t *testing.T, more string) ([]Obligation, error) {
	t.Helper()
	f, err := Decode(strings.NewReader("{" + base + "," + more + "}"))
	if err != nil {
		return nil, err
	}
	return AssessAt(f, asOf)
}

// Times that cannot all be right are refused, and both are named: a slip in one
// of them would otherwise move a due time by weeks.
func TestContradictoryTimes(t *testing.T) {
	for _, c := range []struct{ name, facts, says, and string }{
		{"discovered after awareness", `"discovered_at":"2026-11-20T12:00:00Z"`, "aware_at (2026-10-01T12:00:00Z) is before discovered_at (2026-11-20", "one of them is wrong"},
		{"filed before awareness", `"filed":{"EU-GDPR-33":{"at":"2026-09-30T12:00:00Z"}}`, "filed.EU-GDPR-33 (2026-09-30T12:00:00Z) is before aware_at (2026-10-01", "suspected_at"},
		{"filed before it happened", `"occurred_at":"2026-09-20T00:00:00Z","filed":{"EU-GDPR-33":{"at":"2020-09-30T12:00:00Z"}}`, "filed.EU-GDPR-33 (2020", "occurred_at"},
		{"classified years before", `"classified_at":"2020-10-01T12:00:00Z"`, "classified_at (2020", "aware_at"},
		{"classified by one law before awareness", `"classified":{"EU-DORA":"2026-09-01T12:00:00Z"}`, "classified.EU-DORA (2026-09-01", "aware_at"},
		{"classified by one law in the future", `"classified":{"EU-DORA":"2027-09-01T12:00:00Z"}`, "classified.EU-DORA (2027", "after now"},
		{"told before awareness", `"told_at":"2026-09-30T12:00:00Z"`, "told_at (2026-09-30", "aware_at"},
		{"letters before awareness", `"letters":{"at":"2026-09-30T12:00:00Z","people":3}`, "letters.at (2026-09-30", "aware_at"},
		{"a law's awareness before it happened", `"occurred_at":"2026-09-20T00:00:00Z","aware":{"EU-GDPR":"2020-10-01T12:00:00Z"}`, "aware.EU-GDPR (2020", "occurred_at"},
		{"the role's awareness before it happened", `"occurred_at":"2026-09-20T00:00:00Z","aware":{"controller":"2020-10-01T12:00:00Z"}`, "aware.controller (2020", "occurred_at"},
		{"filed in the future", `"filed":{"EU-GDPR-33":{"at":"2027-01-01T12:00:00Z"}}`, "filed.EU-GDPR-33 (2027", "after now (2026-11-24"},
		{"told in the future", `"told_at":"2026-11-24T12:06:00Z"`, "told_at (2026-11-24T12:06", "after now"},
		{"classified in the future", `"classified_at":"2026-12-01T12:00:00Z"`, "classified_at", "after now"},
		{"a law's awareness in the future", `"aware":{"US-SEC":"2027-10-01T12:00:00Z"}`, "aware.US-SEC", "after now"},
		{"judged in the future", `"judgements":[{"fact":"risk","value":"high","by":"x","at":"2027-10-01T12:00:00Z","why":"y"}]`, "at of risk", "after now"},
		{"judged to be in the future", `"judgements":[{"fact":"aware_at","value":"2027-10-01T12:00:00Z","by":"x","at":"2026-10-01T12:00:00Z","why":"y"}]`, "aware_at (2027", "after now"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := atOf(t, c.facts)
			if err == nil {
				t.Fatal("taken")
			}
			if task.Name(err) != task.BadInput || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.and) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s error %q, want BadInput that says %q and %q", task.Name(err), err, c.says, c.and)
			}
		})
	}
	for name, facts := range map[string]string{
		"a report on a suspicion":                 `"suspected_at":"2026-09-29T12:00:00Z","filed":{"EU-GDPR-33":{"at":"2026-09-30T12:00:00Z"}}`,
		"discovered before the company was sure":  `"discovered_at":"2026-09-30T12:00:00Z","told_at":"2026-09-30T18:00:00Z"`,
		"one law's awareness before the others'":  `"aware":{"EU-DORA":"2026-09-30T12:00:00Z"},"classified_at":"2026-09-30T13:00:00Z"`,
		"a law's awareness after it was told":     `"aware":{"US-CA":"2026-10-20T12:00:00Z"},"told_at":"2026-10-05T19:00:00Z"`,
		"two clocks that differ by three minutes": `"told_at":"2026-11-24T12:03:00Z"`,
	} {
		if _, err := atOf(t, facts); err != nil {
			t.Errorf("%s is refused: %v", name, err)
		}
	}
}

// An awareness in the future is refused wherever now is known.
func TestFutureAwareness(t *testing.T) {
	f := Facts{AwareAt: "2027-10-01T12:00:00Z"}
	if _, err := Report(f, asOf); err == nil || !strings.Contains(err.Error(), "aware_at (2027-10-01T12:00:00Z) is after now (2026-11-24T12:00:00Z)") {
		t.Errorf("the report says %v", err)
	}
	if _, err := Assess(f); err != nil {
		t.Errorf("without a clock nobody can say that it is in the future: %v", err)
	}
}

// What both can be so in law is not refused, spares no duty silently, and is asked.
func TestDoubts(t *testing.T) {
	judged := func(fact, value, at string) string {
		return `{"fact":"` + fact + `","value":"` + value + `","by":"rosa","at":"` + at + `","why":"other people"}`
	}
	again := func(js ...string) string { return `,"judgements":[` + strings.Join(js, ",") + `]` }
	const contradiction = `"affected":{"AU":5,"DE":5},"risk":"high","likely_serious_harm":false`
	for _, c := range []struct {
		name, facts, id, applies string
		fact                     string // asked again; "": nothing is
	}{
		{"high risk, no serious harm", contradiction, "AU-NDB-P", "null", "likely_serious_harm"},
		{"the GDPR's duty goes by the risk", contradiction, "EU-GDPR-34", "true", "likely_serious_harm"},
		{"both judged, the second not knowing of the first", `"affected":{"AU":5}` + again(judged("risk", "high", "2026-10-02T12:00:00Z"), judged("likely_serious_harm", "false", "2026-10-03T12:00:00Z")), "AU-NDB-P", "null", "likely_serious_harm"},
		{"judged again in its knowledge", contradiction + again(judged("likely_serious_harm", "false", "2026-10-03T12:00:00Z")), "AU-NDB-P", "false", ""},
		{"judged again, and otherwise", contradiction + again(judged("likely_serious_harm", "true", "2026-10-03T12:00:00Z")), "AU-NDB-P", "true", ""},
		{"judged away and back: the doubt is a new one", contradiction + again(judged("likely_serious_harm", "true", "2026-10-03T12:00:00Z"), judged("likely_serious_harm", "false", "2026-10-04T12:00:00Z")), "AU-NDB-P", "null", "likely_serious_harm"},
		{"one duty judged", contradiction + again(judged("AU-NDB-P", "false", "2026-10-03T12:00:00Z")), "AU-NDB-P", "false", "likely_serious_harm"},
		{"serious harm, risk not high", `"affected":{"DE":5},"risk":"risk","likely_serious_harm":true`, "EU-GDPR-34", "null", "risk"},
		{"serious harm, risk not high, judged again", `"affected":{"DE":5},"risk":"risk","likely_serious_harm":true` + again(judged("risk", "risk", "2026-10-03T12:00:00Z")), "EU-GDPR-34", "false", ""},
		{"encrypted, high risk: the law spares it even so", `"affected":{"DE":5},"risk":"high","encrypted":true`, "EU-GDPR-34", "false", "encrypted"},
		{"encrypted, serious harm", `"affected":{"US-NC":5},"likely_serious_harm":true,"encrypted":true`, "US-NC-S", "false", "encrypted"},
		{"encrypted alone", `"affected":{"US-NC":5},"encrypted":true`, "US-NC-S", "false", ""},
		{"nothing contradicts", `"affected":{"AU":5},"risk":"unlikely","likely_serious_harm":false`, "AU-NDB-P", "false", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Decode(strings.NewReader("{" + base + "," + c.facts + "}"))
			if err != nil {
				t.Fatal(err)
			}
			result, err := Report(f, asOf)
			if err != nil {
				t.Fatal(err)
			}
			o, _ := find(t, f, c.id)
			if word(o.Applies) != c.applies {
				t.Errorf("applies %s, want %s: %s", word(o.Applies), c.applies, o.Reason)
			}
			asked := ""
			for _, q := range result.Questions {
				if strings.HasPrefix(q.Ask, "judge again:") {
					asked = q.Fact
				}
			}
			if asked != c.fact {
				t.Errorf("asks to judge %q again, want %q", asked, c.fact)
			}
			if says := strings.Contains(o.Reason, "judge again"); c.fact != "" && c.applies != "true" && !says && !strings.HasPrefix(o.Reason, "a person judged") {
				t.Errorf("spared, or open, without a word on the contradiction: %s", o.Reason)
			}
		})
	}
}

// What a person says is tried with all that is known before it is written: what
// was said stays said, so a contradiction could never be mended.
func TestContradictoryWordsAreNotWritten(t *testing.T) {
	o := newOffice(t) // it is 13:00, aware at 12:00
	if _, err := o.judge(t, "aware_at", "2026-06-01T12:20:00Z"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:10:00Z"); err == nil || !strings.Contains(err.Error(), "filed.EU-GDPR-33 (2026-06-01T12:10:00Z) is before aware_at (2026-06-01T12:20:00Z)") {
		t.Errorf("filed before the hour of awareness as it was corrected: %v", err)
	}
	for fact, value := range map[string]string{"discovered_at": "2026-06-01T12:30:00Z", "told_at": "2026-06-01T14:00:00Z", "classified_at": "2020-06-01T12:30:00Z"} {
		if _, err := o.judge(t, fact, value); err == nil || !strings.Contains(err.Error(), fact) {
			t.Errorf("%s at %s is taken: %v", fact, value, err)
		}
	}
	if _, err := o.file(t, "EU-GDPR-33", "2026-06-01T12:40:00Z"); err != nil {
		t.Errorf("what was refused stands in the way of what is right: %v", err)
	}
	if len(o.ledger.drafts) != 2 {
		t.Errorf("%d entries in the ledger, want the correction and the filing", len(o.ledger.drafts))
	}
}
