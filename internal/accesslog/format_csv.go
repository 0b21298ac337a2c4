package accesslog

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// csvTables are tables with a header, one access a row, as encoding/csv reads
// them: a quoted value may hold line breaks. The separator is the one of comma,
// semicolon, tab and bar that stands most often in the header.
var csvTables = Format{
	Name:  "csv",
	Wide:  true,
	About: "a table with a header, one access a row",
	New: func(m Mapping, w Want) (Decoder, error) {
		if err := m.check(); err != nil {
			return nil, err
		}
		return &csvTable{newBuilder(m, w), newSequence(m)}, nil
	},
	Looks: looksLikeCSV,
}

type csvTable struct {
	*builder
	sequence *sequence
}

func (c *csvTable) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer text.Close()
	f := csvFile{csvTable: c, csvRows: csvRows{window: window{src: text}}, name: s.Name, text: text}
	c.sequence.begin()
	if err = f.read(ctx, keep); text.Broken() != nil {
		err = text.Broken()
	}
	c.sequence.settle(s.Name, &f.stats)
	f.stats.Most = c.most
	if err != nil {
		err = fmt.Errorf("reading log %s: %w", s.Name, err)
	}
	return f.stats, err
}

// A csvFile is one table on its way through the decoder.
type csvFile struct {
	*csvTable
	csvRows
	name    string
	stats   Stats
	text    *Text
	columns [roleCount]int // -1 where there is none
	width   int            // of the header
	torn    bool           // that a quote has no end was said
}

func (f *csvFile) read(ctx context.Context, keep func(*Record) error) error {
	if ok, err := f.open(); !ok || err != nil {
		return err
	}
	good := false // the last row
	for {
		row, err := f.next()
		if err == io.EOF {
			f.last(good)
			return nil
		}
		var bad badRow
		if err != nil && !errors.As(err, &bad) {
			f.stats.damaged(f.name, max(f.first, 1)+1, damage(err))
			if !f.text.Resume() {
				return nil
			}
			f.resumed()
			continue
		}
		if f.stats.Lines++; f.stats.Lines%1024 == 1 && ctx.Err() != nil {
			return ctx.Err()
		}
		good = false
		if bad != "" || len(row) != f.width {
			f.sequence.note("", f.first)
		} else if at := f.columns[roleSequence]; at >= 0 {
			f.sequence.note(row[at], f.first)
		}
		switch {
		case bad != "" && f.lines > 1:
			f.swallowed(string(bad))
			continue
		case bad != "":
			f.stats.bad(f.name, f.first, string(bad))
			continue
		case f.lines > 1 && f.holdsRows():
			f.tornAt(f.first, "a quoted value that begins here holds lines that are themselves rows: does a quote before them have no end?")
		}
		if len(row) != f.width {
			f.stats.bad(f.name, f.first, otherWidth(len(row), f.width))
			continue
		}
		reason, err := f.take(row, keep)
		if err != nil {
			return err
		}
		if good = reason == ""; !good {
			f.stats.bad(f.name, f.first, reason)
		}
	}
}

func otherWidth(columns, header int) string {
	reason := fmt.Sprintf("%d columns, where the header has %d", columns, header)
	if columns > header {
		reason += ": a value with the separator in it has to be in quotes"
	}
	return reason
}

// take hands over what a row says: one record, or one for each of several
// customers.
func (f *csvFile) take(row []string, keep func(*Record) error) (reason string, err error) {
	var values [roleCount]string
	for role, column := range f.columns {
		if column >= 0 && row[column] != `\N` { // a null of databases' exports
			values[role] = row[column]
		}
	}
	if customers, several := cellItems(values[roleCustomer]); several {
		return f.buildEach(&values, customers, keep)
	}
	if reason := f.build(&values); reason != "" {
		return reason, nil
	}
	return "", keep(&f.record)
}

// swallowed counts a row whose lines are read again.
func (f *csvFile) swallowed(reason string) {
	if f.torn {
		f.stats.bad(f.name, f.first, reason)
		return
	}
	f.torn = true
	f.stats.damaged(f.name, f.first, fmt.Sprintf("%s: lines %d to %d were read one by one, and there may be more such places", reason, f.first, f.first+f.lines-1))
}

func (f *csvFile) tornAt(line int64, reason string) {
	if !f.torn {
		f.torn = true
		f.stats.damaged(f.name, line, reason)
	}
}

// holdsRows says whether a line within the row, but for its first, would be a row
// by itself.
func (f *csvFile) holdsRows() bool {
	at := f.columns[roleTime]
	_, inner, _ := bytes.Cut(f.raw(), []byte("\n"))
	for line := range bytes.Lines(inner) {
		if bytes.Count(line, []byte(string(f.comma))) < f.width-1 {
			continue
		}
		r := csv.NewReader(bytes.NewReader(line))
		r.Comma, r.FieldsPerRecord = f.comma, f.width
		row, err := r.Read()
		if err != nil {
			continue
		}
		if _, reason := parseWhen(row[at], f.Zone); reason == "" {
			return true
		}
	}
	return false
}

// last looks at the end of a file whose last row is good. When it has no line end
// and ends with a name that is not in quotes, the name may have been cut, and so
// be that of somebody else.
func (f *csvFile) last(good bool) {
	if !good || bytes.IndexByte([]byte("\r\n\""), f.window.last) >= 0 {
		return
	}
	for _, role := range []int{rolePrincipal, roleAction, roleCustomer} {
		if f.columns[role] == f.width-1 {
			f.stats.damaged(f.name, f.first, endlessLine+"; if the file is whole, put a line end behind it")
			return
		}
	}
}
