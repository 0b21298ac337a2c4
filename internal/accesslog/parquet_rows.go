package accesslog

import (
	"context"
	"slices"
	"strings"
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
	failed    *columnar.Column
	within    *columnar.Column
	object    func(uid string) (string, bool)
	principal []words
	action    words
	repeated  bool // a row may name several customers
	clock     columnar.Clock
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
	r = &rows{repeated: l.leaf[roleCustomer].Repeated(), failed: column(l.failed), within: column(l.within), object: l.object, clock: l.clock}
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
	r.action = words{column: r.column[roleAction], all: t.actions, make: func(text string) *word {
		_, bad := t.id(roleAction, text)
		return &word{text: text, bad: bad}
	}}
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
		switch {
		case damage != nil:
			return damagedGroup{row, damage}
		case err != nil:
			return err
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

// take hands over what one row says. damage is the file's, err is keep's.
func (t *table) take(r *rows, n int64, keep func(*Record) error) (reason string, damage, err error) {
	if t.record.Action != "" { // else it is still empty but for time and principal
		t.record = Record{}
	}
	if reason, damage = t.when(r, n); damage != nil || reason != "" {
		return reason, damage, nil
	}
	who := noWord
	for i := range r.principal {
		if who, damage = r.principal[i].at(n); damage != nil {
			return "", damage, nil
		}
		if who != noWord {
			break
		}
	}
	switch {
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
	if t.record.Action = t.only; r.action.column != nil {
		what, err := r.action.at(n)
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
	if r.failed != nil {
		if why, _, err := r.failed.Text(n); err != nil {
			return false, "", err
		} else if why != "" {
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

// customers hands over a record for each customer of a row, as a rule one. What
// did not work revealed nobody.
func (t *table) customers(r *rows, n int64, lookup bool, keep func(*Record) error) (reason string, damage, err error) {
	if t.row, damage = t.customersOf(r, n); damage != nil {
		return "", damage, nil
	}
	if len(t.row) == 0 && lookup {
		return t.labels[roleCustomer] + " is missing", nil, nil
	}
	for _, id := range t.row {
		if _, reason = t.id(roleCustomer, id); reason != "" {
			return reason, nil, nil
		}
	}
	if len(t.row) == 0 {
		return "", nil, keep(&t.record)
	}
	for _, id := range t.row {
		t.record.CustomerID = id
		if err := keep(&t.record); err != nil {
			return "", nil, err
		}
	}
	return "", nil, nil
}

// customersOf reads the customers of a row.
func (t *table) customersOf(r *rows, n int64) (all []string, err error) {
	all = t.row[:0]
	if strings.HasSuffix(t.record.Action, failed) && r.failed != nil {
		return all, nil
	}
	if c := r.column[roleCustomer]; r.repeated {
		all, err = c.Texts(n, all)
	} else {
		var id string
		if id, _, err = c.Text(n); id != "" {
			all = append(all, id)
		}
	}
	if err != nil {
		return all, err
	}
	if r.within != nil {
		for i, id := range all {
			in, _, err := r.within.Text(n)
			if err != nil {
				return all, err
			}
			if in != "" {
				all[i] = in + "/" + id
			}
		}
	}
	if r.object == nil {
		return all, nil
	}
	objects := all[:0]
	for _, id := range all {
		if object, ok := r.object(id); ok {
			objects = append(objects, object)
		}
	}
	return objects, nil
}
