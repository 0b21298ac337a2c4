package packed

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"
)

// bzip2Streams unpacks one stream after the other, each from its own bytes alone:
// those up to where the next begins, which ten bytes say.
type bzip2Streams struct {
	br    *bufio.Reader
	plain io.Reader
}

func newBzip2Streams(br *bufio.Reader) *bzip2Streams {
	return &bzip2Streams{br, bzip2.NewReader(&bzip2Stream{br: br})}
}

func (s *bzip2Streams) Read(p []byte) (int, error) {
	for {
		n, err := s.plain.Read(p)
		if n > 0 || err != io.EOF {
			return n, err
		}
		if !beginsBzip2(s.br) {
			return 0, io.EOF
		}
		s.plain = bzip2.NewReader(&bzip2Stream{br: s.br})
	}
}

// seek goes to the next stream.
func (s *bzip2Streams) seek() bool {
	rest := bzip2Stream{br: s.br, begun: true}
	if _, err := io.Copy(io.Discard, &rest); err != nil || !beginsBzip2(s.br) {
		return false
	}
	s.plain = bzip2.NewReader(&bzip2Stream{br: s.br})
	return true
}

// A bzip2Stream are the bytes up to the next stream.
type bzip2Stream struct {
	br    *bufio.Reader
	begun bool
}

func (s *bzip2Stream) ReadByte() (byte, error) {
	c, err := s.br.ReadByte()
	if err == nil && c == 'B' && s.begun {
		if err = s.br.UnreadByte(); err != nil {
			return 0, err
		}
		if beginsBzip2(s.br) {
			return 0, io.EOF
		}
		c, err = s.br.ReadByte()
	}
	s.begun = true
	return c, err
}

func (s *bzip2Stream) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if p[n], err = s.ReadByte(); err != nil {
			break
		}
		n++
	}
	if n > 0 {
		return n, nil
	}
	return 0, err
}

// How a stream's first block begins, or its end where it has none.
var (
	bzip2Block = []byte{0x31, 0x41, 0x59, 0x26, 0x53, 0x59}
	bzip2End   = []byte{0x17, 0x72, 0x45, 0x38, 0x50, 0x90}
)

// beginsBzip2 says whether a stream begins here.
func beginsBzip2(br *bufio.Reader) bool {
	head, _ := br.Peek(4 + len(bzip2Block))
	return isBzip2(head) && (bytes.Equal(head[4:], bzip2Block) || bytes.Equal(head[4:], bzip2End))
}
