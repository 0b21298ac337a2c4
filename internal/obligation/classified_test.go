package obligation

import (
	"slices"
	"strings"
	"testing"
)

// Each law that asks for a classification asks for its own, by a name that
// belongs to the duty.
func TestEveryClassificationIsAskedForItsLaw(t *testing.T) {
	asks := map[string]bool{"SG-PDPA": true} // its assessment is a duty itself, and no condition
	for _, sectors := range []SectorList{Sectors, {"bank"}} {
		f := harmFacts("controller")
		f.ClassifiedAt, f.Sector, f.Establishments = "", sectors, countries()
		f.Affected = map[string]int{"CN": 5, "KR": 5, "IL": 5, "TW": 5, "DE": 5}
		for id, o := range assessed(t, f) {
			for _, need := range o.Needs {
				fact, _, _ := strings.Cut(need, ":")
				if law, ok := strings.CutPrefix(fact, classifiedFact); ok {
					if asks[law] = true; !begins(id, law) {
						t.Errorf("%s asks %q, which is another law's", id, need)
					}
				}
			}
		}
	}
	for _, law := range classifying {
		if !asks[law] {
			t.Errorf("%s: no duty asks for its classification", law)
		}
	}
}

// The terminal asks for each law's classification by itself, and its answer
// decides that law alone.
func TestAClassificationIsAskedAndEnteredPerLaw(t *testing.T) {
	f := Facts{AwareAt: "2026-10-01T12:00:00Z", Affected: map[string]int{"DE": 5}, Role: "controller", Establishments: []string{"DE", "US"}, ListedIn: []string{"US"}, Sector: SectorList{"bank"}}
	for _, law := range []string{"EU-DORA", "US-SEC-8K", "US-BANK"} {
		i := slices.IndexFunc(asked(t, f), func(q Question) bool { return q.Fact == "classified."+law })
		if i < 0 {
			t.Fatalf("%s is not asked whether and when it was classified", law)
		}
		q := asked(t, f)[i]
		if !q.IsJudgement() {
			t.Errorf("%s: a classification is somebody's judgement, with a name and a reason", q.Fact)
		}
		if law, _, named := strings.Cut(q.Ask, ": was the incident determined"); !named || law == "" {
			t.Errorf("%s asks %q, which does not name the law", q.Fact, q.Ask)
		}
	}
	f.Judgements = []Judgement{{Fact: "classified.EU-DORA", Value: "2026-10-01T15:00:00Z", By: "x", At: "2026-10-01T15:00:00Z", Why: "x"}, {Fact: "classified.US-SEC-8K", Value: "no", By: "x", At: "2026-10-01T15:00:00Z", Why: "x"}}
	all := assessed(t, f)
	for id, want := range map[string]string{"EU-DORA-19-4h": "true", "US-SEC-8K-1.05": "false", "US-BANK-36H": "null"} {
		if o := all[id]; word(o.Applies) != want {
			t.Errorf("%s applies %s, want %s: %s", id, word(o.Applies), want, o.Reason)
		}
	}
	if len(f.Classified) != 0 {
		t.Errorf("a judgement changed the facts it was made on: %v", f.Classified)
	}
}
