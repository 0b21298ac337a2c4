package accesslog

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
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
		return &csvTable{builder: newBuilder(m, w)}, nil
	},
	Looks: func(head []byte) bool {
		line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
		return len(line) > 0 && line[0] != '{' && line[0] != '[' && bytes.ContainsAny(line, csvSeparators) && !bytes.HasPrefix(head, parquetMagic) && !looksLikePgAudit(head)
	},
}

const csvSeparators = ",;\t|"

type csvTable struct{ *builder }

func (c *csvTable) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer text.Close()
	f := csvFile{csvTable: c, name: s.Name, text: text}
	if err = f.read(ctx, keep); text.Broken() != nil {
		err = text.Broken()
	}
	if err != nil {
		err = fmt.Errorf("reading log %s: %w", s.Name, err)
	}
	return f.stats, err
}

// A csvFile is one table on its way through the decoder.
type csvFile struct {
	*csvTable
	name    string
	text    io.Reader
	stats   Stats
	rows    *csv.Reader
	limit   limited
	columns [roleCount]int // -1 where there is none
	width   int            // of the header
	row     int64          // where the last row begins, a line
}

func (f *csvFile) read(ctx context.Context, keep func(*Record) error) error {
	f.row = 1
	if err := f.open(); err != nil {
		return err
	}
	var values [roleCount]string
	for {
		f.limit.left = maxLine
		row, err := f.rows.Read()
		var syntax *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &syntax) && !errors.Is(err, csv.ErrFieldCount):
			f.row = int64(syntax.StartLine)
			f.stats.Lines++
			f.stats.bad(f.name, f.row, "a quote stands where none may, or none ends a quoted value")
			continue
		case err != nil:
			f.stats.damaged(f.name, f.row+1, damage(err))
			return nil
		}
		if f.stats.Lines++; f.stats.Lines%1024 == 1 && ctx.Err() != nil {
			return ctx.Err()
		}
		line, _ := f.rows.FieldPos(0)
		f.row = int64(line)
		if len(row) != f.width {
			f.stats.bad(f.name, f.row, fmt.Sprintf("%d columns, where the header has %d", len(row), f.width))
			continue
		}
		for role, column := range f.columns {
			if values[role] = ""; column >= 0 && row[column] != `\N` { // \N is a null of databases' exports
				values[role] = row[column]
			}
		}
		if reason := f.build(&values); reason != "" {
			f.stats.bad(f.name, f.row, reason)
		} else if err := keep(&f.record); err != nil {
			return err
		}
	}
}

// open reads the header.
func (f *csvFile) open() error {
	head := make([]byte, headSize)
	n, end := fill(f.text, head)
	head = head[:n]
	rest := f.text
	if end != nil {
		rest = failing{end}
	}
	body := bytes.TrimPrefix(head, []byte("\ufeff"))
	f.limit = limited{r: io.MultiReader(bytes.NewReader(body), rest), left: maxLine}
	f.rows = csv.NewReader(&f.limit)
	f.rows.ReuseRecord, f.rows.FieldsPerRecord, f.rows.Comma = true, -1, separator(body)
	header, err := f.rows.Read()
	switch {
	case err == io.EOF:
		return nil
	case err != nil && end != nil && end != io.EOF:
		f.stats.damaged(f.name, 1, damage(end))
		f.rows = csv.NewReader(strings.NewReader(""))
		return nil
	case err != nil:
		return fmt.Errorf("%w: line 1 is no header of a table: %w", ErrFormat, err)
	}
	f.width = len(header)
	return f.find(header)
}

// find says which column has which role. What the header holds is not shown,
// since it may be a row of customers where the header is missing.
func (f *csvFile) find(header []string) error {
	for role, name := range f.names() {
		f.columns[role] = -1
		for i, column := range header {
			if strings.TrimSpace(column) != name || name == "" {
				continue
			}
			if f.columns[role] >= 0 {
				return fmt.Errorf("%w: two columns of the header in line 1 are named %q; give them different names", ErrFormat, name)
			}
			f.columns[role] = i
		}
		wanted := f.named()[role] != "" || role <= roleCustomer
		if wanted && name != "" && f.columns[role] < 0 {
			return fmt.Errorf("%w: none of the %d columns in line 1 is named %q, which is to hold the %s: is there a header? Name the columns in a Dataset file",
				ErrFormat, len(header), name, roles[role].role)
		}
	}
	return nil
}

func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best := ','
	for _, c := range csvSeparators {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}

// limited ends a stream within a row that is too long, so that a quote without
// end cannot fill the memory.
type limited struct {
	r    io.Reader
	left int // bytes that may be read until the row ends
}

var errLongRow = fmt.Errorf("a row is longer than %d MB: does a quote have no end?", maxLine>>20)

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errLongRow
	}
	n, err := l.r.Read(p)
	l.left -= n
	return n, err
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
