package accesslog

import (
	"fmt"
	"strings"
)

// entries are put together from physical lines.
type entries struct {
	entry   strings.Builder // so far
	begun   int64           // its first line
	open    bool            // it ends within quotes
	within  bool            // the first line of csvlog that begins an entry has come
	torn    bool            // that the log is torn within was said
	endless bool            // the last line has no end
	number  int64           // of the line that was read last
	partial bool            // the next line is the rest of one
}

// resumed goes on behind damage, within a line of whatever entry.
func (e *entries) resumed() { e.partial, e.within, e.torn = true, false, true }

var tooLongEntry = fmt.Sprintf("longer than %d MB", maxLine>>20)

// line takes a physical line with its end.
func (p *pgLog) line(number int64, line string, tooLong bool) error {
	if number == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	if p.csv && !p.within && !p.enters(number, line) {
		return nil
	}
	for p.entry.Len() > 0 && !p.goesOn(line) {
		if err := p.flush(true); err != nil {
			return err
		}
	}
	fits := !tooLong && p.entry.Len()+len(line) <= maxLine
	if !fits && !tooLong && p.csv && p.entry.Len() > 0 { // a quote without end
		text, first := p.cut()
		if err := p.refuse(text, first, tooLongEntry); err != nil {
			return err
		}
		return p.line(number, line, false)
	}
	if p.entry.Len() == 0 {
		p.begun, p.open = number, false
	} else if !p.csv {
		line = line[1:] // the tab
	}
	if !fits {
		_, first := p.cut()
		return p.refuse("", first, tooLongEntry)
	}
	p.open = p.open != (strings.Count(line, `"`)%2 == 1)
	p.entry.WriteString(line)
	return nil
}

// enters passes over what stands before the first entry: a part of another, when
// the file was cut out of a log.
func (p *pgLog) enters(number int64, line string) bool {
	p.within = pgLine().MatchString(line)
	if !p.within && strings.TrimSpace(line) != "" {
		p.tornAt(number, "the file begins within an entry")
	}
	return p.within
}

// goesOn says whether a line belongs to the entry that is there.
func (p *pgLog) goesOn(line string) bool {
	if p.csv {
		return p.open
	}
	return strings.HasPrefix(line, "\t")
}

// cut takes the entry out.
func (p *pgLog) cut() (text string, first int64) {
	text, first = p.entry.String(), p.begun
	p.entry.Reset()
	p.open = false
	return text, first
}

// flush ends an entry. One at a break counts only when it is a whole one.
func (p *pgLog) flush(whole bool) error {
	lines, first := p.cut()
	text := strings.TrimRight(lines, "\r\n")
	if strings.TrimSpace(text) == "" {
		return nil
	}
	read := stderrEntry
	if p.csv {
		read = csvEntry
	}
	e, reason := read(text)
	if reason == notCSV {
		if !whole && p.again(text) == "" {
			return nil
		}
		return p.refuse(lines, first, reason)
	}
	if reason == "" && !strings.HasPrefix(e.message, auditMark) {
		return nil // the database's other news
	}
	var err error
	wide := reason != "" && p.hidesMany(e)
	if reason == "" {
		reason, wide, err = p.take(e)
	}
	if reason == "" || whole {
		p.stats.Lines++
	}
	switch {
	case reason == "" || !whole:
	case wide:
		p.stats.wide(p.name, first, reason)
	default:
		p.stats.bad(p.name, first, reason)
	}
	return err
}

// refuse counts an entry as bad. Where a line within it is one with which entries
// begin, a quote before that had no end: the lines from there on are read again.
func (p *pgLog) refuse(lines string, first int64, reason string) error {
	p.stats.Lines++
	p.stats.bad(p.name, first, reason)
	rest := p.again(lines)
	if rest == "" {
		return nil
	}
	p.tornAt(first, "a quoted text that begins here has no end")
	number := first + int64(strings.Count(lines[:len(lines)-len(rest)], "\n"))
	for line := range strings.Lines(rest) {
		if err := p.line(number, line, false); err != nil {
			return err
		}
		number++
	}
	return nil
}

// again is what follows in lines from the first that begins an entry on, but for
// the first of all.
func (p *pgLog) again(lines string) string {
	if !p.csv {
		return ""
	}
	_, rest, _ := strings.Cut(lines, "\n")
	if at := pgLine().FindStringIndex(rest); at != nil {
		return rest[at[0]:]
	}
	return ""
}

// tornAt says once that something is missing here.
func (p *pgLog) tornAt(number int64, reason string) {
	if !p.torn {
		p.torn = true
		p.stats.damaged(p.name, number, reason+": what was written there cannot be read, and there may be more such places")
	}
}

// flushAll ends the last entry, and those that are found in it.
func (p *pgLog) flushAll(whole bool) error {
	for p.entry.Len() > 0 {
		if err := p.flush(whole); err != nil {
			return err
		}
	}
	return nil
}

// last ends the file. PostgreSQL ends every line, so one without end may be cut,
// and an id at its end may be that of another customer.
func (p *pgLog) last() error {
	line, bad := p.begun, p.stats.Bad
	if err := p.flushAll(true); err != nil || !p.endless {
		return err
	}
	if p.stats.Bad == bad {
		p.stats.damaged(p.name, max(line, 1), endlessLine)
	} else if len(p.stats.Damaged) == 0 {
		p.stats.Damaged = append(p.stats.Damaged, BadLine{File: p.name, Line: max(line, 1), Reason: endlessLine})
	}
	return nil
}

const endlessLine = "the last line has no end: it may be cut, with the customer whom it names"
