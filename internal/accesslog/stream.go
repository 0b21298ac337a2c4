package accesslog

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// errFormat is a stream that is no log that this package reads.
type errFormat string

func (e errFormat) Error() string { return string(e) }

// maxWindow is the largest zstd window that is unpacked, in bytes: what
// "zstd --long" writes. A larger one would not fit a function's memory.
const maxWindow = 128 << 20

// foreign are the beginnings of files that look like nothing but bad lines.
var foreign = []struct {
	magic  string
	reason errFormat
}{
	{"BZh", "the file is bzip2: unpack it, or pack it as gzip or zstd"},
	{"\xfd7zXZ\x00", "the file is xz: unpack it, or pack it as gzip or zstd"},
	{"PK\x03\x04", "the file is a zip archive: unpack it"},
	{"PAR1", "the file is Parquet: export it as JSON lines"},
	{"\xff\xfe", "the file is UTF-16: convert it to UTF-8"},
	{"\xfe\xff", "the file is UTF-16: convert it to UTF-8"},
}

// Decompress returns the plain bytes of a stream that is plain, gzip (any
// number of members) or zstd (any number of frames), known by its content.
// Close frees what unpacking took; it does not close r.
func Decompress(r io.Reader) (io.ReadCloser, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(6)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return gzip.NewReader(br)
	case isZstd(head):
		d, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return nil, f.reason
		}
	}
	return io.NopCloser(br), nil
}

// isZstd knows a frame and a skippable frame (RFC 8878, 3.1).
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18
}

// A source remembers the error of the stored bytes themselves, which tells a
// broken connection (try again) from a damaged file (nothing more is in it).
type source struct {
	r      io.Reader
	onRead func(n int)
	err    error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if n > 0 && s.onRead != nil {
		s.onRead(n)
	}
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
