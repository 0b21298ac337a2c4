package accesslog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// csvRows reads rows, and goes on behind what is none at the next line, also
// where a quote without end makes it swallow the lines that follow.
type csvRows struct {
	window
	comma rune
	rows  *csv.Reader
	first int64 // line of the row, from 1
	lines int64 // that it goes on for
	start int64 // lines before those that rows has read
}

// A badRow is why a row is none. The next can be read.
type badRow string

func (b badRow) Error() string { return string(b) }

const badQuote badRow = "a quote stands where none may, or none ends a quoted value"

var longRow = badRow(fmt.Sprintf("a row is longer than %d MB: does a quote have no end?", maxLine>>20))

func (c *csvRows) reset() {
	c.origin, c.start = c.at, c.passed
	c.rows = csv.NewReader(&c.window)
	c.rows.ReuseRecord, c.rows.FieldsPerRecord, c.rows.Comma = true, -1, c.comma
}

// next returns a row, good until it is called again. An error is a badRow, io.EOF,
// or why the stream ends.
func (c *csvRows) next() ([]string, error) {
	c.pass(c.origin + int(c.rows.InputOffset()))
	row, err := c.rows.Read()
	var syntax *csv.ParseError
	switch {
	case err == nil:
		line, _ := c.rows.FieldPos(0)
		c.first = c.start + int64(line)
		c.lines = int64(bytes.Count(c.raw(), []byte("\n")))
		return row, nil
	case errors.As(err, &syntax):
		c.first, c.lines = c.start+int64(syntax.StartLine), int64(syntax.Line-syntax.StartLine)+1
		if c.lines > 1 {
			c.again()
		}
		return nil, badQuote
	case errors.Is(err, errLongRow):
		c.first, c.lines = c.again()
		return nil, longRow
	}
	return nil, err
}

// raw is what the row was read from, without blank lines before it.
func (c *csvRows) raw() []byte {
	return bytes.TrimLeft(c.buf[c.begin:c.origin+int(c.rows.InputOffset())], "\r\n")
}

// again goes back to the second line of the row, and returns where the row begins
// and how many lines of it were read.
func (c *csvRows) again() (first, lines int64) {
	begin := c.begin
	for { // over blank lines
		rest := bytes.TrimPrefix(c.buf[begin:], []byte("\r"))
		if len(rest) == 0 || rest[0] != '\n' {
			break
		}
		begin = len(c.buf) - len(rest) + 1
	}
	c.pass(begin)
	first, lines = c.passed+1, int64(bytes.Count(c.buf[begin:], []byte("\n")))
	if end := bytes.IndexByte(c.buf[begin:], '\n'); end >= 0 {
		c.at = begin + end + 1
	} else {
		c.skipLine()
	}
	c.pass(c.at)
	c.reset()
	return first, lines
}

// resumed goes on behind damage, within a line of whatever row.
func (c *csvRows) resumed() {
	c.end = nil
	c.skipLine()
	c.pass(c.at)
	c.reset()
}

// A window is a stream of which what the row has is kept, so that it can be read
// again.
type window struct {
	src    io.Reader
	end    error // of src
	buf    []byte
	begin  int   // of the row, in buf
	at     int   // of what is handed out next, in buf
	origin int   // of what the present reader began with; below 0 when that is gone
	passed int64 // lines before begin
	last   byte  // of the stream so far
}

var errLongRow = errors.New("longer than a row may be")

// pass gives up what is before a place in buf.
func (w *window) pass(to int) {
	w.passed += int64(bytes.Count(w.buf[w.begin:to], []byte("\n")))
	w.begin = to
}

func (w *window) Read(p []byte) (int, error) {
	if w.at == len(w.buf) {
		if len(w.buf)-w.begin >= maxLine {
			return 0, errLongRow
		}
		if err := w.more(); err != nil {
			return 0, err
		}
	}
	n := copy(p, w.buf[w.at:])
	w.at += n
	return n, nil
}

// more reads on.
func (w *window) more() error {
	if w.end != nil {
		return w.end
	}
	if w.begin > len(w.buf)/2 {
		n := copy(w.buf, w.buf[w.begin:])
		w.buf, w.at, w.origin, w.begin = w.buf[:n], w.at-w.begin, w.origin-w.begin, 0
	}
	const least = 64 << 10
	if cap(w.buf)-len(w.buf) < least {
		w.buf = append(make([]byte, 0, 2*cap(w.buf)+least), w.buf...)
	}
	var n int
	n, w.end = w.src.Read(w.buf[len(w.buf):cap(w.buf)])
	if w.buf = w.buf[:len(w.buf)+n]; n == 0 {
		return w.end // nil, or why
	}
	w.last = w.buf[len(w.buf)-1]
	return nil
}

// skipLine goes behind the end of the line in which buf ends.
func (w *window) skipLine() {
	for w.end == nil {
		w.begin, w.at, w.buf = 0, 0, w.buf[:0]
		if w.more() != nil {
			return
		}
		if i := bytes.IndexByte(w.buf, '\n'); i >= 0 {
			w.at = i + 1
			return
		}
	}
}
