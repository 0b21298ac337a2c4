package columnar

import "github.com/parquet-go/parquet-go/encoding"

// A Run is rows that follow each other within one page. What it has is looked
// at in the page: it is good until the column goes on to the next.
type Run struct {
	Rows int64
	// Codes stand for the rows' texts, as Column.Code says, and Numbers are the
	// rows' whole numbers. Either is nil where the page has none of the kind, or
	// where a row has no value or several: then rows are asked for one by one.
	Codes   []int32
	Numbers []int64
}

// Run returns a row and those behind it in its page.
func (c *Column) Run(row int64) (Run, error) {
	if row >= c.next || c.levels > 0 {
		if err := c.seek(row); err != nil {
			return Run{}, err
		}
	}
	run := Run{Rows: c.next - row}
	if c.levels > 0 {
		return run, nil
	}
	at := row - c.first
	switch {
	case c.values.kind != encoding.Int64:
	case c.codes == nil:
		run.Numbers = c.values.n64[at : at+run.Rows]
	default:
		if len(c.numbers) == 0 {
			for _, code := range c.codes {
				c.numbers = append(c.numbers, c.values.n64[code])
			}
		}
		run.Numbers = c.numbers[at : at+run.Rows]
	}
	if c.codes != nil {
		run.Codes = c.codes[at : at+run.Rows]
	}
	return run, nil
}
