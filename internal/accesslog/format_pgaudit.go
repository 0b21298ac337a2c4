package accesslog

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"cmp"
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
	return pgLine.Match(head) || bytes.Contains(head, []byte("LOG:  "+auditMark))
}

// pgLine is how a line of csvlog begins: time with zone, user, database, process.
var pgLine = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [A-Z0-9+-]+,("[^"]*")?,("[^"]*")?,\d+,`)

// A pgLog reads one log after the other.
type pgLog struct {
	*builder
	column string
	said   map[string]audit // statements that later entries of theirs do not repeat, by process
	// of the object that is being read
	name  string
	stats Stats
	csv   bool
	entry strings.Builder // so far
	begun int64           // its first line
	open  bool            // it ends within quotes
	keep  func(*Record) error
}

// maxSaid bounds the statements that are remembered.
const maxSaid = 4096

func (p *pgLog) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer text.Close()
	p.name, p.stats, p.keep, p.said, p.begun, p.open = s.Name, Stats{}, keep, map[string]audit{}, 0, false
	p.entry.Reset()
	r := bufio.NewReaderSize(text, blockSize)
	if head, _ := r.Peek(headSize); len(head) > 0 {
		p.csv = pgLine.Match(bytes.TrimPrefix(head, []byte("\ufeff")))
	}
	end := p.lines(ctx, r)
	switch {
	case text.Broken() != nil:
		end = text.Broken()
	case end == io.EOF:
		end = p.flush(true)
	case errors.As(end, new(tornOff)):
		line := p.begun
		if err := p.flush(false); err != nil {
			return p.stats, fmt.Errorf("reading log %s: %w", s.Name, err)
		}
		p.stats.damaged(s.Name, max(line, 1), damage(errors.Unwrap(end)))
		return p.stats, nil
	}
	if end != nil {
		return p.stats, fmt.Errorf("reading log %s: %w", s.Name, end)
	}
	return p.stats, nil
}

// A tornOff is damage of the object.
type tornOff struct{ cause error }

func (c tornOff) Error() string { return c.cause.Error() }
func (c tornOff) Unwrap() error { return c.cause }

// lines puts physical lines together to entries.
func (p *pgLog) lines(ctx context.Context, r *bufio.Reader) error {
	for number := int64(1); ; number++ {
		if number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line, tooLong, err := readLine(r)
		if line != "" || tooLong {
			if err := p.line(number, line, tooLong); err != nil {
				return err
			}
		}
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

func (p *pgLog) line(number int64, line string, tooLong bool) error {
	if number == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	goesOn := p.csv && p.open || !p.csv && p.entry.Len() > 0 && strings.HasPrefix(line, "\t")
	if !goesOn {
		if err := p.flush(true); err != nil {
			return err
		}
		p.begun, p.open = number, false
	}
	p.open = p.open != (strings.Count(line, `"`)%2 == 1)
	if tooLong || p.entry.Len()+len(line) > maxLine {
		p.stats.Lines++
		p.stats.bad(p.name, p.begun, fmt.Sprintf("longer than %d MB", maxLine>>20))
		p.entry.Reset()
		p.open = false
		return nil
	}
	if goesOn && !p.csv {
		line = line[1:]
	}
	p.entry.WriteString(line)
	return nil
}

// flush ends an entry. One at a break counts only when it is a whole one.
func (p *pgLog) flush(whole bool) error {
	text := strings.TrimRight(p.entry.String(), "\r\n")
	p.entry.Reset()
	if strings.TrimSpace(text) == "" {
		return nil
	}
	read := stderrEntry
	if p.csv {
		read = csvEntry
	}
	e, reason := read(text)
	if reason == "" && !strings.HasPrefix(e.message, auditMark) {
		return nil // the database's other news
	}
	var err error
	if reason == "" {
		reason, err = p.take(e)
	}
	if reason == "" || whole {
		p.stats.Lines++
	}
	if reason != "" && whole {
		p.stats.bad(p.name, p.begun, reason)
	}
	return err
}

// take hands over a record for each customer of an audit entry.
func (p *pgLog) take(e pgEntry) (reason string, err error) {
	a, reason := auditOf(e.message)
	if reason != "" {
		return reason, nil
	}
	if a.statement == "<previously logged>" {
		said := p.said[e.process]
		if said.statementID != a.statementID {
			return "the statement stands in an entry that is not in this file", nil
		}
		a.statement, a.parameters = said.statement, said.parameters
	} else if len(p.said) < maxSaid {
		p.said[e.process] = a
	}
	action, lookup := p.act(a)
	v := [roleCount]string{rolePrincipal: e.user, roleAction: action, roleSourceIP: e.host}
	if v[roleTime], reason = pgWhen(e.time, p.Zone); reason != "" {
		return p.labels[roleTime] + " " + reason, nil
	}
	if !p.wanted(e.user) || !lookup {
		return p.buildEach(&v, nil, p.keep)
	}
	ids, whole := customersOf(a.statement, a.parameters, p.column)
	switch {
	case a.statement == "<not logged>":
		reason = "the statement was not logged: whom it read cannot be told (pgaudit.log_statement is off)"
	case len(ids) == 0:
		reason = "the statement does not choose by " + p.column + ": whom it read cannot be told"
	case !whole:
		reason = "the statement chooses by more than " + p.column + ": whom else it read cannot be told"
	}
	if bad, err := p.buildEach(&v, ids, p.keep); err != nil || bad != "" {
		return bad, err
	}
	return reason, nil
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

func (p *pgLog) wanted(user string) bool {
	for _, name := range p.want.Principals {
		if name == user {
			return true
		}
	}
	return len(p.want.Principals) == 0
}
