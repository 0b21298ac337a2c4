package drill

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// laptop is the case in which nearly all duties fall away.
var laptop = Scenario{
	Name: "laptop", Title: "A lost encrypted laptop",
	Story: "An employee exported a customer list for a mailing and lost the laptop on the train. " +
		"The disk is encrypted, the laptop was switched off, and the recovery key is with IT.",
	Theme: rehearsal.Theme{
		Company: "Example Tools", Domain: "example-tools.example", Facts: `{"role":"controller","establishments":["DE"],"listed_in":[],"sector":[],"wrongful_purpose":false}`,
		Action: "customer.export", Fields: []string{"name", "email", "phone"},
		Places: []rehearsal.Place{{Code: "DE", Language: "de", Weight: 5}, {Code: "FR", Language: "fr", Weight: 2}, {Code: "US-CA", Language: "en", Weight: 2}, {Code: "GB", Language: "en", Weight: 1}},
		Theft:  rehearsal.InOneHour,
	},
	Suspect: true, Lag: 3 * time.Hour, Letters: false, Why: "nothing on the disk can be read: nobody has to be told",
	Judge: []Judgement{
		{Fact: "encrypted", Value: "true", Why: "full-disk encryption, switched off, the key is with IT"},
		{Fact: "risk", Value: "unlikely", Why: "the disk cannot be read without the key"},
		{Fact: "likely_serious_harm", Value: "false", Why: "nobody can read what is on it"},
	},
}
