package obligation

import (
	"slices"
	"strings"
	"testing"
)

// ownTest are the laws whose own test is whether serious (significant, real risk
// of significant) harm is likely, and so the only ones that its denial can spare.
var ownTest = []string{"AU-NDB", "CA-AB-PIPA", "CA-PIPEDA", "CA-QC-25", "MY-PDPA", "NZ-PRIVACY", "PH-DPA", "QA-PDPPL", "SG-PDPA"}

// harmFacts reach every place, sector and kind of data.
func harmFacts(role string) Facts {
	wrongful := true
	return Facts{AwareAt: "2027-06-01T12:00:00Z", ClassifiedAt: "2027-06-01T13:00:00Z", DataElements: Elements, Affected: everywhere(nil, 5000), WrongfulPurpose: &wrongful,
		Risk: "risk", Role: role, Sector: SectorList{"securities", "health", "telecom"}, Establishments: []string{"DE", "US"}, ListedIn: []string{"US"}}
}

// Serious harm judged unlikely is no answer to a stricter or another test: a
// duty under such a law stays open, and asks that law's own question.
func TestUnlikelySeriousHarmSparesOnlyLawsThatAskForIt(t *testing.T) {
	no, asks := false, map[string]bool{}
	for _, role := range roles {
		f := harmFacts(role)
		before := assessed(t, f)
		f.LikelySeriousHarm = &no
		for id, o := range assessed(t, f) {
			spared := o.Applies != nil && !*o.Applies && (before[id].Applies == nil || *before[id].Applies)
			if spared && !slices.ContainsFunc(ownTest, func(law string) bool { return begins(id, law) }) {
				t.Errorf("%s is switched off by serious harm being unlikely: %s", id, o.Reason)
			}
			for _, need := range o.Needs {
				fact, _, _ := strings.Cut(need, ":")
				asks[fact] = asks[fact] || isMeasure(fact)
			}
		}
	}
	for _, m := range measures {
		if !asks[m.id] {
			t.Errorf("%s: no duty asks for it, so nobody will judge it", m.id)
		}
	}
}

// One answer decides all duties of the law that turn on it, and wins over the
// general judgement.
func TestAMeasureDecidesItsLaw(t *testing.T) {
	no := false
	f := harmFacts("controller")
	f.LikelySeriousHarm = &no
	for value, want := range map[string]string{"true": "true", "false": "false"} {
		f.Judgements = []Judgement{{Fact: "US-NJ-harm", Value: value, By: "counsel", At: "2027-06-02T12:00:00Z", Why: "investigated"}}
		all := assessed(t, f)
		for _, id := range []string{"US-NJ-S", "US-NJ-P", "US-NJ-CRA"} {
			if o := all[id]; word(o.Applies) != want || !strings.Contains(o.Reason, "investigated") {
				t.Errorf("%s judged %s: applies %s (%s), want %s with who judged why", id, value, word(o.Applies), o.Reason, want)
			}
		}
	}
}
