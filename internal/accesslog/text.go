package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/tocsin-ir/tocsin/internal/packed"
)

// fill reads until p is full or r ends.
func fill(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var m int
		m, err = r.Read(p[n:])
		n += m
	}
	return n, err
}

// headSize is how much of an object a Format looks at to know it.
const headSize = 4 << 10

// OpenText streams the object's bytes, unpacked. When the first of them are
// those of another format, reading fails with an error that is ErrFormat.
func (s *Source) OpenText(ctx context.Context) (*Text, error) {
	body, err := s.Open(ctx)
	if err != nil {
		return nil, err
	}
	return &Text{packed: packed.NewReader(body), body: body, source: s}, nil
}

// A Text reads an unpacked stream.
type Text struct {
	packed *packed.Reader
	body   io.Closer
	source *Source
	looked bool
	rest   []byte // of the head, not yet handed out
	end    error  // that came with the head
	wrong  error
}

// look reads the head.
func (t *Text) look() {
	if t.looked {
		return
	}
	t.looked = true
	head := make([]byte, headSize)
	var n int
	n, t.end = fill(t.packed, head)
	t.end = t.placed(t.end)
	t.rest = head[:n]
	t.source.head = bytes.TrimPrefix(t.rest, []byte(byteOrderMark))
	if errors.Is(t.end, packed.ErrFormat) {
		t.source.head = t.packed.Head()
	}
	t.wrong = t.source.foreign()
}

func (t *Text) Read(p []byte) (n int, err error) {
	t.look()
	switch {
	case t.wrong != nil:
		return 0, t.wrong
	case len(t.rest) > 0:
		n = copy(p, t.rest)
		t.rest = t.rest[n:]
		return n, nil
	case t.end != nil:
		return 0, t.end
	}
	n, err = t.packed.Read(p)
	return n, t.placed(err)
}

// placed says where in what is stored an error stands.
func (t *Text) placed(err error) error {
	if err == nil || err == io.EOF || errors.Is(err, packed.ErrFormat) {
		return err
	}
	return fmt.Errorf("near byte %d of what is stored: %w", t.packed.Offset(), err)
}

// Resume goes on behind damage where that can be done, and says whether it can.
// What comes next may begin within a line.
func (t *Text) Resume() bool {
	if t.wrong != nil || !t.packed.Resume() {
		return false
	}
	t.rest, t.end = nil, nil
	return true
}

// WriteTo hands out the stream in the blocks in which it is unpacked.
func (t *Text) WriteTo(w io.Writer) (int64, error) {
	t.look()
	if t.wrong != nil {
		return 0, t.wrong
	}
	n, err := w.Write(t.rest)
	if t.rest = nil; err != nil {
		return int64(n), err
	}
	if t.end == io.EOF {
		return int64(n), nil
	}
	if t.end != nil {
		return int64(n), t.end
	}
	more, err := t.packed.WriteTo(w)
	return int64(n) + more, t.placed(err)
}

// Broken returns why the stream could not be read, or nil: the stored bytes
// could not be fetched, or are of another format. Any other error of Read than
// io.EOF is damage of the object.
func (t *Text) Broken() error {
	if t.wrong != nil {
		return t.wrong
	}
	return t.packed.Broken()
}

func (t *Text) Close() error {
	t.packed.Close()
	return t.body.Close()
}

// foreign says that the head is one of another format and not of this one.
func (s *Source) foreign() error {
	if s.format.Looks == nil || s.format.Looks(s.head) {
		return nil
	}
	// Of a first line that the head cuts off, little is known.
	wide := len(s.head) < headSize-len(byteOrderMark) || bytes.IndexByte(s.head, '\n') >= 0
	return s.otherFormat(1, "", wide)
}

// mistaken says that of an object nothing could be read that another format
// knows as its own.
func (s *Source) mistaken(stats Stats) error {
	if stats.Lines == 0 || stats.Bad < stats.Lines || len(stats.BadLines) == 0 || len(stats.Damaged) > 0 {
		return nil
	}
	if err := s.otherFormat(stats.BadLines[0].Line, stats.BadLines[0].Reason, !s.format.Looks(s.head)); err != nil {
		return fmt.Errorf("reading log %s: %w", s.Name, err)
	}
	return nil
}

// otherFormat is the error about a line that this format cannot read, or nil
// when no other format knows the object. wide lets those say so that know only
// the kind of text.
func (s *Source) otherFormat(line int64, reason string, wide bool) error {
	f, ok := s.looksLike(wide)
	if !ok {
		return nil
	}
	if reason != "" {
		reason = " (" + reason + ")"
	}
	return fmt.Errorf("%w: line %d is not what %s has, %s%s; it looks like %s, %s: say so with -format or in the Dataset file",
		ErrFormat, line, s.format.Name, s.format.About, reason, f.Name, f.About)
}

// looksLike finds another format that knows the head: at best one that knows
// more than the kind of text.
func (s *Source) looksLike(wide bool) (found Format, ok bool) {
	for _, f := range Formats {
		if f.Name == s.format.Name || !f.Looks(s.head) {
			continue
		}
		if !f.Wide {
			return f, true
		}
		if wide && !ok {
			found, ok = f, true
		}
	}
	return found, ok
}
