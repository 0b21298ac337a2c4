package accesslog

import (
	"encoding/csv"
	"net"
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
	pgSession   = 5 // as the process, but not used again
	pgHost      = 4
	pgState     = 12 // SQLSTATE, five characters
	pgMessage   = 13
	pgFewest    = 22 // of releases without application_name
	auditMark   = "AUDIT: "
	auditFewest = 9
)

const notCSV = "not CSV as PostgreSQL writes it"

func csvEntry(text string) (e pgEntry, reason string) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	row, err := r.Read()
	switch {
	case err != nil:
		return e, notCSV
	case len(row) < pgFewest:
		return e, "fewer columns than PostgreSQL's csvlog has"
	case len(row[pgState]) != 5: // two lines in one
		return e, "the columns are not those of PostgreSQL's csvlog"
	}
	return pgEntry{row[pgTime], row[pgUser], row[pgSession], host(row[pgHost]), row[pgMessage]}, ""
}

// host takes the port off, behind which nothing stands.
func host(s string) string {
	if i := strings.LastIndexByte(s, ':'); i > 0 {
		if address := s[:i]; !strings.Contains(address, ":") || net.ParseIP(address) != nil {
			return address
		}
	}
	return strings.TrimSuffix(s, "[local]")
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
		return "", "has a zone's short name, which several zones share: name the zone in the Dataset file (log.zone)"
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
	return "", "has a zone's short name that the Dataset's zone does not have then: name the right zone in the Dataset file (log.zone)"
}
