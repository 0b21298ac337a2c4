package accesslog

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	csvHeader = "time,principal,action,customer_id,ticket_id,fields,source_ip\n"
	csvRow    = "2025-03-01T08:15:30Z,agent-7,customer.read,C1,T-1,name;email,10.0.0.7\n"
)

// csvCases are tables, and what is read of them.
var csvCases = []struct {
	name, table string
	m           Mapping
	customers   string // of the records, joined
	bad         int64
	reason      string // of the first bad line, with its line
}{
	{"whole", csvHeader + csvRow, Mapping{}, "C1", 0, ""},
	{"header alone", csvHeader, Mapping{}, "", 0, ""},
	{"nothing", "", Mapping{}, "", 0, ""},
	{"byte-order mark, CRLF, blank lines, no end", "\ufeff" + strings.ReplaceAll(csvHeader+"\n"+csvRow, "\n", "\r\n") + strings.TrimSpace(csvRow), Mapping{}, "C1 C1", 0, ""},
	{"columns in another order, and others", "x,customer_id,action,principal,time\n1,C1,customer.read,a,2025-03-01T08:15:30Z\n", Mapping{}, "C1", 0, ""},
	{"quoted line breaks, quotes and separators", "note," + csvHeader + "\"a \"\"b\"\",\nc\n\"," + csvRow + "x," + csvRow, Mapping{}, "C1 C1", 0, ""},
	{"a quoted header", "\"time\",\"principal\",\"action\",\"customer_id\"\n2025-03-01T08:15:30Z,a,customer.read,C1\n", Mapping{}, "C1", 0, ""},
	{"semicolons", "time;principal;action;customer_id\n2025-03-01T08:15:30Z;a;customer.read;C,1\n", Mapping{}, "C,1", 0, ""},
	{"tabs", "time\tprincipal\taction\tcustomer_id\n2025-03-01T08:15:30Z\ta\tcustomer.read\tC1\n", Mapping{}, "C1", 0, ""},
	{"look-alike ids", csvHeader + strings.ReplaceAll(csvRow, "C1", "C1 ") + csvRow + strings.ReplaceAll(csvRow, "C1", "c1"), Mapping{}, "C1  C1 c1", 0, ""},
	{"other names", "wann,wer,was,kunde\n2025-03-01 08:15:30+01,a,read,17\n", Mapping{Time: "wann", Principal: "wer", Action: "was", Customer: "kunde"}, "17", 0, ""},
	{"no column of actions", "time,principal,customer_id\n2025-03-01T08:15:30Z,a,C1\n", Mapping{Action: NoColumn, Lookups: map[string][]string{"export": {"name"}}}, "C1", 0, ""},
	{"other actions need no customer", csvHeader + "2025-03-01T08:15:30Z,a,login,,,,\n" + csvRow, Mapping{Lookups: map[string][]string{"customer.read": nil}}, " C1", 0, ""},
	{"nulls of a database", csvHeader + `2025-03-01T08:15:30Z,a,customer.read,C1,\N,\N,\N` + "\n", Mapping{}, "C1", 0, ""},
	{"a look-up needs a customer", csvHeader + csvRow + "2025-03-01T08:15:30Z,a,customer.read,,,,\n", Mapping{}, "C1", 1, "3: customer_id is missing"},
	{"time without offset", csvHeader + strings.Replace(csvRow, "Z", "", 1), Mapping{}, "", 1, "2: time has no offset: name the zone of the log's times in the Dataset file (log.zone)"},
	{"a row too short", csvHeader + "2025-03-01T08:15:30Z,a\n" + csvRow, Mapping{}, "C1", 1, "2: 2 columns, where the header has 7"},
	{"a quote within", csvHeader + csvRow + `2025-03-01T08:15:30Z,a"b,customer.read,C2,,,` + "\n" + csvRow, Mapping{}, "C1 C1", 1, "3: a quote stands where none may, or none ends a quoted value"},
	{"a quote without end", csvHeader + csvRow + "\"" + csvRow, Mapping{}, "C1", 1, "3: a quote stands where none may, or none ends a quoted value"},
	{"a quote without end swallows nobody", csvHeader + csvRow + "\"" + csvRow + strings.Repeat(csvRow, 3), Mapping{}, "C1 C1 C1 C1", 1, "3: a quote stands where none may, or none ends a quoted value: lines 3 to 6 were read one by one, and there may be more such places"},
	{"nor up to another quote", csvHeader + "\n\n\"" + csvRow + csvRow + strings.Replace(csvRow, "T-1", `"T-1"`, 1) + csvRow, Mapping{}, "C1 C1 C1", 1, "4: a quote stands where none may, or none ends a quoted value: lines 4 to 6 were read one by one, and there may be more such places"},
	{"twice", csvHeader + csvRow + "\"" + csvRow + csvRow + "\"" + csvRow + csvRow, Mapping{}, "C1 C1 C1", 2, "3: a quote stands where none may, or none ends a quoted value: lines 3 to 5 were read one by one, and there may be more such places"},
	{"rows within a quoted value", csvHeader + strings.Replace(csvRow, "T-1", "\"T-1\n"+csvRow+"\"", 1), Mapping{}, "C1", 1, "2: a quoted value that begins here holds lines that are themselves rows: does a quote before them have no end?"},
	{"the last customer may be cut", "time,principal,action,customer_id\n2025-03-01T08:15:30Z,a,customer.read,C1\n2025-03-01T08:15:30Z,a,customer.read,C10", Mapping{}, "C1 C10", 1,
		"3: the last line has no end: it may be cut, with the customer whom it names; if the file is whole, put a line end behind it"},
	{"the last customer is in quotes", "time,principal,action,customer_id\n2025-03-01T08:15:30Z,a,customer.read,\"C10\"", Mapping{}, "C10", 0, ""},
	{"lists of customers", csvHeader + strings.ReplaceAll(`T,a,customer.read,"[""C1"",2]",,,`+"\n"+`T,a,customer.read,"{C3,""C,4""}",,,`+"\n"+`T,a,customer.read,[],,,`+"\n", "T,a", "2025-03-01T08:15:30Z,a"), Mapping{}, "C1 2 C3 C,4 ", 0, ""},
	{"what only looks like a list", csvHeader + strings.ReplaceAll(`T,a,customer.read,[C1,,,`+"\n"+`T,a,customer.read,{'x': 1},,,`+"\n"+`T,a,customer.read,{},,,`+"\n", "T,a", "2025-03-01T08:15:30Z,a"), Mapping{}, "[C1 {'x': 1} ", 0, ""},
	{"not Unicode", csvHeader + strings.Replace(csvRow, "C1", "C\xff", 1), Mapping{}, "", 1, "2: customer_id is not valid Unicode text"},
	{"cut off within a row", csvHeader + csvRow + csvRow[:30], Mapping{}, "C1", 1, "3: 3 columns, where the header has 7"},
	{"leap days", csvHeader + strings.Replace(csvRow, "2025-03-01", "2024-02-29", 1) + strings.Replace(csvRow, "2025-03-01", "2025-02-29", 1), Mapping{}, "C1", 1, "3: time is no time that is known: it has to be as 2025-03-01T08:15:30Z, or seconds since 1970"},
}

func TestCSV(t *testing.T) {
	for _, c := range csvCases {
		records, stats, err := scanOne(t, Log{Format: csvTables, Mapping: c.m}, []byte(c.table))
		var customers []string
		for _, r := range records {
			customers = append(customers, r.CustomerID)
		}
		if err != nil || strings.Join(customers, " ") != c.customers || stats.Bad != c.bad || c.bad > 0 && placeOf(stats.BadLines[0]) != c.reason {
			t.Errorf("%s: %q, %+v, %v", c.name, customers, stats, err)
		}
		holdCSV(t, []byte(c.table), c.m)
	}
}

// holdCSV compares the decoder with the plain reader.
func holdCSV(t *testing.T, table []byte, m Mapping) {
	t.Helper()
	records, stats, err := scanOne(t, Log{Format: csvTables, Mapping: m}, table)
	want, lines, bad, ok := plainCSV(table, m)
	if (err == nil) != ok {
		t.Fatalf("error %v, but the plain reader says %v of %q", err, ok, table)
	}
	for _, d := range stats.Damaged { // told besides the rows
		if !strings.HasPrefix(d.Reason, string(badQuote)) {
			bad++
		}
	}
	if ok && (stats.Lines != lines || stats.Bad != bad || !slices.EqualFunc(records, want, same)) {
		t.Errorf("%q:\n%+v %+v, want %d lines, %d bad\n%+v", table, records, stats, lines, bad, want)
	}
}

func TestCSVHeader(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"no header", csvRow, "none of the 7 columns in line 1 is named \"time\", which is to hold the time: is there a header?"},
		{"a name twice", strings.Replace(csvHeader, "ticket_id", "customer_id", 1) + csvRow, `two columns of the header in line 1 are named "customer_id"`},
		{"names in other letters", "Time,principal,action,customer_id\n" + csvRow, `is named "time", which is to hold the time, but one is "Time": write time: "Time" under log.columns`},
		{"a name written otherwise", "time,principal,action,Customer ID\n" + csvRow, `but one is "Customer ID": write customer: "Customer ID" under log.columns`},
		{"another name", "time,principal,action,kunde\n" + csvRow, `which is to hold the customer; they are time, principal, action, kunde: name the right one as customer under log.columns`},
		{"another separator", "time^principal^action^customer_id\n", "none of the 1 columns in line 1 is named \"time\", which is to hold the time: is there a header, and comma, semicolon, tab or bar between the columns?"},
		{"no table", "a,\"b\nc", "line 1 is no header of a table"},
		{"JSON", whole + "\n", "line 1 is not what csv has, a table with a header, one access a row; it looks like json, one JSON object a line: say so with -format"},
	} {
		_, _, err := scanOne(t, Log{Format: csvTables}, []byte(c.table))
		if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "C1") {
			t.Errorf("%s: %v; want %q, and nobody named", c.name, err, c.want)
		}
	}
	_, _, err := scanOne(t, Log{Format: csvTables, Mapping: Mapping{Ticket: "case"}}, []byte(csvHeader+csvRow))
	if err == nil || !strings.Contains(err.Error(), `is named "case", which is to hold the ticket`) {
		t.Errorf("a column that the mapping names and the table has not: %v", err)
	}
}

func TestLooksLikeCSV(t *testing.T) {
	for head, want := range map[string]bool{
		csvHeader + csvRow:              true,
		"\"time\";\"Größe\"\r\n":        true,
		"Zeit\tBenutzer\tGr\xf6\xdfe\n": true,
		csvRow:                          false,
		"FROM customers\",<none>\",,,,,,,,,\"psql\"\n": false,
		"[4711] a@b LOG:  statement: select a, b\n":    false,
		"2026-11-24 06:00:00 UTC LOG:  select a, b\n":  false,
		"data.json\x00\x00\x000000644\x00,a,b\n":       false,
		"\x1f\x8b\x08\x00,;,\n":                        false,
		"{\"a\":1,\"b\":2}\n":                          false,
		"one\n":                                        false,
		"":                                             false,
	} {
		if got := csvTables.Looks([]byte(head)); got != want {
			t.Errorf("%q looks like a table: %v, want %v", head, got, want)
		}
	}
}

// A quote without end must neither fill the memory nor hide what follows.
func TestCSVQuoteWithoutEnd(t *testing.T) {
	n := 2 * maxLine / len(csvRow)
	table := csvHeader + csvRow + "\"" + csvRow + strings.Repeat(csvRow, n)
	records, stats, err := scanOne(t, Log{Format: csvTables}, []byte(table))
	if err != nil || len(records) != 1+n || stats.Bad != 1 || len(stats.Damaged) != 1 || stats.Damaged[0].Line != 3 || !strings.Contains(stats.Damaged[0].Reason, "does a quote have no end?") {
		t.Errorf("%d records, %+v, %v; want %d, and line 3 named", len(records), stats, err, 1+n)
	}
	table = csvHeader + csvRow + strings.Repeat("x", 2*maxLine) + "\n" + csvRow + "x\n"
	records, stats, err = scanOne(t, Log{Format: csvTables}, []byte(table))
	if err != nil || len(records) != 2 || stats.Bad != 2 || stats.BadLines[0].Line != 3 || stats.BadLines[1].Line != 5 {
		t.Errorf("a line of %d bytes: %d records, %+v, %v; want 2, and lines 3 and 5 named", 2*maxLine, len(records), stats, err)
	}
}

func FuzzCSV(f *testing.F) {
	for _, c := range csvCases {
		f.Add([]byte(c.table), c.m.Time != "", c.m.Lookups != nil)
	}
	f.Fuzz(func(t *testing.T, table []byte, zone, lookups bool) {
		head := []byte(strings.TrimPrefix(string(table[:min(len(table), headSize)]), "\ufeff"))
		if isPacked(table) || !csvTables.Looks(head) && slices.ContainsFunc(Formats, func(f Format) bool { return f.Looks(head) }) {
			return
		}
		var m Mapping
		if zone {
			m.Zone = time.FixedZone("", 3600)
		}
		if lookups {
			m.Lookups = map[string][]string{"customer.read": {"name"}}
		}
		holdCSV(t, table, m)
	})
}
