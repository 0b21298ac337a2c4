package accesslog

import (
	"encoding/csv"
	"regexp"
	"strings"
	"time"
)

// A pgEntry is one entry of PostgreSQL's log.
type pgEntry struct {
	time, user, process, host string
	message                   string
}

// csvlog's columns, in PostgreSQL's order (its manual, "Error Reporting and
// Logging", "Using CSV-Format Log Output").
const (
	pgTime      = 0
	pgUser      = 1
	pgProcess   = 3
	pgHost      = 4
	pgMessage   = 13
	pgFewest    = 22 // of releases without application_name
	auditMark   = "AUDIT: "
	auditFewest = 9
)

func csvEntry(text string) (e pgEntry, reason string) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	row, err := r.Read()
	switch {
	case err != nil:
		return e, "not CSV as PostgreSQL writes it"
	case len(row) < pgFewest:
		return e, "fewer columns than PostgreSQL's csvlog has"
	}
	return pgEntry{row[pgTime], row[pgUser], row[pgProcess], host(row[pgHost]), row[pgMessage]}, ""
}

// host takes the port off.
func host(s string) string {
	if i := strings.LastIndexByte(s, ':'); i > 0 && strings.Count(s, ":") == 1 {
		return s[:i]
	}
	return strings.TrimSuffix(s, "[local]")
}

// pgPrefixes are the line prefixes (log_line_prefix) that are known: each names
// the groups time, user and perhaps process and host.
var pgPrefixes = []*regexp.Regexp{
	// %t:%r:%u@%d:[%p]: of Amazon RDS and Aurora
	regexp.MustCompile(`^(?P<time>\S+ \S+ \S+?):(?P<host>[^:(]*)(?:\(\d+\))?:(?P<user>[^@:]*)@[^:]*:\[(?P<process>\d+)\]:$`),
	// %m [%p] %q%u@%d of Debian and Ubuntu
	regexp.MustCompile(`^(?P<time>\S+ \S+ \S+) \[(?P<process>\d+)\] (?P<user>[^@\s]*)@\S*$`),
	// anything with user=%u, such as %t [%p]: user=%u,db=%d,app=%a,client=%h
	regexp.MustCompile(`^(?P<time>\S+ \S+ \S+?):? (?:\[(?P<process>\d+)\])?.*\buser=(?P<user>[^,\s]*)(?:.*\bclient=(?P<host>[^,\s]*))?.*$`),
	// %m %u %d: of pgAudit's own manual
	regexp.MustCompile(`^(?P<time>\S+ \S+ \S+) (?P<user>\S+) \S+:$`),
}

var pgSeverity = regexp.MustCompile(`\s*LOG:  `)

// stderrEntry reads an entry of the plain log: a prefix, the severity, the message.
func stderrEntry(text string) (e pgEntry, reason string) {
	at := pgSeverity.FindStringIndex(text)
	if at == nil {
		return e, ""
	}
	e.message = text[at[1]:]
	if !strings.HasPrefix(e.message, auditMark) {
		return e, ""
	}
	for _, prefix := range pgPrefixes {
		m := prefix.FindStringSubmatch(text[:at[0]])
		if m == nil {
			continue
		}
		for i, name := range prefix.SubexpNames() {
			switch name {
			case "time":
				e.time = m[i]
			case "user":
				e.user = m[i]
			case "process":
				e.process = m[i]
			case "host":
				e.host = m[i]
			}
		}
		return e, ""
	}
	return e, "the line's prefix names no time and user in a way that is known: set log_line_prefix to '%m [%p] %q%u@%d ', or log in csvlog"
}

// An audit is what pgAudit says in an entry (its manual, "Format").
type audit struct {
	statementID, class, command, object, statement string
	parameters                                     []string
}

func auditOf(message string) (a audit, reason string) {
	r := csv.NewReader(strings.NewReader(message[len(auditMark):]))
	r.FieldsPerRecord = -1
	row, err := r.Read()
	if err != nil || len(row) < auditFewest {
		return a, "not an audit entry as pgAudit writes it"
	}
	a = audit{statementID: row[1] + "." + row[2], class: row[3], command: row[4], object: row[6], statement: row[7]}
	if row[8] == "<none>" || row[8] == "<not logged>" {
		return a, ""
	}
	parameters := csv.NewReader(strings.NewReader(row[8]))
	parameters.LazyQuotes, parameters.FieldsPerRecord = true, -1
	if a.parameters, err = parameters.Read(); err != nil && row[8] != "" {
		return a, "the parameters are not as pgAudit writes them"
	}
	return a, ""
}

// pgWhen reads a time whose zone has a short name, as PostgreSQL writes it. Of
// short names only UTC and GMT are clear by themselves; another must be that of
// the zone that the Dataset names, at that time.
func pgWhen(text string, zone *time.Location) (string, string) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return text, ""
	}
	short := text[i+1:]
	switch {
	case short == "UTC" || short == "GMT":
		return text[:i] + " UTC", ""
	case short == "" || short[0] < 'A' || short[0] > 'Z':
		return text, ""
	case zone == nil:
		return "", "has a zone's short name, which several zones share: name the zone in the Dataset file"
	}
	at, reason := parseWhen(text[:i], zone)
	if reason != "" {
		return "", reason
	}
	for _, shift := range []time.Duration{0, time.Hour, -time.Hour} { // an hour that the clock shows twice
		if name, _ := at.Add(shift).In(zone).Zone(); name == short && at.Add(shift).In(zone).Format("15:04:05") == at.In(zone).Format("15:04:05") {
			return at.Add(shift).Format(time.RFC3339Nano), ""
		}
	}
	return "", "has a zone's short name that the Dataset's zone does not have then"
}
