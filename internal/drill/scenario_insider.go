package drill

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// insider is the case that Tocsin is measured by.
var insider = Scenario{
	Name: "insider", Title: "A support employee sells customers' data",
	Story: "Twelve customers were called by somebody who says he is from support and knows their ticket numbers. " +
		"Some calls may have nothing to do with it. Nobody knows yet who told, and whose data else are out.",
	Theme: rehearsal.Theme{Facts: `{"role":"controller","establishments":["DE"],"listed_in":["US"],"sector":[],"wrongful_purpose":true}`},
	Lag:   90 * time.Minute, Letters: true, Why: "the count and the letter are right",
	Judge: []Judgement{
		{Fact: "risk", Value: "high", Why: "buyers of the data call people and pose as support"},
		{Fact: "likely_serious_harm", Value: "true", Why: "people were already defrauded by such calls"},
	},
}
