package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/packed"
)

const (
	blockSize = 256 << 10 // bytes asked for at a time of a stream that has no blocks of its own
	// maxLine is the longest line that is read, in bytes. A longer one counts as
	// bad, so that a file without line ends cannot fill the memory.
	maxLine = 16 << 20
)

// Read calls keep for every record of the stream, in order. name stands in
// the places of bad lines. A line that is no whole record is counted and does
// not stop the run; a compressed stream that is cut off or damaged gives what
// could be read and one entry in Stats.Damaged. Read returns an error when the
// stored bytes could not be fetched, when ctx ends, or what keep returned.
func Read(ctx context.Context, r io.Reader, name string, keep func(*Record) error) (Stats, error) {
	l := newParser().lines(name, keep)
	return l.read(ctx, packed.NewReader(r))
}

// A plainReader gives unpacked bytes. Broken tells why they could not be
// fetched, from which a file that is damaged differs. Resume goes on behind
// damage, if it can.
type plainReader interface {
	io.ReadCloser
	Broken() error
	Resume() bool
}

// lines cuts a stream into lines and counts them.
type lines struct {
	name   string
	number int64 // lines begun so far, blank ones counted
	stats  Stats
	// take has a line that is not blank and hands on what it holds. It returns
	// why the line is no whole record, or "", and what keep returned. The line
	// never changes.
	take func(line string) (reason string, err error)
	// quick, when not nil, takes as many whole lines at the beginning of a block as
	// it can instead, and returns their bytes and number, and what keep returned.
	// The block's memory is used again afterwards.
	quick func(block []byte) (taken int, lines int64, err error)

	size    int             // of the blocks that are asked for
	ctx     context.Context // while reading
	failed  error           // of ctx or take, which is no damage of the stream
	rest    []byte          // of a line whose end has not come yet
	tooLong bool            // within a line that was counted as too long
}

func (l *lines) read(ctx context.Context, r plainReader) (Stats, error) {
	defer r.Close()
	l.ctx = ctx
	for buffer := make([]byte, l.size); ; {
		// A stream that unpacks hands out its own blocks (io.WriterTo): what is read
		// where it was unpacked to is still in the cache, and is not copied.
		_, end := io.CopyBuffer(blocks{l}, r, buffer)
		err := l.failed
		switch {
		case r.Broken() != nil:
			err = r.Broken()
		case err == nil:
			err = l.last(end)
		}
		if err != nil {
			return l.stats, fmt.Errorf("reading log %s: %w", l.name, err)
		}
		if end == nil || !r.Resume() {
			return l.stats, nil
		}
		l.rest, l.tooLong = l.rest[:0], false
	}
}

// blocks is lines as the writer that it is read into.
type blocks struct{ lines *lines }

func (b blocks) Write(p []byte) (int, error) {
	l := b.lines
	if l.failed = l.ctx.Err(); l.failed == nil {
		l.failed = l.add(p)
	}
	return len(p), l.failed
}

// add takes the next bytes of the stream.
func (l *lines) add(p []byte) error {
	if len(l.rest) > 0 || l.tooLong {
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			l.hold(p)
			return nil
		}
		l.hold(p[:end])
		if !l.tooLong {
			if err := l.block(append(l.rest, '\n')); err != nil {
				return err
			}
		}
		l.tooLong, l.rest = false, l.rest[:0]
		p = p[end+1:]
	}
	end := bytes.LastIndexByte(p, '\n') + 1
	if err := l.block(p[:end]); err != nil {
		return err
	}
	l.hold(p[end:])
	return nil
}

// hold keeps a part of a line until its end comes.
func (l *lines) hold(part []byte) {
	switch {
	case l.tooLong:
	case len(l.rest)+len(part) < maxLine:
		l.rest = append(l.rest, part...)
	default:
		l.number++
		l.stats.Lines++
		l.stats.bad(l.name, l.number, fmt.Sprintf("longer than %d MB", maxLine>>20))
		l.tooLong, l.rest = true, nil
	}
}

// block takes whole lines, each with its end.
func (l *lines) block(b []byte) error {
	text := ""
	if l.quick == nil {
		text = string(b)
	}
	for at := 0; at < len(b); {
		if l.quick != nil {
			taken, lines, err := l.quick(b[at:])
			l.number += lines
			l.stats.Lines += lines
			if err != nil {
				return err
			}
			if at += taken; at == len(b) {
				break
			}
		}
		end := at + bytes.IndexByte(b[at:], '\n')
		var line string
		if text != "" {
			line = text[at:end]
		} else {
			line = string(b[at:end])
		}
		if err := l.line(line); err != nil {
			return err
		}
		at = end + 1
	}
	return nil
}

func (l *lines) line(s string) error {
	l.number++
	s = trim(s)
	if s == "" {
		return nil
	}
	l.stats.Lines++
	reason, err := l.take(s)
	if reason != "" {
		l.stats.bad(l.name, l.number, reason)
	}
	return err
}

// trim takes off white space, and a byte-order mark, which also stands within
// a log when files were joined.
func trim(s string) string {
	return strings.Trim(strings.TrimPrefix(s, "\ufeff"), " \t\r")
}

// last takes what stands behind the last line end; end is why the stream
// ended, nil at its true end. Behind damage, it counts as a record only when it is
// a whole one.
func (l *lines) last(end error) error {
	s := string(l.rest)
	if end == nil {
		if l.tooLong || s == "" {
			return nil
		}
		return l.line(s)
	}
	if s = trim(s); s != "" && !l.tooLong {
		l.stats.Lines++
		reason, err := l.take(s)
		if err != nil {
			return err
		}
		if reason == "" {
			l.number++
		}
	}
	l.stats.damaged(l.name, l.number+1, damage(end))
	return nil
}

func damage(err error) string {
	if errors.Is(err, packed.ErrFormat) {
		return err.Error()
	}
	return "the file breaks off or is damaged here: " + err.Error()
}
