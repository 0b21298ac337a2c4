package drill

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// passwords is an intruder with a service's key.
var passwords = Scenario{
	Name: "passwords", Title: "A stolen password file",
	Story: "At night somebody outside used the login service's key and read user names and passwords, one account after the other. " +
		"The key was found in a public repository in the morning. The passwords are hashed without salt.",
	Theme: rehearsal.Theme{
		Company: "Example Games", Domain: "example-games.example", Facts: `{"role":"controller","establishments":["DE"],"listed_in":[],"sector":[],"wrongful_purpose":true}`,
		Action: "account.read", Fields: []string{"email", "username", "password"}, NotTaken: []string{"payment"},
		Places: []rehearsal.Place{{Code: "DE", Language: "de", Weight: 4}, {Code: "GB", Language: "en", Weight: 3}, {Code: "US-CA", Language: "en", Weight: 3}, {Code: "US-FL", Language: "en", Weight: 2}, {Code: "AU", Language: "en", Weight: 1}},
		Theft:  rehearsal.InOneNight, Thief: "svc-login",
	},
	Suspect: true, Lag: 40 * time.Minute, Letters: true, Why: "people use the same password elsewhere: they must be told",
	Judge: []Judgement{
		{Fact: "risk", Value: "high", Why: "unsalted passwords are read within hours, and used elsewhere"},
		{Fact: "likely_serious_harm", Value: "true", Why: "other accounts can be taken over with them"},
	},
}
