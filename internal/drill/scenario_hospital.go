package drill

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// hospital leaves doubt about the source: one report that fits is no proof.
var hospital = Scenario{
	Name: "hospital", Title: "An employee reads patients' records",
	Story: "A patient was called by a seller of treatments who knew the diagnosis; two others tell of odd calls that may be something else. " +
		"Somebody of the hospital must have looked.",
	Theme: rehearsal.Theme{
		Company: "Example Hospital", Domain: "example-hospital.example", Facts: `{"role":"controller","establishments":["US"],"listed_in":[],"sector":["health"],"wrongful_purpose":true}`,
		Action: "patient.read", Fields: []string{"name", "email", "phone", "diagnosis"}, NotTaken: []string{"payment"},
		Places: []rehearsal.Place{{Code: "US-CA", Language: "en", Weight: 3}, {Code: "US-TX", Language: "en", Weight: 3}, {Code: "US-NY", Language: "en", Weight: 2}},
		Calls:  1,
	},
	Lag: 4 * time.Hour, Letters: true, Why: "patients must know that their diagnoses were sold",
	Judge: []Judgement{
		{Fact: "data_elements", Value: "name, email, phone, medical", Why: "diagnoses are medical data"},
		{Fact: "risk", Value: "high", Why: "diagnoses are out"},
		{Fact: "likely_serious_harm", Value: "true", Why: "diagnoses are out"},
	},
}
