package accesslog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// A jsonStream cuts a stream of JSON into objects: those that stand in it one
// after the other, those in a list, and, instead of an object with a member of
// the name list that is a list, the objects in that. It holds one of them at a
// time, of at most maxLine bytes.
type jsonStream struct {
	r    io.Reader
	list string // such as "Records"
	buf  []byte
	at   int                    // in buf: what is next
	have int                    // bytes in buf
	end  error                  // with which r ended
	goOn func() ([]byte, error) // reads what the place where the stream stands allows
	skim skimmer
	mark []byte // what stands once in each object; nil where nothing does
	lost int64  // objects that were passed over with the bad one, in the same line
}

// A badObject is why one object is none. The stream goes on behind it.
type badObject string

func (b badObject) Error() string { return string(b) }

const (
	notJSON   badObject = "not valid JSON"
	notObject badObject = "not a JSON object"
)

var (
	tooLong = badObject(fmt.Sprintf("longer than %d MB", maxLine>>20))
	errList = errors.New("the list of records breaks off here, and what is behind it was not read")
)

func newJSONStream(r io.Reader, list string) *jsonStream {
	j := &jsonStream{r: r, list: list, buf: make([]byte, blockSize)}
	j.goOn = j.first
	return j
}

// next returns the next object as it is written, good until next is called
// again and not yet checked for being JSON in all its parts. An error is a
// badObject, or the end, which is io.EOF when all is read.
func (j *jsonStream) next() ([]byte, error) {
	for {
		object, err := j.goOn()
		if object != nil || err != nil {
			return object, err
		}
	}
}

// first takes off a byte-order mark.
func (j *jsonStream) first() ([]byte, error) {
	for j.have < len(byteOrderMark) {
		if err := j.more(); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
	}
	if bytes.HasPrefix(j.buf[:j.have], []byte(byteOrderMark)) {
		j.at = len(byteOrderMark)
	}
	j.goOn = j.top
	return nil, nil
}

const byteOrderMark = "\ufeff"

// top reads where no list is open.
func (j *jsonStream) top() ([]byte, error) {
	c, err := j.peek()
	if err != nil {
		return nil, err
	}
	if c == '[' {
		j.at++
		j.goOn = func() ([]byte, error) { return j.item(true, j.top) }
		return nil, nil
	}
	n, list, err := j.value(c == '{')
	switch {
	case err == nil && list:
		j.at += n
		j.goOn = func() ([]byte, error) { return j.item(true, j.rest) }
		return nil, nil
	case err == nil && c == '{':
		return j.cut(n), nil
	case err == nil: // objects may follow in the same line
		j.at += n
		return nil, notObject
	case err == io.EOF || errors.As(err, new(badObject)):
		if err == io.EOF {
			err = notJSON
		}
		return nil, j.skipLine(err)
	}
	return nil, err
}

// item reads within a list: the first item or what follows one.
func (j *jsonStream) item(first bool, behind func() ([]byte, error)) ([]byte, error) {
	c, err := j.peek()
	switch {
	case err == nil && c == ']':
		j.at++
		j.goOn = behind
		return nil, nil
	case err == nil && !first && c != ',':
		return nil, errList
	case err == nil && !first:
		j.at++
		if c, err = j.peek(); err == nil && c == ']' {
			return nil, errList
		}
	}
	if err == nil {
		var n int
		if n, _, err = j.value(false); err == nil {
			j.goOn = func() ([]byte, error) { return j.item(false, behind) }
			if object := j.cut(n); c == '{' {
				return object, nil
			}
			return nil, notObject
		}
	}
	return nil, brokenOff(err)
}

// rest reads an object behind its list: other members and its end.
func (j *jsonStream) rest() ([]byte, error) {
	c, err := j.peek()
	switch {
	case err != nil:
		return nil, brokenOff(err)
	case c == '}':
		j.at++
		j.goOn = j.top
		return nil, nil
	case c != ',':
		return nil, errList
	}
	j.buf[j.at] = '{' // what follows is read as an object of its own
	n, list, err := j.value(true)
	if err != nil {
		return nil, brokenOff(err)
	}
	j.at += n
	if j.goOn = j.top; list {
		j.goOn = func() ([]byte, error) { return j.item(true, j.rest) }
	}
	return nil, nil
}

// brokenOff is the end of a stream within a list.
func brokenOff(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if errors.As(err, new(badObject)) {
		return errList
	}
	return err
}

func (j *jsonStream) cut(n int) []byte {
	object := j.buf[j.at : j.at+n]
	j.at += n
	return object
}

// peek skips white space.
func (j *jsonStream) peek() (byte, error) {
	for {
		for ; j.at < j.have; j.at++ {
			if c := j.buf[j.at]; c != ' ' && c != '\t' && c != '\r' && c != '\n' {
				return c, nil
			}
		}
		if err := j.more(); err != nil {
			return 0, err
		}
	}
}

// value finds where the value that is next ends. With watch, it stops behind
// the bracket that opens the list that is looked for.
func (j *jsonStream) value(watch bool) (n int, list bool, err error) {
	s := &j.skim
	s.reset(watch, j.list)
	for {
		switch s.step(j.buf[j.at:j.have]) {
		case skimDone:
			return s.i, false, nil
		case skimList:
			return s.i, true, nil
		case skimBad:
			return 0, false, notJSON
		}
		if err := j.more(); err != nil {
			if err == io.EOF && s.endsHere() {
				return s.i, false, nil
			}
			return 0, false, err
		}
	}
}

// more reads on. What is before j.at is given up.
func (j *jsonStream) more() error {
	if j.end != nil {
		return j.end
	}
	if j.at > 0 {
		j.have = copy(j.buf, j.buf[j.at:j.have])
		j.at = 0
	}
	if j.have == maxLine {
		return tooLong
	}
	if j.have == len(j.buf) {
		j.buf = append(j.buf, make([]byte, len(j.buf))...)
	}
	n, err := j.r.Read(j.buf[j.have:])
	j.have += n
	if err != nil {
		j.end = err
	}
	return nil
}

// skipLine goes to the end of the line in which the value that is next begins,
// and returns bad or why that end cannot be reached.
func (j *jsonStream) skipLine(bad error) error {
	for j.lost = 0; ; {
		rest := j.buf[j.at:j.have]
		end := bytes.IndexByte(rest, '\n')
		if end >= 0 {
			rest = rest[:end]
		}
		if j.mark != nil {
			j.lost += int64(bytes.Count(rest, j.mark))
		}
		if end >= 0 {
			j.at += end + 1
			return bad
		}
		j.at = j.have
		if err := j.more(); err == io.EOF {
			return bad
		} else if err != nil {
			return err
		}
	}
}

// also says how many more objects are lost with a bad one. One mark is its own,
// if it has come so far.
func (j *jsonStream) also() string {
	if j.lost < 2 {
		j.lost = 0
		return ""
	}
	return fmt.Sprintf(", and with it up to %d more in the same line are lost", j.lost)
}
