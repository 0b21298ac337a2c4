package accesslog

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// The keys of a record. Names are exact: "Principal" is another key.
const (
	keyTime = iota
	keyPrincipal
	keyAction
	keyCustomerID
	keyTicketID
	keyFields
	keySourceIP
	keyCount
	keyOther = keyCount
)

// maxInterned bounds the tables of a parser, whatever stands in a log.
const maxInterned = 1 << 16

// A parser turns lines into records. It remembers the texts that come again
// and again, so that a line costs no allocation, and the shapes of lines.
type parser struct {
	record Record
	values [keyCount]string    // the wanted keys' values as written, empty when absent
	texts  map[string]string   // by the string as written, with quotes
	lists  map[string][]string // by the list as written

	shapes []*shape
	missed int             // lines without a known shape since shapes were full
	wanted map[string]bool // principals; nil wants everybody
	clock  clock
	names  names
	arena  arena
	forms  forms
	last   found   // in the last line that had a known shape
	places []place // of its texts
	next   [64]lanes.Line
	other  Record // of somebody who is not wanted
	tally  tallier
}

// newParser makes a parser for those whose records are wanted, or for everybody.
func newParser(principals ...string) *parser {
	p := &parser{texts: map[string]string{}, lists: map[string][]string{}}
	p.names.grow(1 << 8)
	p.tally.names, p.tally.begin = &p.names, noHour
	if len(principals) > 0 {
		p.wanted = map[string]bool{}
	}
	for _, name := range principals {
		p.wanted[name] = true
	}
	return p
}

// lines reads a stream with p.
func (p *parser) lines(name string, keep func(*Record) error) *lines {
	return &lines{
		name: name, size: blockSize,
		take: func(line string) (string, error) {
			if reason := p.parse(line); reason != "" {
				return reason, nil
			}
			p.learn(line)
			return "", keep(&p.record)
		},
		quick: func(block []byte) (int, int64, error) { return p.quick(block, keep) },
	}
}

// parse fills p.record. It returns why the line is not a whole record, or "".
func (p *parser) parse(line string) (reason string) {
	if reason := p.split(line); reason != "" {
		return reason
	}
	r := &p.record
	r.Number = 0
	var why string
	if r.Time, why = parseTime(p.values[keyTime]); why != "" {
		return why
	}
	if r.Principal, why = p.known("principal", p.values[keyPrincipal]); why != "" {
		return why
	}
	if r.Action, why = p.known("action", p.values[keyAction]); why != "" {
		return why
	}
	if r.CustomerID, why = required("customer_id", p.values[keyCustomerID]); why != "" {
		return why
	}
	var ok bool
	if r.TicketID, ok = optional(p.values[keyTicketID]); !ok {
		return "ticket_id is neither a string nor null"
	}
	if r.SourceIP, ok = optional(p.values[keySourceIP]); !ok {
		return "source_ip is neither a string nor null"
	}
	if r.Fields, ok = p.list(p.values[keyFields]); !ok {
		return "fields is not a list of strings"
	}
	return ""
}

// split checks the whole line's syntax and notes the wanted keys' values.
func (p *parser) split(s string) (reason string) {
	const notJSON = "not valid JSON"
	p.values = [keyCount]string{}
	i := skipSpace(s, 0)
	if i >= len(s) || s[i] != '{' {
		if i = skipValue(s, i, 0); i < 0 || skipSpace(s, i) != len(s) {
			return notJSON
		}
		return "not a JSON object"
	}
	if i = skipObject(s, i, 0, &p.values); i < 0 || skipSpace(s, i) != len(s) {
		return notJSON
	}
	return ""
}

func wanted(name string) int {
	switch name {
	case `"time"`:
		return keyTime
	case `"principal"`:
		return keyPrincipal
	case `"action"`:
		return keyAction
	case `"customer_id"`:
		return keyCustomerID
	case `"ticket_id"`:
		return keyTicketID
	case `"fields"`:
		return keyFields
	case `"source_ip"`:
		return keySourceIP
	}
	if strings.IndexByte(name, '\\') < 0 {
		return keyOther
	}
	plain, _ := unquote(name)
	if strings.IndexByte(plain, '\\') >= 0 || strings.IndexByte(plain, '"') >= 0 {
		return keyOther
	}
	return wanted(`"` + plain + `"`)
}

// unquote returns the text of a JSON string as written, quotes included, and
// false when the value is none.
func unquote(raw string) (string, bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	inner := raw[1 : len(raw)-1]
	plain := true
	for i := 0; i < len(inner); i++ {
		if inner[i] == '\\' || inner[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain || strings.IndexByte(inner, '\\') < 0 && utf8.ValidString(inner) {
		return inner, true
	}
	var v string
	err := json.Unmarshal([]byte(raw), &v)
	return v, err == nil
}

// required decodes a value without which a line is no record. An id that was
// not whole Unicode is refused: two such ids could become one, and a count too low.
func required(key, raw string) (value, reason string) {
	if raw == "" || raw == "null" {
		return "", key + " is missing"
	}
	value, ok := unquote(raw)
	switch {
	case !ok:
		return "", key + " is not a string"
	case value == "":
		return "", key + " is empty"
	case strings.ContainsRune(value, utf8.RuneError):
		return "", key + " is not valid Unicode text"
	}
	return value, ""
}

func optional(raw string) (string, bool) {
	if raw == "" || raw == "null" {
		return "", true
	}
	return unquote(raw)
}

// known is required for a key with few different values.
func (p *parser) known(key, raw string) (value, reason string) {
	if value, seen := p.texts[raw]; seen {
		return value, ""
	}
	value, reason = required(key, raw)
	if reason != "" {
		return "", reason
	}
	value = strings.Clone(value)
	if len(p.texts) < maxInterned {
		p.texts[strings.Clone(raw)] = value
	}
	return value, ""
}

func (p *parser) list(raw string) ([]string, bool) {
	if raw == "" || raw == "null" {
		return nil, true
	}
	if l, seen := p.lists[raw]; seen {
		return l, true
	}
	var items []*string
	if raw[0] != '[' || json.Unmarshal([]byte(raw), &items) != nil {
		return nil, false
	}
	l := make([]string, len(items))
	for i, item := range items {
		if item == nil {
			return nil, false
		}
		l[i] = *item
	}
	if len(p.lists) < maxInterned {
		p.lists[strings.Clone(raw)] = l
	}
	return l, true
}
