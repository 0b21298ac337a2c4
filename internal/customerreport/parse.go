package customerreport

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// Header is the first line of a file of reports. Columns may stand in any
// order, note may be left out, and further columns are ignored.
const Header = "customer_id,called_at,note"

// maxID is the longest customer id taken, in bytes; longer ones are free text in the wrong column.
const maxID = 256

var byteOrderMark = []byte("\ufeff")

// Parse reads CSV. A row that cannot be used is listed in Set.Bad and costs
// nothing but itself; a file that cannot be used as a whole is task.BadInput.
func Parse(r io.Reader) (Set, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return Set{}, fmt.Errorf("reading customer reports: %w", err)
	}
	set, err := parse(bytes.TrimPrefix(body, byteOrderMark))
	if err == nil && len(set.Reports) == 0 {
		err = nothingUsable(set.Bad)
	}
	if err != nil {
		return Set{}, task.Fail(task.BadInput, fmt.Errorf("reading customer reports: %w", err))
	}
	return set, nil
}

func nothingUsable(bad []BadRow) error {
	if len(bad) == 0 {
		return fmt.Errorf("line 2: no report follows the header %s; add one row for each customer who was called", Header)
	}
	return fmt.Errorf("line %d: %s, and no other row can be used; expected the header %s and rows such as C1001,2026-03-04T15:04:05Z,", bad[0].Line, bad[0].Reason, Header)
}

func parse(body []byte) (Set, error) {
	rows := csv.NewReader(bytes.NewReader(body))
	rows.FieldsPerRecord = -1 // a row of another length is a bad row, not the end
	rows.ReuseRecord = true
	columns, err := header(rows)
	if err != nil {
		return Set{}, err
	}
	var set Set
	var good []Report
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			bad, err := badQuote(err)
			if err != nil {
				return Set{}, err
			}
			set.Bad = append(set.Bad, bad)
			continue
		}
		line, _ := rows.FieldPos(0)
		report, reason := columns.report(row)
		if reason != "" {
			set.Bad = append(set.Bad, BadRow{line, reason})
			continue
		}
		good = append(good, report)
	}
	set.Reports, set.Duplicates = merge(good)
	return set, nil
}

// badQuote tells a row that only spoilt itself from one whose open quotation
// mark swallowed the rows after it: those must not be lost in silence.
func badQuote(err error) (BadRow, error) {
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		return BadRow{}, err
	}
	if syntax.Line > syntax.StartLine {
		return BadRow{}, fmt.Errorf("line %d: a quotation mark opens and is not closed as CSV asks, "+
			"so the rows up to line %d cannot be told apart; mend the quotation marks from line %d on", syntax.StartLine, syntax.Line, syntax.StartLine)
	}
	return BadRow{syntax.StartLine, "a quotation mark stands where CSV allows none"}, nil
}

// columns says where each column stands; -1 for a note that is absent.
type columns struct{ id, at, note int }

func header(rows *csv.Reader) (columns, error) {
	row, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return columns{}, fmt.Errorf("line 1: the file is empty; expected the header %s", Header)
	}
	if err != nil {
		return columns{}, fmt.Errorf("line 1: this is not the header; expected %s as the first line, with commas between the columns", Header)
	}
	for i := range row {
		row[i] = strings.ToLower(strings.TrimSpace(row[i]))
	}
	line, _ := rows.FieldPos(0)
	c := columns{slices.Index(row, "customer_id"), slices.Index(row, "called_at"), slices.Index(row, "note")}
	if c.id < 0 || c.at < 0 {
		return columns{}, fmt.Errorf("line %d: this is not the header; expected %s as the first line, with commas between the columns", line, Header)
	}
	return c, nil
}

// report takes one row apart; reason says why it cannot be used.
func (c columns) report(row []string) (r Report, reason string) {
	if len(row) <= max(c.id, c.at) {
		return r, "the row has too few columns"
	}
	id, at := strings.TrimSpace(row[c.id]), strings.TrimSpace(row[c.at])
	switch {
	case id == "":
		return r, "customer_id is empty"
	case len(id) > maxID:
		return r, fmt.Sprintf("customer_id is longer than %d bytes", maxID)
	case !utf8.ValidString(id):
		return r, "customer_id is not UTF-8 (save the file as UTF-8)"
	case at == "":
		return r, "called_at is empty"
	}
	r.CustomerID = strings.Clone(id) // the row's memory is used again
	if c.note >= 0 && c.note < len(row) {
		r.Note = strings.Clone(row[c.note])
	}
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		r.CalledAt = t.UTC()
		return r, ""
	}
	day, err := time.Parse(time.DateOnly, at)
	if err != nil {
		return r, "called_at is neither RFC 3339 (2026-03-04T15:04:05Z) nor a date (2026-03-04)"
	}
	r.CalledAt, r.DayOnly = day.AddDate(0, 0, 1).Add(-time.Nanosecond), true
	return r, ""
}
