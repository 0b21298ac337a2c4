package drill

import (
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// counted is an invented true count of a scenario: some people in each place.
func counted(s Scenario) map[string]int {
	out := map[string]int{"DE": 10, "AT": 4, "CH": 3, "FR": 4, "GB": 6, "JP": 5, "AU": 3, "US-CA": 4, "US-TX": 3, "US-NY": 3, "XK": 2, "ZZ": 1}
	if len(s.Theme.Places) > 0 {
		out = map[string]int{}
		for i, p := range s.Theme.Places {
			out[p.Code] = 3 + i
		}
	}
	return out
}

// TestScenariosBringWhatTheySay: the duties of each story are the engine's own;
// here the story must fit them.
func TestScenariosBringWhatTheySay(t *testing.T) {
	_, aware := Begins(noon)
	for _, s := range Scenarios {
		owed, err := s.owed(aware, counted(s), nil)
		if err != nil {
			t.Fatal(err)
		}
		people := 0
		for _, o := range owed {
			if o.ToKind == obligation.People {
				people++
			}
		}
		if (people > 0) != s.Letters {
			t.Errorf("%s: letters wanted %v, but %d duties are to tell people", s.Name, s.Letters, people)
		}
		facts, err := s.facts(aware, counted(s), nil)
		if err != nil {
			t.Fatal(err)
		}
		known, err := obligation.Report(facts, noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range known.Questions {
			if canKnow(q, known) && decidesWhoIsTold(q, known) {
				t.Errorf("%s: even a good team leaves open %s (%s), which changes whom to tell", s.Name, q.Fact, q.Ask)
			}
		}
	}
}
