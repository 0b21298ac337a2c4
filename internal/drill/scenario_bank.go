package drill

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// bank has the shortest clocks: four hours from the classification.
var bank = Scenario{
	Name: "bank", Title: "A bank's customers are called",
	Story: "Customers of a bank were called by somebody who knew their account numbers, and some were talked into transfers. " +
		"The bank must say within hours whether the incident is major.",
	Theme: rehearsal.Theme{
		Company: "Example Bank", Domain: "example-bank.example", Facts: `{"role":"controller","establishments":["DE"],"listed_in":["US"],"sector":["finance","bank"],"wrongful_purpose":true}`,
		Fields: []string{"name", "email", "phone", "iban"}, NotTaken: []string{"password"},
		Places: []rehearsal.Place{{Code: "DE", Language: "de", Weight: 6}, {Code: "AT", Language: "de", Weight: 2}, {Code: "FR", Language: "fr", Weight: 2}},
	},
	Lag: time.Hour, Letters: true, Why: "customers must be warned of the callers",
	Judge: []Judgement{
		{Fact: "risk", Value: "high", Why: "account numbers are used to talk people into transfers"},
		{Fact: "likely_serious_harm", Value: "true", Why: "money was lost already"},
		{Fact: "classified_at", After: 3 * time.Hour, Why: "clients, reputation and money lost: major by the criteria"},
	},
}
