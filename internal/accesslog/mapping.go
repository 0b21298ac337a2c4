package accesslog

import "time"

// A Mapping says where a format that does not name things as a Record does has
// them: the name of a column, or the dotted path of a value in nested JSON. The
// zero Mapping means the names of canonical records, or what the format itself
// defines.
type Mapping struct {
	Time      string
	Principal string
	Action    string // empty: every record has the only action of Lookups
	Customer  string
	Ticket    string
	Fields    string
	SourceIP  string
	// Zone is that of times without offset; nil refuses them.
	Zone *time.Location
	// Lookups are the actions that reveal something of a customer's record, with
	// the fields that each reveals. A record without a list of its own has those of
	// its action. Nil means that nothing is known of actions. Else a record of an
	// action that is not in it need not name a customer.
	Lookups map[string][]string
}
