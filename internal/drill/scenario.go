// Package drill plays a breach as an exercise on a local AWS and scores how the
// team did: how fast, which duties it met, and what it decided without knowing.
package drill

import (
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// A Scenario is one story to play. Exercise control knows what the team does
// not: what a person must judge, and whether anybody is to be written to.
type Scenario struct {
	Name  string // as typed after "tocsin drill"
	Title string
	Story string // what the team is told, some sentences
	Theme rehearsal.Theme
	// Suspect opens with the named principal and the window of the theft; else
	// customers' reports open.
	Suspect bool
	Lag     time.Duration // from awareness to the opening, on the story's clock
	Letters bool          // the company must write to the people
	Why     string        // of the decision about the letters
	Judge   []Judgement   // what a good team judges; the truth is scored with it
}

// A Judgement is one that the story wants.
type Judgement struct {
	Fact, Value, Why string
	After            time.Duration // since awareness, where the value is a time
}

func (j Judgement) value(aware time.Time) string {
	if j.After > 0 {
		return aware.Add(j.After).Format(time.RFC3339)
	}
	return j.Value
}

// Scenarios are all, in the order of the list. A further one is one more file
// and one more line here.
var Scenarios = []Scenario{insider, passwords, laptop, processor, bank, hospital}

// Find returns the scenario of a name.
func Find(name string) (Scenario, error) {
	var names []string
	for _, s := range Scenarios {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Scenario{}, fmt.Errorf("there is no scenario %q: it is one of %s", name, strings.Join(names, ", "))
}

// theme is the scenario's, marked as a drill whatever its file says.
func (s Scenario) theme() rehearsal.Theme {
	t := s.Theme
	t.Drill = true
	return t
}

// The story lies in the past, so that deadlines of weeks can be met or missed in
// an hour: filings may be dated up to now.
const (
	past = 75 // days from the hour of awareness to today
	days = 30 // of log before it
)

// Begins is when the log ends, and aware the hour of awareness on the morning after.
func Begins(now time.Time) (until, aware time.Time) {
	until = now.UTC().Truncate(24*time.Hour).AddDate(0, 0, -past)
	return until, until.Add(9*time.Hour + 40*time.Minute)
}
