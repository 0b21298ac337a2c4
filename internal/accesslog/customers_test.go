package accesslog

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// What can stand where a record names its customers, in the order of docs/dataset.md.
var customerStandings = []string{"one id", "a list", "an empty list", "a list with a null", "a list with an empty text", "null", "an empty text", "nothing", "a number"}

// A customerWriting writes one access with any of them.
type customerWriting struct {
	name   string
	log    Log
	lookup string
	// write gives nothing where the format has no such thing.
	write func(t *testing.T, action, standing string) []byte
	// gives says what a look-up gives: customers, "nobody" for a record that names
	// none, or "bad".
	gives map[string]string
}

// standingJSON is what stands there in JSON, "" where nothing does.
var standingJSON = map[string]string{"one id": `"C1"`, "a list": `["C1","C2"]`, "an empty list": `[]`, "a list with a null": `["C1",null]`,
	"a list with an empty text": `["C1",""]`, "null": `null`, "an empty text": `""`, "nothing": "", "a number": "17"}

func customerLine(action, standing string) string {
	return with("action", `"`+action+`"`, "customer_id", standingJSON[standing])
}

// asInJSON is what every format gives that can say the same.
var asInJSON = map[string]string{"one id": "C1", "a list": "C1 C2", "an empty list": "nobody", "a list with a null": "C1, bad", "a list with an empty text": "C1, bad",
	"null": "bad", "an empty text": "bad", "nothing": "bad", "a number": "17"}

// ocsfGives differs: an event's resources are not by definition all that it showed.
var ocsfGives = map[string]string{"one id": "C1", "a list": "C1 C2", "an empty list": "bad", "a list with a null": "C1", "a list with an empty text": "C1",
	"null": "bad", "an empty text": "bad", "nothing": "bad"}

// Parquet's columns that can say which.
type (
	lone struct {
		Time      string  `parquet:"time"`
		Principal string  `parquet:"principal"`
		Action    string  `parquet:"action"`
		Customer  *string `parquet:"customer_id,optional"`
	}
	listed struct {
		Time      string    `parquet:"time"`
		Principal string    `parquet:"principal"`
		Action    string    `parquet:"action"`
		Customers []*string `parquet:"customer_id,list,optional"`
	}
	numbered struct {
		Time      string `parquet:"time"`
		Principal string `parquet:"principal"`
		Action    string `parquet:"action"`
		Customer  int64  `parquet:"customer_id"`
	}
)

func customerRow(t *testing.T, action, standing string) []byte {
	const at, who = "2025-03-01T08:15:30Z", "agent-7"
	one, two, empty := "C1", "C2", ""
	texts := map[string]*string{"one id": &one, "null": nil, "an empty text": &empty}
	lists := map[string][]*string{"a list": {&one, &two}, "an empty list": {}, "a list with a null": {&one, nil}, "a list with an empty text": {&one, &empty}, "nothing": nil}
	if text, ok := texts[standing]; ok {
		return parquetFile(t, []lone{{at, who, action, text}}, parquet.Compression(&parquet.Zstd))
	}
	if list, ok := lists[standing]; ok { // a list that is not there
		return parquetFile(t, []listed{{at, who, action, list}})
	}
	return parquetFile(t, []numbered{{at, who, action, 17}})
}

var customerWritings = []customerWriting{
	{"canonical JSON", Log{Format: jsonLines}, "customer.read", func(_ *testing.T, action, standing string) []byte {
		return []byte(customerLine(action, standing))
	}, asInJSON},
	{"nested JSON", Log{Format: jsonLines, Mapping: Mapping{Customer: "target.id"}}, "customer.read", func(_ *testing.T, action, standing string) []byte {
		if standing == "nothing" {
			return []byte(with("action", `"`+action+`"`, "customer_id", "", "target", "{}"))
		}
		return []byte(with("action", `"`+action+`"`, "customer_id", "", "target", `{"id":`+standingJSON[standing]+`}`))
	}, asInJSON},
	{"CSV", Log{Format: csvTables}, "customer.read", func(_ *testing.T, action, standing string) []byte {
		cell, ok := map[string]string{"one id": "C1", "a list": `"{C1,C2}"`, "an empty list": "{}", "a list with an empty text": `"[""C1"",""""]"`,
			"null": `\N`, "an empty text": "", "a number": "17"}[standing]
		if !ok {
			return nil // a null in an array makes other text of it, and a header without the column is refused
		}
		return []byte(csvHeader + "2025-03-01T08:15:30Z,agent-7," + action + "," + cell + ",,,\n")
	}, asInJSON},
	{"CSV with JSON's lists", Log{Format: csvTables}, "customer.read", func(_ *testing.T, action, standing string) []byte {
		cell, ok := map[string]string{"a list": `"[""C1"",""C2""]"`, "an empty list": "[]", "a list with an empty text": `"{C1,""""}"`}[standing]
		if !ok {
			return nil
		}
		return []byte(csvHeader + "2025-03-01T08:15:30Z,agent-7," + action + "," + cell + ",,,\n")
	}, asInJSON},
	{"Parquet", Log{Format: parquetFiles}, "customer.read", customerRow, asInJSON},
	{"OCSF", Log{Format: ocsf}, "GetObject", ocsfStanding, ocsfGives},
	{"OCSF in Parquet", Log{Format: ocsf}, "GetObject", func(t *testing.T, action, standing string) []byte {
		var row ocsfRow
		line := ocsfStanding(t, action, standing)
		if line == nil {
			return nil
		}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		return parquetFile(t, []ocsfRow{row})
	}, ocsfGives},
	{"CloudTrail", Log{Format: cloudTrail}, "GetObject", func(_ *testing.T, action, standing string) []byte {
		key, ok := map[string]string{"one id": `"1"`, "null": "null", "an empty text": `""`, "nothing": ""}[standing]
		if !ok {
			return nil
		}
		if key != "" {
			key = `,"key":` + key
		}
		return []byte(`{"eventSource":"s3.amazonaws.com","eventTime":"2025-03-01T08:15:30Z","userIdentity":{"arn":"agent-7"},"eventName":"` + action + `","requestParameters":{"bucketName":"C"` + key + "}}")
	}, map[string]string{"one id": "C/1", "null": "bad", "an empty text": "bad", "nothing": "bad"}},
	{"pgAudit", Log{Format: pgAudit}, "READ", func(_ *testing.T, action, standing string) []byte {
		where, ok := map[string]string{"one id": " where customer_id = 'C1'", "a list": " where customer_id in ('C1','C2')", "an empty list": " where customer_id = any('{}')",
			"a list with an empty text": " where customer_id in ('C1','')", "null": " where customer_id = null", "an empty text": " where customer_id = ''", "nothing": "", "a number": " where customer_id = 17"}[standing]
		if !ok {
			return nil
		}
		line, _ := pgLines(pgTimeOfDay, "agent-7", "AUDIT: SESSION,1,1,"+action+",SELECT,TABLE,public.customers,\"select * from customers"+where+"\",<none>")
		return []byte(line)
	}, map[string]string{"one id": "C1", "a list": "C1 C2", "an empty list": "nobody, bad", "a list with an empty text": "nobody, bad", "null": "nobody, bad", "an empty text": "nobody, bad", "nothing": "nobody, bad", "a number": "17"}},
}

func ocsfStanding(_ *testing.T, action, standing string) []byte {
	resources, ok := map[string]string{"one id": `[{"uid":"C1"}]`, "a list": `[{"uid":"C1"},{"uid":"C2"}]`, "an empty list": "[]", "a list with a null": `[{"uid":"C1"},{}]`,
		"a list with an empty text": `[{"uid":"C1"},{"uid":""}]`, "null": "null", "an empty text": `[{"uid":""}]`, "nothing": ""}[standing]
	if !ok {
		return nil
	}
	if resources != "" {
		resources = `,"resources":` + resources
	}
	return []byte(`{"class_uid":6003,"metadata":{},"time":1740816930000,"actor":{"user":{"uid":"agent-7"}},"api":{"operation":"` + action + `"}` + resources + "}")
}

// A look-up that does not say whom it showed is a bad record, and one that says that
// it showed nobody is none. Other actions need not name anybody.
func TestCustomers(t *testing.T) {
	for _, w := range customerWritings {
		t.Run(w.name, func(t *testing.T) {
			for _, standing := range customerStandings {
				body := w.write(t, w.lookup, standing)
				if body == nil {
					continue
				}
				want := w.gives[standing]
				if got := whom(t, w.log, body); got != want {
					t.Errorf("%s, where no look-ups are named: %q, want %q", standing, got, want)
				}
				named := w.log
				named.Mapping.Lookups = map[string][]string{w.lookup: {"name"}}
				if got := whom(t, named, body); got != want {
					t.Errorf("%s, at a look-up: %q, want %q: who is left out is never told, and a bad line too many hides others", standing, got, want)
				}
				if strings.HasPrefix(want, "C") || want == "17" || strings.HasPrefix(standing, "a list with") {
					continue
				}
				if got := whom(t, named, w.write(t, "WRITE", standing)); got != "nobody" {
					t.Errorf("%s, at another action: %q, want a record of nobody", standing, got)
				}
			}
		})
	}
}

// How many customers a line can name is told, since a bad line may hide as many.
func TestCustomersOfOneLine(t *testing.T) {
	for _, w := range customerWritings {
		body := w.write(t, w.lookup, "a list")
		if body == nil {
			continue
		}
		if _, stats, err := scanOne(t, w.log, body); err != nil || stats.Most != 2 {
			t.Errorf("%s: at most %d customers in a line, %v; want 2", w.name, stats.Most, err)
		}
	}
}

// whom reads a log of one access.
func whom(t *testing.T, log Log, body []byte) string {
	t.Helper()
	records, stats, err := scanOne(t, log, body)
	if err != nil {
		return err.Error()
	}
	var said []string
	for _, r := range records {
		if r.CustomerID == "" {
			said = append(said, "nobody")
		} else {
			said = append(said, r.CustomerID)
		}
	}
	all := strings.Join(said, " ")
	switch {
	case stats.Bad > 0 && all == "":
		return "bad"
	case stats.Bad > 0:
		return all + ", bad"
	case stats.Lines != 1:
		return fmt.Sprintf("%s of %d lines", all, stats.Lines)
	}
	return all
}
