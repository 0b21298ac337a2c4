package rehearsal

import (
	"fmt"
	"strings"
)

// A Theme is what one story has of its own: the company, what its log reveals,
// where its customers live, and how the theft goes. The zero value is the demo's.
type Theme struct {
	Company  string   // its name
	Domain   string   // of its mail, under .example
	Facts    string   // what the company knows about itself, JSON
	Action   string   // a look-up, as the log calls it
	Fields   []string // what a look-up reveals
	NotTaken []string // what the system does not hold
	Places   []Place  // where customers live, three or more; none: the demo's
	Theft    Theft
	Thief    string // the principal, if it is none of the agents
	Calls    int    // of customers that the thief's buyers made; 0: seven, beside five of others
	Drill    bool   // everything is marked as an exercise
}

// A Place is a country or state with its share of the customers.
type Place struct {
	Code     string // ISO 3166
	Language string
	Weight   float64
}

// A Theft is how the records were taken.
type Theft int

// Thefts.
const (
	OverWeeks  Theft = iota // an agent looks people up one by one
	InOneNight              // a principal of its own reads one after the other
	InOneHour               // an agent exports
)

// or fills in what the theme leaves to the demo.
func (t Theme) or() Theme {
	set := func(to *string, words string) {
		if *to == "" {
			*to = words
		}
	}
	set(&t.Company, companyName)
	set(&t.Domain, mailDomain)
	set(&t.Facts, `{"role":"controller","establishments":["DE"],"listed_in":["US"],"sector":[],"wrongful_purpose":true}`)
	set(&t.Action, "customer.read")
	if t.Fields == nil {
		t.Fields = []string{"name", "email", "phone", "ticket_id"}
	}
	if t.NotTaken == nil {
		t.NotTaken = []string{"password", "payment"}
	}
	return t
}

// fields are those of a look-up as the log writes them.
func (t Theme) fields() string { return `["` + strings.Join(t.Fields, `","`) + `"]` }

// where is the theme's places as the world uses them. Every support desk has
// customers, since each looks up its own.
func (t Theme) where() []place {
	if len(t.Places) == 0 {
		return places
	}
	spoken := map[string]*names{"de": &german, "fr": &french, "ja": &japanese}
	var out []place
	for i, p := range t.Places {
		at := place{p.Code, p.Language, p.Weight, &english, i % desks}
		if n, ok := spoken[p.Language]; ok {
			at.names = n
		}
		out = append(out, at)
	}
	return out
}

// check says what a world cannot be made from.
func (t Theme) check() error {
	if n := len(t.Places); n > 0 && n < desks {
		return fmt.Errorf("%d places are too few: each of the %d desks needs customers", n, desks)
	}
	return nil
}
