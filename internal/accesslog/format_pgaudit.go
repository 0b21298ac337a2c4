package accesslog

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// pgAudit is PostgreSQL's log with the entries of its audit extension, session
// and object ones, in csvlog or as plain lines. The principal is the database
// user, the action the statement's class (READ, WRITE, …). Who was read is what
// the statement compares the customer column with, customer_id unless the
// mapping names another.
var pgAudit = Format{
	Name:    "pgaudit",
	About:   "PostgreSQL's log with pgAudit's entries, csvlog or plain",
	Lookups: []string{"READ"},
	New: func(m Mapping, w Want) (Decoder, error) {
		column := cmp.Or(m.Customer, roles[roleCustomer].canonical)
		m.Customer = ""
		if err := m.fixedNames("pgaudit"); err != nil {
			return nil, err
		}
		m.Customer = column
		return &pgLog{builder: newBuilder(m, w), column: column}, nil
	},
	Looks: looksLikePgAudit,
}

func looksLikePgAudit(head []byte) bool {
	return pgLine().Match(head) || bytes.Contains(head, []byte(auditLine))
}

// pgLine is how a line of csvlog begins: time with zone, user, database, process.
var pgLine = pattern.Lazily(`(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [A-Z0-9+-]+,("[^"]*")?,("[^"]*")?,\d+,`)

// A pgLog reads one log after the other.
type pgLog struct {
	*builder
	column string
	said   *said
	// of the object that is being read
	name  string
	stats Stats
	csv   bool
	keep  func(*Record) error
	entries
}

func (p *pgLog) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer text.Close()
	p.name, p.stats, p.keep, p.said, p.entries = s.Name, Stats{}, keep, newSaid(), entries{}
	r := bufio.NewReaderSize(text, blockSize)
	if head, _ := r.Peek(headSize); len(head) > 0 {
		p.csv = pgLine().Match(bytes.TrimPrefix(head, []byte("\ufeff")))
	}
	for {
		end := p.lines(ctx, r)
		switch {
		case text.Broken() != nil:
			end = text.Broken()
		case end == io.EOF:
			end = p.last()
		case errors.As(end, new(tornOff)):
			line := max(p.number, 1)
			if err := p.flushAll(false); err != nil {
				return p.stats, fmt.Errorf("reading log %s: %w", s.Name, err)
			}
			p.stats.damaged(s.Name, line, damage(errors.Unwrap(end)))
			if !text.Resume() {
				return p.stats, nil
			}
			r.Reset(text)
			p.resumed()
			continue
		}
		if end != nil {
			return p.stats, fmt.Errorf("reading log %s: %w", s.Name, end)
		}
		return p.stats, nil
	}
}

// A tornOff is damage of the object.
type tornOff struct{ cause error }

func (c tornOff) Error() string { return c.cause.Error() }
func (c tornOff) Unwrap() error { return c.cause }

// lines puts physical lines together to entries.
func (p *pgLog) lines(ctx context.Context, r *bufio.Reader) error {
	for {
		p.number++
		if p.number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line, tooLong, err := readLine(r)
		if (line != "" || tooLong) && !p.partial {
			p.endless = err == io.EOF
			if err := p.line(p.number, line, tooLong); err != nil {
				return err
			}
		}
		p.partial = false
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		if err != nil {
			return tornOff{err}
		}
	}
}

// readLine reads a line with its end; of one longer than maxLine, the beginning.
func readLine(r *bufio.Reader) (line string, tooLong bool, err error) {
	var b strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		if b.Len()+len(part) > maxLine {
			tooLong = true
		} else {
			b.Write(part)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return b.String(), tooLong, err
		}
	}
}

// take hands over a record for each customer of an audit entry. wide says that what
// is wrong with it leaves open how many it read.
func (p *pgLog) take(e pgEntry) (reason string, wide bool, err error) {
	a, reason := auditOf(e.message)
	if reason != "" {
		return reason, false, nil
	}
	if a.statement == "<previously logged>" {
		said := p.said.by(e.process)
		switch {
		case e.process == "":
			return "the statement stands in another entry, and the lines name no process by which it could be found: put %p into log_line_prefix", true, nil
		case said.statementID != a.statementID:
			return "the statement stands in an entry that is not in this file", true, nil
		}
		a.statement, a.parameters = said.statement, said.parameters
	} else {
		p.said.note(e.process, a)
	}
	action, lookup := p.act(a)
	v := [roleCount]string{rolePrincipal: e.user, roleAction: action, roleSourceIP: e.host}
	if v[roleTime], reason = pgWhen(e.time, p.Zone); reason != "" {
		return p.labels[roleTime] + " " + reason, false, nil
	}
	if !p.wanted(e.user) || !lookup {
		reason, err = p.buildEach(&v, nil, p.keep)
		return reason, false, err
	}
	ids, whole := customersOf(a.statement, a.parameters, p.column)
	switch {
	case a.statement == "<not logged>":
		reason = "the statement was not logged: whom it read cannot be told (pgaudit.log_statement is off)"
	case !whole:
		reason = widerThan("the statement", ids, p.column)
	}
	bad, err := p.buildEach(&v, ids, p.keep)
	if p.stats.Most = p.most; err != nil || bad != "" {
		return bad, false, err
	}
	return reason, reason != "", nil
}

// hidesMany says whether an audit entry of nobody knows whom may have read more than
// one customer.
func (p *pgLog) hidesMany(e pgEntry) bool {
	if !strings.HasPrefix(e.message, auditMark) {
		return false
	}
	a, reason := auditOf(e.message)
	if _, lookup := p.act(a); reason != "" || !lookup {
		return false
	}
	ids, whole := customersOf(a.statement, a.parameters, p.column)
	return !whole || len(ids) > 1
}

// act names what was done: the class, or the class with the object where the
// look-ups have it so ("READ public.customers"). lookup says that the statement
// must tell whom it read: one of the database's own tables, or of no table at all,
// is none.
func (p *pgLog) act(a audit) (action string, lookup bool) {
	if _, ok := p.Lookups[a.class+" "+a.object]; ok {
		return a.class + " " + a.object, true
	}
	if _, ok := p.Lookups[a.class]; p.Lookups != nil && !ok || p.Lookups == nil && a.class != "READ" {
		return a.class, false
	}
	if strings.HasPrefix(a.object, "pg_catalog.") || strings.HasPrefix(a.object, "information_schema.") {
		return a.class, false
	}
	return a.class, a.object != "" || a.statement == "<not logged>" || readsTable(a.statement)
}
