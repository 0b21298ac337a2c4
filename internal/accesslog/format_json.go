package accesslog

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
)

// jsonLines are records of one JSON object a line: canonical ones, or such with
// other names, nested or not.
var jsonLines = Format{
	Name:  "json",
	Wide:  true,
	About: "one JSON object a line",
	New: func(m Mapping, w Want) (Decoder, error) {
		if err := m.check(); err != nil {
			return nil, err
		}
		names := m.names()
		other := &mapped{builder: newBuilder(m, w), paths: newPaths(names[:]), sequence: newSequence(m)}
		if m.renames() {
			return other, nil
		}
		c := canonical{newParser(w.Principals...), other}
		c.parser.tally.hand = w.Tally
		return c, nil
	},
	Looks: func(head []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) },
}

// canonical reads lines that have the names of a Record. The parser knows those
// that are written as a Record is; what it refuses may still be one to mapped, such
// as a count of seconds for the time, a number for an id, or a list of customers.
type canonical struct {
	parser *parser
	mapped *mapped
}

func (c canonical) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer c.parser.tally.flush()
	whole := keep
	if c.mapped.Lookups != nil {
		whole = func(r *Record) error {
			if r.Fields == nil {
				r.Fields = c.mapped.Lookups[r.Action]
			}
			return keep(r)
		}
	}
	l := c.parser.lines(s.Name, whole)
	parse := l.take
	l.take = func(line string) (string, error) {
		reason, err := parse(line)
		if reason == "" {
			return "", err
		}
		return c.mapped.take(line, keep)
	}
	stats, err := l.read(ctx, text)
	stats.Most = c.mapped.most
	return stats, err
}

// mapped reads lines that have other names.
type mapped struct {
	*builder
	paths    *paths
	sequence *sequence
	number   string // of the line in the sequence, as far as it could be read
}

func (m *mapped) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	m.sequence.begin()
	l := lines{name: s.Name, size: blockSize}
	l.take = func(line string) (string, error) {
		reason, err := m.take(line, keep)
		m.sequence.note(m.number, l.number)
		return reason, err
	}
	stats, err := l.read(ctx, text)
	m.sequence.settle(s.Name, &stats)
	stats.Most = m.most
	return stats, err
}

// take makes one record of a line, or one for each customer where the line has
// a list of them, as a search that shows several.
func (m *mapped) take(line string, keep func(*Record) error) (reason string, err error) {
	m.number = ""
	if reason := m.paths.find(line); reason != "" {
		return laidOut(line, reason), nil
	}
	var values [roleCount]string
	var customers []string
	several := false
	for role := range values {
		raw := m.paths.value(role)
		list := raw != "" && raw[0] == '['
		ok := true
		switch {
		case list && role == roleCustomer:
			several = true
			customers, ok = scalars(raw)
		case list && role == roleFields:
			values[role] = raw
		case raw != "":
			values[role], ok = scalar(raw, role == roleTime)
		}
		switch {
		case ok, several && role == roleCustomer: // those that are ids count
		case raw[0] == '{':
			return m.labels[role] + " is an object: name the member of it that is wanted, such as " + m.names()[role] + ".id", nil
		default:
			return m.labels[role] + " is neither a string nor a whole number", nil
		}
	}
	m.number = values[roleSequence]
	if several {
		return m.buildEach(&values, customers, keep)
	}
	if reason := m.build(&values); reason != "" {
		return reason, nil
	}
	return "", keep(&m.record)
}

// laidOut says what to do where JSON is written in another layout than one object a
// line; else it returns the reason.
func laidOut(line, reason string) string {
	switch {
	case strings.HasPrefix(line, "["):
		return "a list begins here, where each line is to be one object: write its items one a line, as jq -c '.[]' does"
	case line == "{" || line == "},{" || line == "}{":
		return "an object begins here that goes on over several lines: write each on one line, as jq -c . does"
	}
	return reason
}

// scalar is the text of a JSON string, or that of a whole number.
func scalar(raw string, fraction bool) (string, bool) {
	if raw[0] == '"' {
		return unquote(raw)
	}
	for i := range len(raw) {
		if c := raw[i]; (c < '0' || c > '9') && (c != '-' || i > 0) && (c != '.' || !fraction) {
			return "", false
		}
	}
	return raw, true
}

// scalars are the items of a JSON list, "" for one that is neither a string nor a
// whole number; then it is false.
func scalars(raw string) (texts []string, ok bool) {
	var items []json.RawMessage
	if json.Unmarshal([]byte(raw), &items) != nil {
		return nil, false
	}
	texts, ok = make([]string, len(items)), true
	for i, item := range items {
		text, is := scalar(string(item), false)
		if !is {
			text, ok = "", false
		}
		texts[i] = text
	}
	return texts, ok
}
