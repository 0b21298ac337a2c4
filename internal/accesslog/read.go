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
	blockSize = 256 << 10 // bytes of a log handled at a time
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
	l := lines{name: name, take: newParser().into(keep), size: blockSize}
	return l.read(ctx, packed.NewReader(r))
}

// A plainReader gives unpacked bytes. Broken tells why they could not be
// fetched, from which a file that is damaged differs.
type plainReader interface {
	io.ReadCloser
	Broken() error
}

// lines cuts a stream into lines and counts them.
type lines struct {
	name   string
	number int64 // lines begun so far, blank ones counted
	stats  Stats
	// take has a line that is not blank and hands on what it holds. It returns
	// why the line is no whole record, or "", and what keep returned.
	take    func(line string) (reason string, err error)
	size    int  // of the first block
	tooLong bool // within a line that was counted as too long
}

func (l *lines) read(ctx context.Context, r plainReader) (Stats, error) {
	defer r.Close()
	err := l.all(ctx, r)
	if r.Broken() != nil {
		err = r.Broken()
	}
	if err != nil {
		return l.stats, fmt.Errorf("reading log %s: %w", l.name, err)
	}
	return l.stats, nil
}

// all reads to the end of r or to where it breaks.
func (l *lines) all(ctx context.Context, r io.Reader) error {
	buf, have := make([]byte, l.size), 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, end := fill(r, buf[have:])
		have += n
		cut := bytes.LastIndexByte(buf[:have], '\n') + 1
		if err := l.block(string(buf[:cut])); err != nil {
			return err
		}
		have = copy(buf, buf[cut:have])
		if end != nil {
			return l.last(string(buf[:have]), end)
		}
		switch {
		case l.tooLong:
			have = 0
		case have == maxLine:
			l.number++
			l.stats.Lines++
			l.stats.bad(l.name, l.number, fmt.Sprintf("longer than %d MB", maxLine>>20))
			l.tooLong, have = true, 0
		case have == len(buf):
			buf = append(buf, make([]byte, len(buf))...)
		}
	}
}

// fill reads until p is full or r ends.
func fill(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var m int
		m, err = r.Read(p[n:])
		n += m
	}
	return n, err
}

// block takes whole lines, each with its end.
func (l *lines) block(s string) error {
	for s != "" {
		end := strings.IndexByte(s, '\n')
		if l.tooLong {
			l.tooLong = false
		} else if err := l.line(s[:end]); err != nil {
			return err
		}
		s = s[end+1:]
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

// last takes what stands behind the last line end. Behind a break, it counts as
// a record only when it is a whole one.
func (l *lines) last(s string, end error) error {
	if end == io.EOF {
		if l.tooLong {
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
