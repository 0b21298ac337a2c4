package packed

import (
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gzipMember begins a member (RFC 1952, 2.3): the magic, and deflate, which is
// the only method there is.
var gzipMember = []byte{0x1f, 0x8b, 0x08}

// Resume goes on behind damage at the next member of a gzip file, frame of a zstd
// file or stream of a bzip2 file, if there is one, and says whether it found one.
// What lies between is lost, and how much that is cannot be known. A log that is
// appended to, or delivered by Firehose, has many; most files have one, and nothing
// follows it.
func (r *Reader) Resume() bool {
	if r.br == nil || r.stored.err != nil || errors.Is(r.err, ErrFormat) {
		return false
	}
	r.first, r.firstErr = nil, nil
	switch {
	case r.frames != nil:
		return r.resumeZstd()
	case r.streams != nil:
		return r.streams.seek()
	}
	return bytes.HasPrefix(r.head, gzipMember) && r.resumeGzip()
}

func (r *Reader) resumeZstd() bool {
	if !r.frames.seek() {
		return false
	}
	r.plain, r.err = r.frames, r.frames.decode()
	return r.err == nil
}

func (r *Reader) resumeGzip() bool {
	for {
		head, err := r.br.Peek(4)
		if err != nil {
			return false
		}
		const reservedFlags = 0xe0
		if !bytes.HasPrefix(head, gzipMember) || head[3]&reservedFlags != 0 {
			_, _ = r.br.Discard(1) // one of those that were looked at
			continue
		}
		z, err := gzip.NewReader(r.br)
		switch {
		case err == nil:
			r.plain, r.err = z, nil
			return true
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return false
		}
	}
}
