package accesslog

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tocsin-ir/tocsin/internal/columnar"
)

// A word is one of a column's few different texts.
type word struct {
	text   string
	wanted bool   // for a principal
	bad    string // why it is none
}

// A vocabulary keeps words over row groups and files.
type vocabulary map[string]*word

// words reads a column of few different texts.
type words struct {
	column *columnar.Column
	name   string
	all    vocabulary
	make   func(text string) *word
	of     any     // the dictionary that known is of
	known  []*word // by code
}

var missing = &word{}

func (w *words) at(row int64) (*word, error) {
	code, coded, err := w.column.Code(row)
	if err != nil {
		return nil, err
	}
	if code < 0 {
		return missing, nil
	}
	if !coded {
		return w.word(w.column.Word(code)), nil
	}
	if of := w.column.Words(); of != w.of {
		w.of, w.known = of, w.known[:0]
	}
	for code >= len(w.known) {
		w.known = append(w.known, nil)
	}
	if w.known[code] == nil {
		w.known[code] = w.word(w.column.Word(code))
	}
	return w.known[code], nil
}

func (w *words) word(text string) *word {
	if known, ok := w.all[text]; ok {
		return known
	}
	made := w.make(strings.Clone(text))
	made.bad = flaw(w.name, text)
	if len(w.all) < maxInterned {
		w.all[made.text] = made
	}
	return made
}

// flaw says why a text cannot stand for somebody; see required.
func flaw(name, text string) string {
	switch {
	case text == "":
		return name + " is empty"
	case !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError):
		return name + " is not valid Unicode text"
	}
	return ""
}

// A damagedGroup is a row group whose rows cannot be read from one on.
type damagedGroup struct {
	row   int64 // from 0, in the group
	cause error
}

func (d damagedGroup) Error() string { return d.cause.Error() }

// rows are the columns of one row group. Those that are absent are nil.
type rows struct {
	time, customer, ticket, fields, ip *columnar.Column
	principal, action                  words
	customers                          bool // a row may name several
}

func (t *table) group(ctx context.Context, f *columnar.File, g int, l layout, name string, first int64, stats *Stats, keep func(*Record) error) error {
	var open []*columnar.Column
	column := func(leaf columnar.Leaf) *columnar.Column {
		if leaf.Path == "" {
			return nil
		}
		c := f.Column(g, leaf)
		open = append(open, c)
		return c
	}
	defer func() {
		for _, c := range open {
			c.Close()
		}
	}()
	r := rows{time: column(l.time), customer: column(l.customer), ticket: column(l.ticket), customers: l.customer.Repeated()}
	if !t.want.NoFields {
		r.fields, r.ip = column(l.fields), column(l.ip)
	}
	r.principal = words{column: column(l.principal), name: "principal", all: t.principals, make: func(s string) *word { return &word{text: s, wanted: t.wanted(s)} }}
	r.action = words{column: column(l.action), name: "action", all: t.actions, make: func(s string) *word { return &word{text: s} }}
	for row := range f.Rows(g) {
		if row%blockRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		stats.Lines++
		reason, damage, err := t.row(&r, row, l.clock, keep)
		switch {
		case damage != nil:
			stats.Lines--
			return damagedGroup{row, damage}
		case err != nil:
			return err
		case reason != "":
			stats.bad(name, first+row, reason)
		}
	}
	return nil
}

// blockRows is after how many rows the context is looked at.
const blockRows = 1 << 16

// row hands over what one row says. damage is of the file, err is keep's.
func (t *table) row(r *rows, n int64, clock columnar.Clock, keep func(*Record) error) (reason string, damage, err error) {
	at, reason, damage := t.when(r.time, n, clock)
	if damage != nil || reason != "" {
		return reason, damage, nil
	}
	who, damage := r.principal.at(n)
	switch {
	case damage != nil:
		return "", damage, nil
	case who == missing:
		return "principal is missing", nil, nil
	case who.bad != "":
		return who.bad, nil, nil
	}
	t.record = Record{Time: at, Principal: who.text}
	if !who.wanted {
		return "", nil, keep(&t.record)
	}
	lookup, reason, damage := t.act(r, n)
	if damage != nil || reason != "" {
		return reason, damage, nil
	}
	if damage = t.rest(r, n); damage != nil {
		return "", damage, nil
	}
	if t.texts, damage = t.named(r, n); damage != nil {
		return "", damage, nil
	}
	if len(t.texts) == 0 {
		if lookup {
			return "customer_id is missing", nil, nil
		}
		return "", nil, keep(&t.record)
	}
	for _, customer := range t.texts {
		if bad := flaw("customer_id", customer); bad != "" {
			return bad, nil, nil
		}
	}
	for _, customer := range t.texts {
		t.record.CustomerID = customer
		if err := keep(&t.record); err != nil {
			return "", nil, err
		}
	}
	return "", nil, nil
}

func (t *table) when(c *columnar.Column, n int64, clock columnar.Clock) (at time.Time, reason string, damage error) {
	if clock.Step == columnar.TimeText {
		text, ok, err := c.Text(n)
		if err != nil || !ok {
			return at, "time is missing", err
		}
		at, reason = parseTime(`"` + text + `"`)
		return at, reason, nil
	}
	nanos, ok, err := c.Nanos(n, clock)
	switch {
	case err != nil:
		return at, "", err
	case !ok:
		return at, "time is missing, or is none", nil
	}
	return t.time(nanos, clock.Local), "", nil
}

// act fills in the action, and the fields that it reveals. lookup says that the
// row must name a customer.
func (t *table) act(r *rows, n int64) (lookup bool, reason string, damage error) {
	if r.action.column == nil {
		for action := range t.mapping.Lookups { // the only one
			t.record.Action = action
		}
	} else {
		what, err := r.action.at(n)
		switch {
		case err != nil:
			return false, "", err
		case what == missing:
			return false, "action is missing", nil
		case what.bad != "":
			return false, what.bad, nil
		}
		t.record.Action = what.text
	}
	fields, named := t.mapping.Lookups[t.record.Action]
	t.record.Fields = fields
	return named || t.mapping.Lookups == nil, "", nil
}

// rest fills in what a row may lack.
func (t *table) rest(r *rows, n int64) (err error) {
	if r.ticket != nil {
		if t.record.TicketID, _, err = r.ticket.Text(n); err != nil {
			return err
		}
	}
	if r.ip != nil {
		if t.record.SourceIP, _, err = r.ip.Text(n); err != nil {
			return err
		}
	}
	if r.fields == nil {
		return nil
	}
	if t.texts, err = r.fields.Texts(n, t.texts[:0]); err != nil {
		return err
	}
	if len(t.texts) > 0 {
		t.record.Fields = t.list(t.texts)
	}
	return nil
}

// named reads the customers of a row, as a rule one.
func (t *table) named(r *rows, n int64) ([]string, error) {
	if r.customers {
		return r.customer.Texts(n, t.texts[:0])
	}
	text, ok, err := r.customer.Text(n)
	if !ok {
		return t.texts[:0], err
	}
	return append(t.texts[:0], text), nil
}
