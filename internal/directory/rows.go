package directory

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/packed"
)

// Positions in row.value, as in Columns.
const (
	customerID = iota
	email
	name
	country
	language
	segment
	columnCount
)

const (
	maxRow = 1 << 20 // bytes of a row; a longer one is malformed
	// maxQuoted is how many lines a quoted value may go over. Beyond that the
	// quote is taken for a stray one, which would else swallow the file's rest.
	maxQuoted = 20
)

// A row is one customer's, trimmed.
type row struct {
	line      int64
	value     [columnCount]string
	malformed string // why the values, apart from perhaps the id, are not to be trusted
}

// rows cuts a directory into rows. One malformed row costs only itself.
type rows struct {
	file    string
	wanted  func(id string) bool
	packed  *packed.Reader
	r       *bufio.Reader
	line    int64            // of the line read last
	pending []string         // lines read ahead and given back
	at      [columnCount]int // positions of the columns in a row
	width   int              // number of columns
}

func openRows(body io.Reader, file string, wanted func(id string) bool) (*rows, error) {
	p := packed.NewReader(body)
	r := &rows{file: file, wanted: wanted, packed: p, r: bufio.NewReaderSize(p, 256<<10)}
	if err := r.header(); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *rows) close() { r.packed.Close() }

func (r *rows) header() error {
	line, err := r.read()
	if err == io.EOF {
		return fmt.Errorf("directory %s is empty: %w; export it again", r.file, ErrUnusable)
	}
	if err != nil {
		return err
	}
	cells, ok := cells(strings.TrimPrefix(line, "\ufeff"))
	if !ok {
		return fmt.Errorf("directory %s: line 1 is no CSV header: %w; it has to begin with a line such as %s", r.file, ErrUnusable, strings.Join(Columns, ","))
	}
	for i := range cells {
		cells[i] = strings.ToLower(strings.TrimSpace(cells[i]))
	}
	var missing []string
	for i, column := range Columns {
		if r.at[i] = slices.Index(cells, column); r.at[i] < 0 {
			missing = append(missing, column)
		} else if slices.Contains(cells[r.at[i]+1:], column) {
			return fmt.Errorf("directory %s: the header names %s twice: %w; leave one of the two out", r.file, column, ErrUnusable)
		}
	}
	if missing != nil {
		return fmt.Errorf("directory %s: the header in line 1 lacks %s: %w (columns are separated by commas)", r.file, strings.Join(missing, ", "), ErrUnusable)
	}
	r.width = len(cells)
	return nil
}

// next returns io.EOF behind the last row. Blank lines are no rows.
func (r *rows) next() (row, error) {
	for {
		line, err := r.read()
		if err != nil {
			return row{}, err
		}
		if strings.TrimSpace(line) != "" {
			return r.row(line)
		}
	}
}

func (r *rows) row(line string) (row, error) {
	out := row{line: r.line}
	if len(line) >= maxRow {
		out.malformed = fmt.Sprintf("the row is longer than %d MB", maxRow>>20)
		return out, nil
	}
	if id, ok := r.plainID(line); ok && !r.wanted(id) {
		out.value[customerID] = id
		return out, nil
	}
	values, ok := cells(line)
	if !ok {
		whole, more, err := r.quoted(line)
		if err != nil {
			return out, err
		}
		if values, ok = cells(whole); !ok {
			r.pending = append(more, r.pending...)
			r.line -= int64(len(more))
			out.malformed = "the quotes in the row are not CSV"
			return out, nil
		}
	}
	if len(values) != r.width {
		out.malformed = fmt.Sprintf("the row has %d values and the header %d", len(values), r.width)
	}
	for i, at := range r.at {
		if at < len(values) {
			out.value[i] = strings.TrimSpace(values[at])
		}
	}
	return out, nil
}

// plainID finds the id of a row that is well formed without a closer look, as
// nearly all are, and is not empty.
func (r *rows) plainID(line string) (string, bool) {
	if strings.IndexByte(line, '"') >= 0 || strings.Count(line, ",") != r.width-1 {
		return "", false
	}
	rest := line
	for range r.at[customerID] {
		rest = rest[strings.IndexByte(rest, ',')+1:]
	}
	id, _, _ := strings.Cut(rest, ",")
	id = strings.TrimSpace(id)
	return id, id != ""
}

// quoted reads on to the end of a quoted value. It returns the row so far and
// the lines that it read for it.
func (r *rows) quoted(line string) (whole string, more []string, err error) {
	for strings.Count(line, `"`)%2 == 1 && len(more) < maxQuoted && len(line) < maxRow {
		next, err := r.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", nil, err
		}
		more = append(more, next)
		line += "\n" + next
	}
	return line, more, nil
}

// cells parses one row.
func cells(line string) ([]string, bool) {
	if strings.IndexByte(line, '"') < 0 {
		return strings.Split(line, ","), true
	}
	r := csv.NewReader(strings.NewReader(line))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil || len(all) != 1 {
		return nil, false
	}
	return all[0], true
}

// read returns the next line without its end, cut off at maxRow bytes.
func (r *rows) read() (string, error) {
	r.line++
	if len(r.pending) > 0 {
		line := r.pending[0]
		r.pending = r.pending[1:]
		return line, nil
	}
	var long []byte
	for {
		part, err := r.r.ReadSlice('\n')
		if err == nil && long == nil {
			return trimEnd(string(part)), nil
		}
		if len(long) < maxRow {
			long = append(long, part...)
		}
		switch {
		case err == nil, err == io.EOF && len(long) > 0:
			return trimEnd(string(long[:min(len(long), maxRow)])), nil
		case errors.Is(err, bufio.ErrBufferFull):
		case err == io.EOF:
			return "", io.EOF
		case r.packed.Broken() != nil:
			return "", fmt.Errorf("reading directory %s: %w", r.file, r.packed.Broken())
		default:
			return "", fmt.Errorf("directory %s breaks off or is damaged at line %d (%v): %w; export it again", r.file, r.line, err, ErrUnusable)
		}
	}
}

func trimEnd(line string) string { return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r") }
