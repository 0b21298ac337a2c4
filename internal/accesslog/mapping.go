package accesslog

import (
	"fmt"
	"strings"
	"time"
)

// A Mapping says where a format that does not name things as a Record does has
// them: the name of a column, or the dotted path of a value in nested JSON. An
// empty name means that of canonical records (time, principal, action,
// customer_id, ticket_id, fields, source_ip), or what the format itself defines.
type Mapping struct {
	Time      string
	Principal string
	Action    string // NoColumn: every record has the only action of Lookups
	Customer  string
	Ticket    string
	Fields    string
	SourceIP  string
	Sequence  string // of numbers that count the records; a log has none unless it is named
	// Zone is that of times without offset; nil refuses them.
	Zone *time.Location
	// Lookups are the actions that reveal something of a customer's record, with
	// the fields that each reveals. A record without a list of its own has those of
	// its action. Nil means that nothing is known of actions. Else a record of an
	// action that is not in it need not name a customer.
	Lookups map[string][]string
}

// NoColumn stands for a name where the log has nothing of the kind.
const NoColumn = "-"

// The roles that a value of a log can have in a Record.
const (
	roleTime = iota
	rolePrincipal
	roleAction
	roleCustomer
	roleTicket
	roleFields
	roleSourceIP
	roleSequence
	roleCount
)

// roles are the roles' names in messages and in canonical records.
var roles = [roleCount]struct{ role, canonical string }{
	{"time", "time"}, {"principal", "principal"}, {"action", "action"}, {"customer", "customer_id"},
	{"ticket", "ticket_id"}, {"fields", "fields"}, {"source_ip", "source_ip"}, {"sequence", ""},
}

func (m Mapping) named() [roleCount]string {
	return [roleCount]string{m.Time, m.Principal, m.Action, m.Customer, m.Ticket, m.Fields, m.SourceIP, m.Sequence}
}

// names are the columns or paths by role, "" where there is none.
func (m Mapping) names() [roleCount]string {
	names := m.named()
	for role, name := range names {
		switch name {
		case "":
			names[role] = roles[role].canonical
		case NoColumn:
			names[role] = ""
		}
	}
	return names
}

// renames says whether any name is another than that of canonical records.
func (m Mapping) renames() bool {
	for role, name := range m.named() {
		if name != "" && name != roles[role].canonical {
			return true
		}
	}
	return m.Zone != nil
}

// check refuses a mapping from which no record can be made.
func (m Mapping) check() error {
	for role, name := range m.named() {
		if strings.Count(name, ".") >= maxPath {
			return fmt.Errorf("the path of the %s has more than %d names: name a place that is not so deep", roles[role].role, maxPath)
		}
		if name != NoColumn {
			continue
		}
		switch role {
		case roleTime, rolePrincipal, roleCustomer:
			return fmt.Errorf("a record needs a %s: name where it stands instead of %q", roles[role].role, NoColumn)
		case roleAction:
			if len(m.Lookups) != 1 {
				return fmt.Errorf("a log without action needs exactly one look-up, which all of its records are: name one, not %d", len(m.Lookups))
			}
		}
	}
	return nil
}

// fixedNames refuses a mapping of names for a format that has its own.
func (m Mapping) fixedNames(format string) error {
	for role, name := range m.named() {
		if name != "" {
			return fmt.Errorf("%s has names of its own: leave %s out", format, roles[role].role)
		}
	}
	return nil
}

// label names a role in a reason, with the place that the Dataset gives it.
func (m Mapping) label(role int) string {
	if name := m.named()[role]; name != "" && name != NoColumn {
		return roles[role].role + " (" + name + ")"
	}
	return roles[role].canonical
}

// A tableError says that a table is not as it has to be; it is an ErrFormat, but
// says itself what to do.
type tableError string

func (t tableError) Error() string        { return string(t) }
func (t tableError) Is(target error) bool { return target == ErrFormat }

// shortened writes names, the first of very many.
func shortened(names []string) string {
	const most = 40
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
