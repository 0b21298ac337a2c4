package accesslog

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var nested = Mapping{Time: "at", Principal: "user.name", Action: "kind", Customer: "target.customer.id", Ticket: "ticket", Fields: "shown", SourceIP: "ip"}

const nestedLine = `{"at":"2025-03-01 08:15:30+01","user":{"name":"agent-7","id":3},"kind":"read","target":{"customer":{"id":"C1"}},"ticket":17,"shown":["name"],"ip":"10.0.0.7"}`

// mappedCases are lines under the mapping nested, and whose they are: the
// customers, or why the line is bad.
var mappedCases = []struct{ name, line, customers, reason string }{
	{"whole", nestedLine, "C1", ""},
	{"numbers for ids", strings.Replace(nestedLine, `"C1"`, `12345678901234567890`, 1), "12345678901234567890", ""},
	{"several customers", strings.Replace(nestedLine, `"C1"`, `["C1","C2",3]`, 1), "C1 C2 3", ""},
	{"no customer shown", strings.Replace(nestedLine, `"C1"`, `[]`, 1), "", ""},
	{"flat names with dots", `{"at":"2025-03-01T08:15:30Z","user.name":"a","kind":"read","target.customer":{"id":"C1"}}`, "C1", ""},
	{"flat and nested, the longest name counts", strings.Replace(nestedLine, `{`, `{"target.customer.id":"C2","target.customer":{"id":"C3"},`, 1), "C2", ""},
	{"null in the longest name", strings.Replace(nestedLine, `{`, `{"target.customer.id":null,`, 1), "C1", ""},
	{"same keys nested elsewhere", strings.Replace(nestedLine, `{`, `{"before":{"user":{"name":"x"},"at":5},`, 1), "C1", ""},
	{"an object twice, the last counts whole", strings.Replace(nestedLine, `{`, `{"target":{"customer":{"id":"C0"}},`, 1), "C1", ""},
	{"an object twice, the last without customer", strings.Replace(nestedLine, `,"ticket"`, `,"target":{},"ticket"`, 1), "", "customer (target.customer.id) is missing"},
	{"escaped keys and values", strings.NewReplacer(`"user"`, `"\u0075ser"`, `"id":"C1"`, `"\u0069d":"\u0043\u0031"`).Replace(nestedLine), "C1", ""},
	{"fields in one text", strings.Replace(nestedLine, `["name"]`, `"name, email;phone"`, 1), "C1", ""},
	{"seconds since 1970", strings.Replace(nestedLine, `"2025-03-01 08:15:30+01"`, `1740816930.5`, 1), "C1", ""},
	{"a part of the path is no object", strings.Replace(nestedLine, `{"customer":{"id":"C1"}}`, `"C1"`, 1), "", "customer (target.customer.id) is missing"},
	{"an object for an id", strings.Replace(nestedLine, `"C1"`, `{}`, 1), "", "customer (target.customer.id) is an object: name the member of it that is wanted, such as target.customer.id.id"},
	{"a fraction for an id", strings.Replace(nestedLine, `"C1"`, `1.5`, 1), "", "customer (target.customer.id) is neither a string nor a whole number"},
	{"an object among the customers", strings.Replace(nestedLine, `"C1"`, `["C1",{},"C2"]`, 1), "C1 C2", "customer (target.customer.id) is missing"},
	{"an empty one among the customers", strings.Replace(nestedLine, `"C1"`, `["C1",""]`, 1), "C1", "customer (target.customer.id) is missing"},
	{"true for a ticket", strings.Replace(nestedLine, `17`, `true`, 1), "", "ticket (ticket) is neither a string nor a whole number"},
	{"half a surrogate", strings.Replace(nestedLine, `"C1"`, `"C\ud800"`, 1), "", "customer (target.customer.id) is not valid Unicode text"},
	{"time without offset", strings.Replace(nestedLine, `+01`, ``, 1), "", "time (at) has no offset: name the zone of the log's times in the Dataset file (log.zone)"},
	{"a list of other things", strings.Replace(nestedLine, `["name"]`, `["name",5]`, 1), "", "fields (shown) is not a list of strings"},
	{"no JSON", nestedLine[:40], "", "not valid JSON"},
	{"a list", `[1]`, "", "a list begins here, where each line is to be one object: write its items one a line, as jq -c '.[]' does"},
	{"the beginning of a list", `[`, "", "a list begins here, where each line is to be one object: write its items one a line, as jq -c '.[]' does"},
	{"the beginning of an object", `{`, "", "an object begins here that goes on over several lines: write each on one line, as jq -c . does"},
	{"no object", `"x"`, "", "not a JSON object"},
}

func TestMappedJSON(t *testing.T) {
	for _, c := range mappedCases {
		records, stats, err := scanOne(t, Log{Format: jsonLines, Mapping: nested}, []byte(c.line))
		var customers []string
		for _, r := range records {
			customers = append(customers, r.CustomerID)
		}
		reason := ""
		if stats.Bad > 0 {
			reason = stats.BadLines[0].Reason
		}
		if err != nil || strings.Join(customers, " ") != c.customers || reason != c.reason {
			t.Errorf("%s: %q, %+v, %v", c.name, customers, stats, err)
		}
		holdMapped(t, []byte(c.line+"\n"+nestedLine), nested)
	}
}

// holdMapped compares the decoder with the plain reader.
func holdMapped(t *testing.T, log []byte, m Mapping) {
	t.Helper()
	records, stats, err := scanOne(t, Log{Format: jsonLines, Mapping: m}, log)
	if err != nil {
		t.Fatal(err)
	}
	var want []Record
	var bad []int64
	for i, line := range strings.Split(string(log), "\n") {
		line = strings.Trim(strings.TrimPrefix(line, "\ufeff"), " \t\r")
		more, ok := plainMapped(line, m)
		if want = append(want, more...); !ok && line != "" {
			bad = append(bad, int64(i+1))
		}
	}
	var places []int64
	for _, b := range stats.BadLines {
		places = append(places, b.Line)
	}
	if !slices.EqualFunc(records, want, same) || stats.Bad != int64(len(bad)) || !slices.Equal(places, bad[:min(len(bad), MaxBadLines)]) {
		t.Errorf("%q:\n%+v %+v, want bad lines %v,\n%+v", log, records, stats, bad, want)
	}
}

// What each action reveals comes from the Dataset where the record does not say it.
func TestFieldsOfActions(t *testing.T) {
	lookups := map[string][]string{"customer.read": {"name", "email"}}
	log := with() + "\n" + with("fields", `["phone"]`) + "\n" + with("fields", `[]`) + "\n" + with("action", `"other"`)
	table := csvHeader + csvRow + strings.Replace(csvRow, "name;email", "", 1)
	for _, c := range []struct {
		format Format
		m      Mapping
		log    string
		want   string
	}{
		{jsonLines, Mapping{Lookups: lookups}, log, "[name email] [phone] [] []"},
		{jsonLines, Mapping{Lookups: lookups, Zone: time.UTC}, log, "[name email] [phone] [] []"},
		{csvTables, Mapping{Lookups: lookups}, table, "[name email] [name email]"},
	} {
		records, _, err := scanOne(t, Log{Format: c.format, Mapping: c.m}, []byte(c.log))
		var got []string
		for _, r := range records {
			got = append(got, "["+strings.Join(r.Fields, " ")+"]")
		}
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, %v; want %s", c.format.Name, got, err, c.want)
		}
	}
}

// Where the look-ups are known, other actions need not name anybody.
func TestActionsWithoutCustomer(t *testing.T) {
	log := strings.Join([]string{with("action", `"login"`, "customer_id", ""), with("action", `"login"`, "customer_id", "null"), with("customer_id", ""), with()}, "\n")
	for lookups, bad := range map[string]int64{"": 3, "customer.read": 1} {
		m := Mapping{}
		if lookups != "" {
			m.Lookups = map[string][]string{lookups: nil}
		}
		records, stats, err := scanOne(t, Log{Mapping: m}, []byte(log))
		if err != nil || stats.Bad != bad || len(records) != 4-int(bad) || stats.Lines != 4 {
			t.Errorf("with the look-ups %q: %d records, %+v, %v", lookups, len(records), stats, err)
		}
	}
}

// A line that the parser of canonical records refuses is one to the other reader, so
// that all JSON lines are read alike.
func TestCanonicalJSON(t *testing.T) {
	for _, c := range canonicalCases {
		records, stats, err := scanOne(t, Log{Format: jsonLines}, []byte(c.line))
		if err != nil || c.bad == "" && (len(records) != 1 || !records[0].Time.Equal(time.Date(2025, 3, 1, 8, 15, 30, 0, time.UTC))) ||
			c.bad != "" && (stats.Bad != 1 || !strings.Contains(stats.BadLines[0].Reason, c.bad)) {
			t.Errorf("%s: %+v, %+v, %v", c.name, records, stats, err)
		}
		holdMapped(t, []byte(c.line+"\n"+whole), Mapping{})
	}
	for _, c := range lineCases {
		if len(c.line) < 1<<10 && !strings.Contains(c.line, "\x00") {
			holdMapped(t, []byte(whole+"\n"+c.line), Mapping{})
		}
	}
}

var canonicalCases = []struct{ name, line, bad string }{
	{"seconds since 1970", with("time", "1740816930"), ""},
	{"milliseconds since 1970, as text", with("time", `"1740816930000"`), ""},
	{"a space for the T, a comma", with("time", `"2025-03-01 09:15:30,000+01"`), ""},
	{"a number for a customer", with("customer_id", "17"), ""},
	{"a number for a ticket and for a principal", with("ticket_id", "17", "principal", "7"), ""},
	{"fields in one text", with("fields", `"name;email"`), ""},
	{"no offset", with("time", `"2025-03-01T08:15:30"`), "time has no offset: name the zone"},
	{"a fraction for a customer", with("customer_id", "17.5"), "neither a string nor a whole number"},
}

func FuzzMappedJSON(f *testing.F) {
	for _, c := range mappedCases {
		f.Add([]byte(c.line + "\r\n\n" + nestedLine))
	}
	for _, c := range canonicalCases {
		f.Add([]byte(c.line + "\n" + whole))
	}
	f.Fuzz(func(t *testing.T, log []byte) {
		if !isPacked(log) && jsonLines.Looks(log) {
			holdMapped(t, log, nested)
			holdMapped(t, log, Mapping{})
		}
	})
}
