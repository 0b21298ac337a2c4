package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/tocsin-ir/tocsin/internal/packed"
)

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

func (t *Text) Read(p []byte) (n int, err error) {
	if !t.looked {
		t.looked = true
		head := make([]byte, headSize)
		n, t.end = fill(t.packed, head)
		t.rest = head[:n]
		t.source.head = bytes.TrimPrefix(t.rest, []byte("\ufeff"))
		t.wrong = t.source.foreign()
	}
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
	return t.packed.Read(p)
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
	return s.otherFormat(1, "")
}

// mistaken says that of an object nothing could be read that another format
// knows as its own.
func (s *Source) mistaken(stats Stats) error {
	if stats.Lines == 0 || stats.Bad < stats.Lines || len(stats.BadLines) == 0 || len(stats.Damaged) > 0 {
		return nil
	}
	return s.otherFormat(stats.BadLines[0].Line, stats.BadLines[0].Reason)
}

// otherFormat is the error about a line that this format cannot read, or nil
// when no other format knows the object.
func (s *Source) otherFormat(line int64, reason string) error {
	for _, f := range Formats {
		if f.Name == s.format.Name || !f.Looks(s.head) {
			continue
		}
		if reason != "" {
			reason = " (" + reason + ")"
		}
		return fmt.Errorf("reading log %s: %w: line %d is not what %s has, %s%s; it looks like %s, %s: say so with -format or in the Dataset file",
			s.Name, ErrFormat, line, s.format.Name, s.format.About, reason, f.Name, f.About)
	}
	return nil
}
