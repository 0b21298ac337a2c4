// Package packed reads text files however they are packed: plain, gzip,
// zstd or bzip2, known by their content and not by their name.
package packed

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"

	"github.com/klauspost/compress/gzip"
)

// ErrFormat is in the error of a file that no line of text can come from.
var ErrFormat = errors.New("not a text file, nor one packed as gzip, zstd or bzip2")

type formatError string

func (e formatError) Error() string { return string(e) }
func (e formatError) Unwrap() error { return ErrFormat }

// maxWindow is the largest zstd window that is unpacked, in bytes: what
// "zstd --long" writes. A larger one would not fit a function's memory.
const maxWindow = 128 << 20

// A Reader gives the plain bytes of a stream: all members of a gzip file, all
// frames of a zstd file, all streams of a bzip2 file.
type Reader struct {
	stored stored
	br     *bufio.Reader
	plain  io.ReadCloser
	err    error
	head   []byte // of what is stored

	first    []byte // of what was packed, unpacked and not yet handed out
	firstErr error  // that came with them

	frames  *zstdFrames   // of a zstd file
	streams *bzip2Streams // of a bzip2 file
}

// NewReader reads from r, which stays the caller's to close. Close frees what
// unpacking took.
func NewReader(r io.Reader) *Reader { return &Reader{stored: stored{r: r}} }

// Head is the first bytes as they are stored, once something was read.
func (r *Reader) Head() []byte { return r.head }

// Offset is about where in what is stored reading stands, in bytes: unpacking
// reads ahead, gzip by a few bytes, others by up to a block.
func (r *Reader) Offset() int64 {
	if r.br == nil {
		return 0
	}
	offset := r.stored.n - int64(r.br.Buffered())
	if r.frames != nil {
		offset -= int64(r.frames.ahead())
	}
	return offset
}

func (r *Reader) Read(p []byte) (int, error) {
	switch r.open(); {
	case r.err != nil:
		return 0, r.err
	case len(r.first) > 0:
		n := copy(p, r.first)
		r.first = r.first[n:]
		return n, nil
	case r.firstErr != nil:
		return 0, r.firstErr
	}
	return r.plain.Read(p)
}

// WriteTo hands out what is left in the blocks in which it is unpacked, without
// copying them. The writer must not change them.
func (r *Reader) WriteTo(w io.Writer) (int64, error) {
	if r.open(); r.err != nil {
		return 0, r.err
	}
	n, err := w.Write(r.first)
	r.first = r.first[n:]
	if err == nil {
		err = r.firstErr
	}
	if err != nil {
		return int64(n), ended(err)
	}
	more, err := io.Copy(w, r.plain)
	return int64(n) + more, err
}

func ended(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func (r *Reader) open() {
	if r.plain != nil || r.err != nil {
		return
	}
	r.br = bufio.NewReaderSize(&r.stored, 64<<10)
	r.plain, r.err = r.unpack()
	if r.err == io.EOF { // a head that breaks off is no end
		r.err = io.ErrUnexpectedEOF
	}
	if r.err == nil && Kind(r.head) != "plain" {
		r.look()
	}
}

// look refuses a file within which another stands that is no text.
func (r *Reader) look() {
	first := make([]byte, block)
	n := 0
	for n < len(first) && r.firstErr == nil {
		var m int
		m, r.firstErr = r.plain.Read(first[n:])
		n += m
	}
	r.first = first[:n]
	if r.err = notText(r.first); Kind(r.first) != "plain" {
		r.err = formatError("the file is packed twice: unpack it once")
	}
}

// Broken returns the error with which fetching the stored bytes ended, or nil.
// It tells a connection that broke, which is worth another try, from a file
// that is damaged: no try will find more in it.
func (r *Reader) Broken() error { return r.stored.err }

func (r *Reader) Close() error {
	plain := r.plain
	if plain == nil {
		return nil
	}
	r.plain, r.frames, r.err = nil, nil, fs.ErrClosed
	return plain.Close()
}

func (r *Reader) unpack() (io.ReadCloser, error) {
	br := r.br
	head, err := br.Peek(6)
	if err != nil && err != io.EOF {
		return nil, err
	}
	r.head = bytes.Clone(head)
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, err
		}
		return z, nil
	case isZstd(head):
		r.frames = newZstdFrames(br)
		return r.frames, r.frames.decode()
	case isBzip2(head):
		r.streams = newBzip2Streams(br)
		return io.NopCloser(r.streams), nil
	}
	first, _ := br.Peek(block)
	if err := notText(first); err != nil {
		return nil, err
	}
	return io.NopCloser(br), nil
}

// isZstd knows a frame and a skippable frame (RFC 8878, 3.1).
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18
}

// stored remembers how fetching the stored bytes ended.
type stored struct {
	r   io.Reader
	n   int64 // bytes read
	err error
}

func (s *stored) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.n += int64(n)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
