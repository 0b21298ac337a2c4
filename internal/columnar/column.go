package columnar

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
)

// A Column walks down one column of a row group. Rows are asked for in ascending
// order; pages between them are passed over. Texts that it gives never change,
// but each may keep the block that it was cut out of.
type Column struct {
	leaf  Leaf
	form  form
	pages parquet.Pages
	page  parquet.Page

	first, next int64 // the rows that begin in the page: from first on and before next
	rep, def    []byte
	levels      int   // of the page; 0 where row numbers lead straight to values
	full        bool  // every level has a value
	pos, dense  int   // the level that comes next, and the value
	row         int64 // that the level at pos belongs to

	values  values  // of the page, or its dictionary's
	codes   []int32 // into values; nil without a dictionary
	dict    parquet.Dictionary
	numbers []int64 // of a page that has a dictionary, once Run was asked for them
}

// Column begins with the first row of a group.
func (f *File) Column(group int, l Leaf) *Column {
	chunk := f.groups[group].ColumnChunks()[l.leaf.ColumnIndex]
	return &Column{leaf: l, form: formOf(l.leaf), pages: chunk.Pages()}
}

// Close frees the buffers. Texts that were given stay.
func (c *Column) Close() {
	if c.page != nil {
		parquet.Release(c.page)
		c.page = nil
	}
	_ = c.pages.Close() // a reader's: nothing is lost
}

// load reads the next page; io.EOF behind the last.
func (c *Column) load() (err error) {
	defer mend(&err)
	page, err := c.pages.ReadPage()
	if err != nil {
		return err
	}
	if c.page != nil {
		parquet.Release(c.page)
	}
	c.page = page
	c.first, c.next = c.next, c.next+page.NumRows()
	c.rep, c.def, c.levels = page.RepetitionLevels(), page.DefinitionLevels(), 0
	if len(c.rep) > 0 || len(c.def) > 0 && page.NumNulls() > 0 {
		c.levels = int(page.NumValues())
	}
	c.full = c.levels > 0 && page.NumNulls() == 0
	c.row, c.pos, c.dense = c.first, 0, 0
	if c.levels > 0 && len(c.rep) > 0 && c.rep[0] > 0 {
		c.row-- // pages of the older kind may begin within a row
	}
	return c.take(page)
}

// take looks at a page's values, and checks once that every one can be reached:
// the library does not, and a damaged file must not end the run.
func (c *Column) take(page parquet.Page) (err error) {
	c.numbers = c.numbers[:0]
	data, present := page.Data(), int(page.NumValues()-page.NumNulls())
	d := page.Dictionary()
	if d == nil {
		c.codes, c.dict = nil, nil
		if c.values, err = valuesOf(data, c.form); err == nil && c.values.count() < present {
			err = errShort
		}
		return err
	}
	if c.codes = data.Int32(); len(c.codes) < present {
		return errShort
	}
	if d != c.dict {
		if c.values, err = valuesOf(d.Page().Data(), c.form); err != nil {
			return err
		}
		c.dict = d
	}
	highest := uint32(0)
	for _, code := range c.codes {
		highest = max(highest, uint32(code)) // #nosec G115 -- one below 0 becomes too high
	}
	if len(c.codes) > 0 && int(highest) >= c.values.count() {
		return errShort
	}
	return nil
}

var errShort = errors.New("a page is damaged: it holds fewer values than it says")

// seek goes to the beginning of a row.
func (c *Column) seek(row int64) error {
	for row >= c.next {
		if err := c.load(); errors.Is(err, io.EOF) {
			return fmt.Errorf("reading column %s: it has fewer rows than the file says", c.leaf.Path)
		} else if err != nil {
			return fmt.Errorf("reading column %s: %w", c.leaf.Path, err)
		}
	}
	if c.levels > 0 && c.row < row {
		c.skip(row)
	}
	return nil
}

// skip passes over the levels before a row.
func (c *Column) skip(row int64) {
	from := c.pos
	if len(c.rep) == 0 {
		c.pos += int(row - c.row)
		c.row = row
	} else {
		c.pass(row)
	}
	if c.full {
		c.dense += c.pos - from
		return
	}
	present := c.leaf.leaf.MaxDefinitionLevel
	for _, def := range c.def[from:min(c.pos, len(c.def))] {
		if int(def) == present {
			c.dense++
		}
	}
}

// pass goes to the level with which a row begins: the next 0 behind those of the
// rows before it. Many rows are passed in blocks.
func (c *Column) pass(row int64) {
	const block = 128
	for c.pos+1+block <= c.levels {
		n := int64(bytes.Count(c.rep[c.pos+1:c.pos+1+block], []byte{0}))
		if c.row+n >= row {
			break
		}
		c.pos, c.row = c.pos+block, c.row+n
	}
	for c.row < row {
		if c.pos++; c.pos == c.levels {
			return
		}
		if c.rep[c.pos] == 0 {
			c.row++
		}
	}
}

// step passes over one level.
func (c *Column) step() {
	if c.present() {
		c.dense++
	}
	c.pos++
	if c.pos < c.levels && (len(c.rep) == 0 || c.rep[c.pos] == 0) {
		c.row++
	}
}

func (c *Column) present() bool {
	return len(c.def) == 0 || int(c.def[c.pos]) == c.leaf.leaf.MaxDefinitionLevel
}

// index finds the value of a row: its place among values, and false for null.
func (c *Column) index(row int64) (i int, ok bool, err error) {
	if row >= c.next || c.levels > 0 {
		if err := c.seek(row); err != nil {
			return 0, false, err
		}
	}
	switch {
	case c.levels > 0:
		i, ok = c.dense, c.pos < c.levels && c.row == row && c.present()
	default:
		i, ok = int(row-c.first), true
	}
	if ok && c.codes != nil {
		i = int(c.codes[i])
	}
	return i, ok, nil
}

// Text returns a row's value as text, the first one of several; false for null.
func (c *Column) Text(row int64) (string, bool, error) {
	i, ok, err := c.index(row)
	if !ok || err != nil {
		return "", false, err
	}
	return c.values.text(i), true, nil
}

// Code returns a number that stands for a row's text as long as Words stays the
// same, and -1 for null. It is false where the page has no dictionary.
func (c *Column) Code(row int64) (code int, coded bool, err error) {
	i, ok, err := c.index(row)
	if !ok {
		i = -1
	}
	return i, c.codes != nil, err
}

// Words names the dictionary that codes are of: it changes from page to page at
// most. Word returns the text of a code.
func (c *Column) Words() any { return c.dict }

// Word returns the text of a code.
func (c *Column) Word(code int) string { return c.values.text(code) }

// Texts appends all values of a row to into; nulls are left out.
func (c *Column) Texts(row int64, into []string) ([]string, error) {
	into, _, err := c.list(row, into, false)
	return into, err
}

// List appends all values of a row to into, an empty text for an element that is
// null. It is false where there is no list, which an empty one is not.
func (c *Column) List(row int64, into []string) (all []string, there bool, err error) {
	return c.list(row, into, true)
}

func (c *Column) list(row int64, into []string, nulls bool) (all []string, there bool, err error) {
	if err := c.seek(row); err != nil {
		return into, false, err
	}
	if c.levels == 0 {
		text, ok, err := c.Text(row)
		if ok {
			into = append(into, text)
		}
		return into, ok, err
	}
	absent := c.pos >= c.levels || c.row != row
	for {
		for c.pos < c.levels && c.row == row {
			switch {
			case c.present():
				i := c.dense
				if c.codes != nil {
					i = int(c.codes[i])
				}
				into = append(into, c.values.text(i))
			case int(c.def[c.pos]) >= c.leaf.element:
				if nulls {
					into = append(into, "")
				}
			case int(c.def[c.pos]) < c.leaf.element-1:
				absent = true
			}
			c.step()
		}
		if c.pos < c.levels || len(c.rep) == 0 {
			return into, !absent, nil
		}
		if err := c.load(); errors.Is(err, io.EOF) { // the row may go on in the next page
			return into, !absent, nil
		} else if err != nil {
			return into, false, fmt.Errorf("reading column %s: %w", c.leaf.Path, err)
		}
	}
}
