package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/packed"
)

const whole = `{"time":"2025-03-01T08:15:30Z","principal":"agent-7","action":"customer.read","customer_id":"C1","ticket_id":null,"fields":["name","email"],"source_ip":"10.0.0.7"}`

// with makes a line of the whole record in which the keys given have other
// values, as written; an empty value leaves the key out.
func with(pairs ...string) string {
	keys := []string{"time", "principal", "action", "customer_id"}
	values := map[string]string{"time": `"2025-03-01T08:15:30Z"`, "principal": `"agent-7"`, "action": `"customer.read"`, "customer_id": `"C1"`}
	for i := 0; i < len(pairs); i += 2 {
		if _, old := values[pairs[i]]; !old {
			keys = append(keys, pairs[i])
		}
		values[pairs[i]] = pairs[i+1]
	}
	var members []string
	for _, k := range keys {
		if values[k] != "" {
			members = append(members, `"`+k+`":`+values[k])
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// lineCases are lines and why they are no records, "" for those that are.
// They also seed the fuzz test.
var lineCases = []struct{ name, line, reason string }{
	{"whole", whole, ""},
	{"least", with(), ""},
	{"spaces everywhere", "\t{ \"time\" : \"2025-03-01T08:15:30Z\" ,\r\"principal\":\"a\", \"action\":\"x\",\"customer_id\" :\"C\" }  ", ""},
	{"other keys", with("n", "-1.5e+3", "t", "true", "f", "false", "z", "null", "l", "[]", "o", "{}"), ""},
	{"same keys nested", with("request", `{"principal":"other","customer_id":"other","deep":[{"time":5}]}`), ""},
	{"key twice, last counts", `{"principal":"first",` + whole[1:], ""},
	{"ill-typed first, last counts", `{"principal":5,"time":[],` + whole[1:], ""},
	{"null last", strings.TrimSuffix(whole, "}") + `,"principal":null}`, "principal is missing"},
	{"escaped key", strings.Replace(whole, `"principal"`, `"princi\u0070al"`, 1), ""},
	{"escaped unwanted key", with(`a\"principal`, "5", `\\`, "5", `\ud800`, "5"), ""},
	{"key in other case", strings.Replace(whole, `"principal"`, `"Principal"`, 1), "principal is missing"},
	{"escaped values", with("principal", `"a\/b\u00e9\ud83d\ude00"`, "customer_id", `"C\t\"1\""`), ""},
	{"value not ASCII", with("principal", `"Jörg"`, "customer_id", `"客户1"`), ""},
	{"escaped list", with("fields", `["na\u006de", "é"]`), ""},
	{"empty list", with("fields", `[ ]`), ""},
	{"null list", with("fields", `null`), ""},
	{"not UTF-8 in an id", with("customer_id", "\"C\xff\""), "customer_id is not valid Unicode text"},
	{"half a surrogate in an id", with("customer_id", `"C\ud800"`), "customer_id is not valid Unicode text"},
	{"replacement character in an id", with("principal", `"a�"`), "principal is not valid Unicode text"},
	{"not UTF-8 elsewhere", with("note", "\"\xff\"", "ticket_id", "\"T\xff\""), ""},
	{"no time", with("time", ""), "time is missing"},
	{"no principal", with("principal", ""), "principal is missing"},
	{"no action", with("action", ""), "action is missing"},
	{"no customer", with("customer_id", ""), "customer_id is missing"},
	{"empty customer", with("customer_id", `""`), "customer_id is empty"},
	{"empty principal", with("principal", `""`), "principal is empty"},
	{"empty action", with("action", `""`), "action is empty"},
	{"empty ticket", with("ticket_id", `""`), ""},
	{"nested list of names", with("fields", `[["name"]]`), "fields is not a list of strings"},
	{"number for a string", with("customer_id", "17"), "customer_id is not a string"},
	{"object for a string", with("principal", `{"name":"x"}`), "principal is not a string"},
	{"number for a ticket", with("ticket_id", "17"), "ticket_id is neither a string nor null"},
	{"number for an address", with("source_ip", "17"), "source_ip is neither a string nor null"},
	{"string for a list", with("fields", `"name"`), "fields is not a list of strings"},
	{"number in a list", with("fields", `["name",5]`), "fields is not a list of strings"},
	{"null in a list", with("fields", `["name",null]`), "fields is not a list of strings"},
	{"number for a time", with("time", "1740816930"), "time is not a string"},
	{"not a time", with("time", `"yesterday"`), "time is not RFC 3339"},
	{"date only", with("time", `"2025-03-01"`), "time is not RFC 3339"},
	{"no offset", with("time", `"2025-03-01T08:15:30"`), "time is not RFC 3339"},
	{"a program's zero time", with("time", `"0001-01-01T00:00:00Z"`), "time is not of the years 2 to 9998"},
	{"a time whose next hour JSON cannot write", with("time", `"9998-12-31T23:59:59-05:30"`), "time is not of the years 2 to 9998"},
	{"30 February", with("time", `"2024-02-30T08:15:30Z"`), "time is not RFC 3339"},
	{"escaped time", with("time", `"2025-03-01T08:15:30\u005a"`), ""},
	{"list", `[1,2]`, "not a JSON object"},
	{"string", `"x"`, "not a JSON object"},
	{"null", `null`, "not a JSON object"},
	{"words", `hello`, "not valid JSON"},
	{"cut off", whole[:len(whole)-20], "not valid JSON"},
	{"two objects", whole + whole, "not valid JSON"},
	{"comma at the end", strings.TrimSuffix(whole, "}") + ",}", "not valid JSON"},
	{"no comma", strings.Replace(whole, ",", " ", 1), "not valid JSON"},
	{"control character", with("note", "\"\x01\""), "not valid JSON"},
	{"bad escape", with("note", `"\x41"`), "not valid JSON"},
	{"short escape", with("note", `"\u12"`), "not valid JSON"},
	{"leading zero", with("n", "01"), "not valid JSON"},
	{"lone minus", with("n", "-"), "not valid JSON"},
	{"no fraction", with("n", "1."), "not valid JSON"},
	{"no exponent", with("n", "1e"), "not valid JSON"},
	{"half a word", with("n", "tru"), "not valid JSON"},
	{"NaN", with("n", "NaN"), "not valid JSON"},
	{"NUL bytes", "\x00\x00\x00", "not valid JSON"},
	{"open list", with("l", "[1"), "not valid JSON"},
	{"as deep as encoding/json goes", with("l", strings.Repeat("[", maxDepth-1)+strings.Repeat("]", maxDepth-1)), ""},
	{"deeper", with("l", strings.Repeat("[", maxDepth)+strings.Repeat("]", maxDepth)), "not valid JSON"},
	{"1 MB", with("note", `"`+strings.Repeat("x", 1<<20)+`"`), ""},
}

func TestParse(t *testing.T) {
	p := newParser()
	for range 2 { // the second time out of the parser's tables
		for _, c := range lineCases {
			if got := p.parse(c.line); got != c.reason {
				t.Errorf("%s: reason %q, want %q", c.name, got, c.reason)
			}
			want, ok := plainRecord(c.line)
			if ok != (c.reason == "") {
				t.Errorf("%s: the plain reader says %v", c.name, ok)
			}
			if ok && !same(p.record, want) {
				t.Errorf("%s: got %+v, want %+v", c.name, p.record, want)
			}
		}
	}
}

func same(a, b Record) bool {
	return a.Time.Equal(b.Time) && slices.Equal(a.Fields, b.Fields) && a.Principal == b.Principal && a.Action == b.Action &&
		a.CustomerID == b.CustomerID && a.TicketID == b.TicketID && a.SourceIP == b.SourceIP
}

// FuzzRead holds the fast reader to the plain one, line by line and record by
// record. A log is read twice over, so that its lines are met again as those of
// known shapes and forms, and a third time with one byte of every line changed;
// in pieces of any size; and for everybody or for one principal, with the others
// counted or one by one.
func FuzzRead(f *testing.F) {
	for i, c := range lineCases {
		if len(c.line) < 1<<10 {
			f.Add([]byte(c.line+"\r\n\n"+whole+"\n"+c.line), uint16(i), byte('"'), uint16(7*i), i%2 == 0)
			f.Add([]byte(strings.ReplaceAll(whole, "agent-7", "agent-8")+"\n"+whole+"\n"+c.line), uint16(3*i), byte(5*i), uint16(100), i%2 > 0)
		}
	}
	f.Fuzz(func(t *testing.T, log []byte, at uint16, to byte, piece uint16, hint bool) {
		log = slices.Concat(log, []byte("\n"), log, []byte("\n"), changed(log, int(at), to))
		var principals []string
		if hint {
			principals = []string{"agent-7"}
		}
		each, counted := newParser(principals...), newParser(principals...)
		for range 2 { // a parser reads several objects
			holdToPlain(t, each, log, 1+int(piece))
			holdCountsToPlain(t, counted, log, 1+int(piece))
		}
	})
}

// changed sets one byte in every line.
func changed(log []byte, at int, to byte) []byte {
	lines := bytes.Split(bytes.Clone(log), []byte("\n"))
	for _, line := range lines {
		if len(line) > 0 {
			line[at%len(line)] = to
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// holdToPlain reads a plain log in pieces and compares everything with the plain reader.
func holdToPlain(t *testing.T, p *parser, log []byte, piece int) {
	t.Helper()
	var got []Record
	l := p.lines("log", func(r *Record) error {
		got = append(got, *r)
		return nil
	})
	l.size = piece
	stats, err := l.read(context.Background(), inPieces{bytes.NewReader(log)})
	if err != nil {
		t.Fatal(err)
	}
	want, lines, bad := plainRead(log)
	var places []int64
	for _, b := range stats.BadLines {
		places = append(places, b.Line)
	}
	if stats.Lines != lines || stats.Bad != int64(len(bad)) || !reflect.DeepEqual(places, bad[:min(len(bad), MaxBadLines):len(bad)]) {
		t.Errorf("lines %d, bad %v; want %d, %v", stats.Lines, places, lines, bad)
	}
	if !slices.EqualFunc(got, want, func(a, b Record) bool {
		if p.isWanted(b.Principal) {
			return same(a, b)
		}
		return a.Time.Equal(b.Time) && a.Principal == b.Principal
	}) {
		t.Errorf("records %+v, want %+v", got, want)
	}
}

// inPieces is a stream that is not packed and hands out what is asked for.
type inPieces struct{ r *bytes.Reader }

func (i inPieces) Read(p []byte) (int, error) { return i.r.Read(p) }
func (inPieces) Close() error                 { return nil }
func (inPieces) Broken() error                { return nil }
func (inPieces) Resume() bool                 { return false }

// isPacked says whether log is not read as it stands.
func isPacked(log []byte) bool {
	plain, err := io.ReadAll(packed.NewReader(bytes.NewReader(log)))
	return err != nil || !bytes.Equal(plain, log)
}

// A number means one principal, and the same principal, from line to line.
func TestNumbersMeanPrincipals(t *testing.T) {
	p, who, met := newParser(), map[int]string{}, 0
	l := p.lines("log", func(r *Record) error {
		if r.Number == 0 {
			return nil
		}
		if met++; who[r.Number] == "" {
			who[r.Number] = r.Principal
		}
		if who[r.Number] != r.Principal {
			t.Errorf("%d is %s and %s", r.Number, who[r.Number], r.Principal)
		}
		return nil
	})
	var log bytes.Buffer
	for i := range 20_000 { // more than fit the table, so that they push each other out
		fmt.Fprintln(&log, with("principal", fmt.Sprintf(`"p-%05d"`, i*7919%5000)))
		if i%100 == 0 {
			fmt.Fprintln(&log, with("principal", fmt.Sprintf(`"\u0070-%05d"`, i%5000)))
		}
	}
	if _, err := l.read(t.Context(), inPieces{bytes.NewReader(log.Bytes())}); err != nil {
		t.Fatal(err)
	}
	if len(who) != 5000 || met < 19_000 {
		t.Errorf("%d principals have numbers, in %d records", len(who), met)
	}
}
