package notify

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// Facts are what the letters may say about an incident: only what its phases found.
type Facts struct {
	Incident    incident.ID
	Fields      []string  // as the log names them
	First, Last time.Time // of the look-ups
	Aware       time.Time // of the breach; zero: not known
	Places      []string  // where people affected live, ISO 3166
	Languages   []string  // tags of the languages that they read
	Gaps        bool      // hours are missing in the log
	Contained   bool      // the access was cut, and verified
	Drill       bool      // an exercise: the letters say so
}

// FactsOf reads the facts out of the results of scope and revoke.
func FactsOf(r incident.Record) (Facts, error) {
	f := Facts{Incident: r.ID, Drill: r.Drill, Aware: r.AwareAt}
	var scope struct {
		Fields      []string       `json:"fields"`
		First, Last time.Time      // encoding/json matches names whatever their case
		Gaps        int            `json:"gaps"`
		ByCountry   map[string]int `json:"by_country"`
		ByLanguage  map[string]int `json:"by_language"`
	}
	found := r.Phases[incident.PhaseScope]
	if found.Status != incident.Done {
		return f, task.Fail(task.Permanent, fmt.Errorf("composing the letters of %s: the incident has no result of scope; run it again first", r.ID))
	}
	if err := json.Unmarshal(found.Result, &scope); err != nil {
		return f, fmt.Errorf("composing the letters of %s: scope's result: %w", r.ID, err)
	}
	if scope.First.IsZero() || scope.Last.IsZero() || len(scope.Fields) == 0 {
		return f, task.Fail(task.Permanent, fmt.Errorf("composing the letters of %s: scope's result does not say when, or which fields", r.ID))
	}
	f.Fields, f.First, f.Last, f.Gaps = scope.Fields, scope.First, scope.Last, scope.Gaps > 0
	f.Places = slices.Sorted(maps.Keys(scope.ByCountry))
	f.Languages = slices.Sorted(maps.Keys(scope.ByLanguage))

	var revoke struct {
		Contained bool `json:"contained"`
	}
	if cut := r.Phases[incident.PhaseRevoke]; cut.Status == incident.Done {
		if err := json.Unmarshal(cut.Result, &revoke); err != nil {
			return f, fmt.Errorf("composing the letters of %s: revoke's result: %w", r.ID, err)
		}
	}
	f.Contained = revoke.Contained
	return f, nil
}
