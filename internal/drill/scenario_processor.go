package drill

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// processor is the case in which the company tells its clients and no person.
var processor = Scenario{
	Name: "processor", Title: "A processor's breach",
	Story: "The company answers telephones for other companies. The key of its archive service was used from outside at night to read their customers' records. " +
		"The data belong to the clients, whose contracts want to hear of it first.",
	Theme: rehearsal.Theme{
		Company: "Example Callcentre", Domain: "example-callcentre.example", Facts: `{"role":"processor","establishments":["DE"],"listed_in":[],"sector":[],"wrongful_purpose":true}`,
		Places: []rehearsal.Place{{Code: "DE", Language: "de", Weight: 5}, {Code: "AT", Language: "de", Weight: 2}, {Code: "FR", Language: "fr", Weight: 2}},
		Theft:  rehearsal.InOneNight, Thief: "svc-archive",
	},
	Suspect: true, Lag: 2 * time.Hour, Letters: false, Why: "the data are the clients': they decide, and write to their people",
	Judge: []Judgement{
		{Fact: "risk", Value: "high", Why: "names with telephone and ticket numbers serve for fraud"},
		{Fact: "likely_serious_harm", Value: "true", Why: "people can be defrauded with them"},
	},
}
