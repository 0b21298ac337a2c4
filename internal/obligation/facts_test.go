package obligation

import (
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestBadFacts(t *testing.T) {
	for _, c := range []struct{ name, facts, says string }{
		{"no JSON", `aware`, "one JSON object"},
		{"empty", ``, "one JSON object"},
		{"two objects", `{} {}`, "something follows"},
		{"misspelt fact", `{"wrongfull_purpose":true}`, `unknown field "wrongfull_purpose"`},
		{"wrong kind", `{"affected":{"DE":"many"}}`, "affected"},
		{"half a person", `{"affected":{"DE":1.5}}`, "affected"},
		{"time without zone", `{"aware_at":"2026-06-01T12:00:00"}`, "aware_at"},
		{"date only", `{"discovered_at":"2026-06-01"}`, "discovered_at"},
		{"no such day", `{"classified_at":"2026-02-29T12:00:00Z"}`, "classified_at"},
		{"unknown country", `{"affected":{"QQ":1}}`, `"QQ"`},
		{"unknown state", `{"affected":{"US-ZZ":1}}`, `"US-ZZ"`},
		{"unknown province", `{"affected":{"CA-PQ":1}}`, `"CA-PQ" is no country or state of ISO 3166 (write DE, US-CA, or ZZ for people whose country is not known); the parts of CA are AB BC`},
		{"unknown part of a federation", `{"affected":{"DE-XX":1}}`, `"DE-XX"`},
		{"name of a country", `{"affected":{"Germany":1}}`, `"Germany"`},
		{"empty country", `{"affected":{"":1}}`, `""`},
		{"negative count", `{"affected":{"DE":-1}}`, "-1"},
		{"too many", `{"affected":{"DE":9000000000000000000}}`, "more than there are"},
		{"negative segment", `{"segments":{"consumer":-5}}`, "-5"},
		{"unknown risk", `{"risk":"medium"}`, `"medium"`},
		{"unknown role", `{"role":"owner"}`, `"owner"`},
		{"establishment in a state", `{"establishments":["US-CA"]}`, `"US-CA"`},
		{"aware before it happened", `{"occurred_at":"2026-06-02T12:00:00Z","aware_at":"2026-06-01T12:00:00Z"}`, "aware_at (2026-06-01T12:00:00Z) is before occurred_at"},
		{"discovered before it happened", `{"occurred_at":"2026-06-02T12:00:00Z","discovered_at":"2026-06-01T12:00:00Z"}`, "discovered_at"},
		{"aware before suspected", `{"suspected_at":"2026-06-02T12:00:00Z","aware_at":"2026-06-01T12:00:00Z"}`, "suspected_at"},
		{"told before it happened", `{"occurred_at":"2026-06-02T12:00:00Z","told_at":"2026-06-01T12:00:00Z"}`, "told_at"},
		{"unlikely risk with serious harm", `{"risk":"unlikely","likely_serious_harm":true}`, "both cannot be so"},
		{"more in segments than affected", `{"affected":{"DE":5},"segments":{"consumer":8}}`, "segments has 8 people and affected 5"},
		{"sector is a number", `{"sector":5}`, "sector"},
		{"own clock of no duty", `{"aware":{"ATLANTIS":"2026-06-01T12:00:00Z"}}`, `"ATLANTIS"`},
		{"own clock without zone", `{"aware":{"UK-GDPR":"2026-06-01T12:00:00"}}`, "aware.UK-GDPR"},
		{"no such duty filed", `{"filed":{"EU-GDPR-99":{"at":"2026-06-01T12:00:00Z"}}}`, `"EU-GDPR-99"`},
		{"classification of no such law", `{"classified":{"EU-GDPR":"no"}}`, `no law "EU-GDPR" asks for a classification; these do: AU-CPS234`},
		{"classification without zone", `{"classified":{"EU-DORA":"2026-06-01T12:00:00"}}`, "must be when it was determined"},
		{"classified before it happened", `{"occurred_at":"2026-06-02T12:00:00Z","classified":{"EU-DORA":"2026-06-01T12:00:00Z"}}`, "classified.EU-DORA (2026-06-01T12:00:00Z) is before occurred_at"},
		{"filed without a time", `{"filed":{"EU-GDPR-33":{}}}`, "filed.EU-GDPR-33"},
		{"judged without who", `{"judgements":[{"fact":"risk","value":"high","at":"2026-06-01T12:00:00Z","why":"x"}]}`, "no by or no why"},
		{"judged a duty with a word", `{"judgements":[{"fact":"EU-GDPR-33","value":"perhaps","by":"x","at":"2026-06-01T12:00:00Z","why":"x"}]}`, "true or false"},
		{"a list for the object", `[]`, "one JSON object is wanted, not a list"},
		{"a number for the object", `5`, "one JSON object is wanted, not a number"},
		{"a list for counts", `{"affected":["DE"]}`, `affected must be an object of counts, such as {"DE": 3}, not a list`},
		{"a word for a count", `{"affected":{"DE":"many"}}`, "each count of affected must be a whole number, not a text"},
		{"half a person in words", `{"affected":{"DE":1.5}}`, "each count of affected must be a whole number, not 1.5"},
		{"a word for truth", `{"encrypted":"yes"}`, "encrypted must be true or false, not a text"},
		{"truth for a word", `{"risk":true}`, "risk must be a text in quotes, not true or false"},
		{"a text for a list", `{"data_elements":"name"}`, "data_elements must be a list, not a text"},
		{"a text for a filing", `{"filed":{"EU-GDPR-33":"2026-06-01T12:00:00Z"}}`, "filed must be an object, not a text"},
		{"year 9999", `{"aware_at":"9999-12-31T12:00:00Z"}`, "the year must lie between 1990 and 2200"},
		{"year 202", `{"told_at":"0202-06-01T12:00:00Z"}`, "told_at"},
		{"a fact twice", `{"risk":"high","role":"controller","risk":"unlikely"}`, "risk stands there twice"},
		{"a fact twice, in another case", `{"risk":"high","Risk":"unlikely"}`, "Risk stands there twice"},
		{"a place twice", `{"affected":{"DE":1,"DE":2}}`, "affected.DE stands there twice"},
		{"a place twice, in another case", `{"affected":{"de":1,"DE":2}}`, "affected.DE stands there twice"},
		{"a place by two names", `{"affected":{"UK":1,"GB":2}}`, `"GB" and "UK" are the same place`},
		{"twice in a list", `{"judgements":[{"fact":"risk"},{"fact":"risk","by":"x","fact":"role"}]}`, "judgements.fact stands there twice"},
		{"listed nowhere", `{"listed_in":["NYSE"]}`, `"NYSE"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			facts, err := Decode(strings.NewReader(c.facts))
			if err == nil {
				_, err = Assess(facts)
			}
			if err == nil {
				t.Fatal("taken")
			}
			if task.Name(err) != task.BadInput || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "map[") {
				t.Errorf("%s error %q, want BadInput that names %s", task.Name(err), err, c.says)
			}
		})
	}
}

func TestCodesAreForgiving(t *testing.T) {
	facts, err := Decode(strings.NewReader(`{"affected":{"de":1," uk ":3,"us-ca":4,"el":5}}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := facts.Check()
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]int{"DE": 1, "GB": 3, "US-CA": 4, "GR": 5} {
		if c.affected[place] != want {
			t.Errorf("%s: %d people, want %d", place, c.affected[place], want)
		}
	}
}

func TestElementsAreNormalised(t *testing.T) {
	known, unknown := normaliseElements([]string{"Full Name", "e-mail", "mail", "ticket_id", "tickets", "shoe size", "Shoe-Size"})
	if strings.Join(known, " ") != "name email support_ticket" || strings.Join(unknown, " ") != "shoe_size" {
		t.Errorf("known %q, unknown %q", known, unknown)
	}
	if known, _ := normaliseElements(nil); known != nil {
		t.Error("not known became none")
	}
}

// Whatever is handed in, it is refused or assessed whole.
func FuzzFacts(f *testing.F) {
	f.Add(seedFacts)
	for _, v := range vectors(f) {
		f.Add(string(v.Facts))
	}
	f.Fuzz(func(t *testing.T, body string) {
		facts, err := Decode(strings.NewReader(body))
		if err != nil {
			return
		}
		all, err := Assess(facts)
		if err != nil {
			if task.Name(err) != task.BadInput {
				t.Errorf("%s: %v", task.Name(err), err)
			}
			return
		}
		if len(all) < len(Rules()) {
			t.Errorf("%d obligations of %d rules", len(all), len(Rules()))
		}
		Plan("inc-3f9a2c81d0e4-1", all)
	})
}
