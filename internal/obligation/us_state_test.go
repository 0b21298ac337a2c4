package obligation

import (
	"regexp"
	"strings"
	"testing"
)

var statePeople = regexp.MustCompile(`^US-[A-Z]{2}-S$`)

// stateRules are the duties to tell the people, one of each state of the table.
func stateRules(t *testing.T) []Rule {
	t.Helper()
	var found []Rule
	for _, r := range Rules() {
		if statePeople.MatchString(r.ID) {
			found = append(found, r)
		}
	}
	if len(found) != 18 {
		t.Fatalf("%d states tell their people, want 18: a state is missing or was renamed", len(found))
	}
	return found
}

// What the insider of the seed's case sold is on no state's list, and each state
// must say so with what was taken and its own article: a bare "no" convinces nobody.
func TestNoStateListsNamesMailsPhonesAndTickets(t *testing.T) {
	for _, r := range stateRules(t) {
		o, _ := find(t, stateFacts(r, "name", "email", "phone", "support_ticket"), r.ID)
		if word(o.Applies) != "false" || !strings.Contains(o.Reason, "name, email, phone, support_ticket") || !strings.Contains(o.Reason, "which wants") {
			t.Errorf("%s applies %s: %s", r.ID, word(o.Applies), o.Reason)
		}
	}
}

// A Social Security number beside the name is on every list; a kind of data that
// nobody knows is asked about; and so is where people of unknown state live.
func TestStatesAgreeOnTheCore(t *testing.T) {
	for _, r := range stateRules(t) {
		listed, unknown, elsewhere := stateFacts(r, "name", "ssn"), stateFacts(r, "name", "shoe size"), stateFacts(r, "name", "ssn")
		elsewhere.Affected = map[string]int{"US": 1}
		for what, c := range map[string]struct {
			facts Facts
			want  string
		}{"a name with a Social Security number": {listed, "true"}, "an unknown kind of data": {unknown, "null"}, "an unknown state": {elsewhere, "null"}} {
			if o, _ := find(t, c.facts, r.ID); word(o.Applies) != c.want {
				t.Errorf("%s: %s: applies %s, want %s: %s", r.ID, what, word(o.Applies), c.want, o.Reason)
			}
		}
	}
}

// Whoever sold the data on purpose is no employee in good faith: a wrongful
// purpose never takes a duty away.
func TestAnInsiderWhoSellsIsNotInGoodFaith(t *testing.T) {
	for _, r := range stateRules(t) {
		facts := stateFacts(r, "name", "ssn")
		facts.WrongfulPurpose = new(bool)
		*facts.WrongfulPurpose = true
		if o, _ := find(t, facts, r.ID); word(o.Applies) != "true" {
			t.Errorf("%s applies %s: %s", r.ID, word(o.Applies), o.Reason)
		}
	}
}

// The other states have laws, too: nobody there is passed over in silence.
func TestOtherStatesAskCounsel(t *testing.T) {
	for _, place := range []string{"US-OK", "US-DC", "US-PR", "US"} {
		o, ok := find(t, Facts{Affected: map[string]int{place: 1}}, noRule+place)
		if !ok || !o.NoRule || !strings.Contains(o.Reason, "each state has a law of its own") {
			t.Errorf("%s: there %v: %s", place, ok, o.Reason)
		}
	}
}

// stateFacts affect one resident of the rule's state, with serious harm likely
// and a sector that Georgia's law binds.
func stateFacts(r Rule, elements ...string) Facts {
	harm := true
	return Facts{AwareAt: "2026-06-01T12:00:00Z", DataElements: elements, Affected: map[string]int{strings.TrimSuffix(r.ID, "-S"): 1},
		Role: "controller", LikelySeriousHarm: &harm, Sector: SectorList{"data_broker"}}
}
