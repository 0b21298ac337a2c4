package accesslog

import (
	"context"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/columnar"
)

// A damagedGroup is a row group whose rows cannot be read from one on.
type damagedGroup struct {
	row   int64 // from 0, in the group
	cause error
}

func (d damagedGroup) Error() string { return d.cause.Error() }

// rows are the columns of one row group. Those that are absent are nil.
type rows struct {
	column    [roleCount]*columnar.Column
	failed    []failedColumn
	file      *columnar.Column
	within    *columnar.Column
	query     *columnar.Column
	about     []*columnar.Column
	object    func(uid string) (string, bool)
	principal []words
	action    []words
	repeated  bool // a row may name several customers
	clock     columnar.Clock
}

type failedColumn struct {
	*columnar.Column
	says func(text string) bool
}

func (t *table) open(f *columnar.File, g int, l layout) (r *rows, done func()) {
	var opened []*columnar.Column
	column := func(leaf columnar.Leaf) *columnar.Column {
		if leaf.Path == "" {
			return nil
		}
		c := f.Column(g, leaf)
		opened = append(opened, c)
		return c
	}
	r = &rows{repeated: l.leaf[roleCustomer].Repeated(), file: column(l.file), within: column(l.within), query: column(l.query), object: l.object, clock: l.clock}
	for _, leaf := range l.about {
		r.about = append(r.about, column(leaf))
	}
	for _, f := range l.failed {
		r.failed = append(r.failed, failedColumn{column(f.leaf), f.says})
	}
	for role, leaf := range l.leaf {
		if !(t.want.NoFields && role == roleFields || t.want.NoTicket && role == roleTicket || t.want.NoSourceIP && role == roleSourceIP) {
			r.column[role] = column(leaf)
		}
	}
	person := func(text string) *word {
		_, bad := t.id(rolePrincipal, text)
		return &word{text: text, bad: bad, wanted: t.wanted(text)}
	}
	r.principal = []words{{column: r.column[rolePrincipal], all: t.principals, make: person}}
	for _, leaf := range l.otherwise {
		r.principal = append(r.principal, words{column: column(leaf), all: t.principals, make: person})
	}
	what := func(text string) *word {
		_, bad := t.id(roleAction, text)
		return &word{text: text, bad: bad}
	}
	if r.column[roleAction] != nil {
		r.action = []words{{column: r.column[roleAction], all: t.actions, make: what}}
	}
	if other := column(l.activity); other != nil {
		r.action = append(r.action, words{column: other, all: t.actions, make: what})
	}
	return r, func() {
		for _, c := range opened {
			c.Close()
		}
	}
}

// blockRows is after how many rows the context is looked at.
const blockRows = 1 << 16

func (t *table) group(ctx context.Context, f *columnar.File, g int, l layout, name string, first int64, stats *Stats, keep func(*Record) error) error {
	r, done := t.open(f, g, l)
	defer done()
	one := func(row int64) error {
		reason, damage, err := t.take(r, row, keep)
		if damage == nil {
			damage = t.number(r, row, first+row)
		}
		switch {
		case damage != nil:
			return damagedGroup{row, damage}
		case err != nil:
			return err
		case reason != "" && t.wide:
			stats.wide(name, first+row, reason)
		case reason != "":
			stats.bad(name, first+row, reason)
		}
		stats.Lines++
		return nil
	}
	for row := int64(0); row < f.Rows(g); {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b, damage := t.block(r, row, min(f.Rows(g)-row, blockRows))
		if damage != nil {
			return damagedGroup{row, damage}
		}
		if err := t.count(r, b, one); err != nil {
			return err
		}
		stats.Lines += b.counted
		row += b.rows
	}
	return nil
}

// number notes a row's number in the sequence.
func (t *table) number(r *rows, n, line int64) error {
	if t.sequence == nil {
		return nil
	}
	text, _, err := r.column[roleSequence].Text(n)
	t.sequence.note(text, line)
	return err
}

// take hands over what one row says. damage is the file's, err is keep's.
func (t *table) take(r *rows, n int64, keep func(*Record) error) (reason string, damage, err error) {
	if t.record.Action != "" { // else it is still empty but for time and principal
		t.record, t.wide = Record{}, false
	}
	if reason, damage = t.when(r, n); damage != nil || reason != "" {
		return reason, damage, nil
	}
	who, damage := firstOf(r.principal, n)
	switch {
	case damage != nil:
		return "", damage, nil
	case who == noWord:
		return t.labels[rolePrincipal] + " is missing", nil, nil
	case who.bad != "":
		return who.bad, nil, nil
	}
	t.record.Principal, t.record.Number = who.text, who.number
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
	return t.customers(r, n, lookup, keep)
}

// firstOf is a row's word in the first column where it has one that is not empty;
// an empty one where it has no other.
func firstOf(columns []words, n int64) (found *word, err error) {
	found = noWord
	for i := range columns {
		w, err := columns[i].at(n)
		if err != nil {
			return noWord, err
		}
		if w != noWord {
			if found = w; w.text != "" {
				break
			}
		}
	}
	return found, nil
}

func (t *table) when(r *rows, n int64) (reason string, damage error) {
	c := r.column[roleTime]
	if r.clock.Step == columnar.TimeText {
		text, ok, err := c.Text(n)
		if err != nil || !ok {
			return t.labels[roleTime] + " is missing", err
		}
		if t.record.Time, reason = parseWhen(text, t.Zone); reason != "" {
			reason = t.labels[roleTime] + " " + reason
		}
		return reason, nil
	}
	nanos, ok, err := c.Nanos(n, r.clock)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return t.labels[roleTime] + " is missing, or is none", nil
	}
	at := time.Unix(0, nanos).UTC()
	if r.clock.Local {
		at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), t.Zone).UTC()
	}
	t.record.Time = at
	return "", nil
}

// act fills in the action, and the fields that it reveals. lookup says that the
// row must name a customer.
func (t *table) act(r *rows, n int64) (lookup bool, reason string, damage error) {
	if t.record.Action = t.only; len(r.action) > 0 {
		what, err := firstOf(r.action, n)
		switch {
		case err != nil:
			return false, "", err
		case what == noWord:
			return false, t.labels[roleAction] + " is missing", nil
		case what.bad != "":
			return false, what.bad, nil
		}
		t.record.Action = what.text
	}
	for _, f := range r.failed {
		if why, _, err := f.Text(n); err != nil {
			return false, "", err
		} else if f.says(why) {
			t.record.Action += failed
			return false, "", nil
		}
	}
	fields, named := t.Lookups[t.record.Action]
	t.record.Fields = fields
	if t.must != nil {
		return slices.Contains(t.must, t.record.Action), "", nil
	}
	return named || t.Lookups == nil, "", nil
}

// rest fills in what a row may lack.
func (t *table) rest(r *rows, n int64) (err error) {
	if c := r.column[roleTicket]; c != nil {
		if t.record.TicketID, _, err = c.Text(n); err != nil {
			return err
		}
	}
	if c := r.column[roleSourceIP]; c != nil {
		if t.record.SourceIP, _, err = c.Text(n); err != nil {
			return err
		}
	}
	if r.column[roleFields] == nil {
		return nil
	}
	if t.fields, err = r.column[roleFields].Texts(n, t.fields[:0]); err != nil {
		return err
	}
	if len(t.fields) > 0 {
		t.record.Fields = t.list(t.fields)
	}
	return nil
}
