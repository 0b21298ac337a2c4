package packed

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/zstd"
)

// zstdFrames hands a decoder what is stored, and follows the frames and blocks in
// it (RFC 8878, 3.1), so that it is known which frame is damaged and what of it was
// read: a wrong length leads the decoder far into the frames that follow.
type zstdFrames struct {
	br     *bufio.Reader
	back   []byte // read from br, and not handed out yet
	recent []byte // handed out last
	since  int    // bytes handed out since the frame began, with its magic
	step   func(*zstdFrames)
	want   int    // bytes of head that the step needs
	head   []byte // so far
	skip   int64  // bytes to pass over before the next step
	sum    int64  // bytes of the frame's checksum
}

// zstdRecent is how much of what was handed out is kept at least: two blocks.
const zstdRecent = 256 << 10

var zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}

func newZstdFrames(br *bufio.Reader) *zstdFrames {
	f := &zstdFrames{br: br}
	f.next((*zstdFrames).magic, 4)
	return f
}

func (f *zstdFrames) Read(p []byte) (n int, err error) {
	if len(f.back) > 0 {
		n = copy(p, f.back)
		f.back = f.back[n:]
	} else {
		n, err = f.br.Read(p)
	}
	if len(f.recent)+n > 2*zstdRecent {
		f.recent = append(f.recent[:0], f.recent[max(0, len(f.recent)-zstdRecent):]...)
	}
	f.recent = append(f.recent, p[:n]...)
	f.follow(p[:n])
	return n, err
}

func (f *zstdFrames) follow(b []byte) {
	for len(b) > 0 {
		var n int
		switch {
		case f.step == nil: // lost
			n = len(b)
		case f.skip > 0:
			n = int(min(f.skip, int64(len(b))))
			f.skip -= int64(n)
		default:
			n = min(f.want-len(f.head), len(b))
			f.head = append(f.head, b[:n]...)
		}
		f.since += n
		if b = b[n:]; f.step != nil && f.skip == 0 && len(f.head) == f.want {
			f.step(f)
		}
	}
}

func (f *zstdFrames) next(step func(*zstdFrames), want int) {
	f.step, f.want, f.head = step, want, f.head[:0]
}

func (f *zstdFrames) magic() {
	switch {
	case bytes.Equal(f.head, zstdMagic):
		f.since = len(zstdMagic)
		f.next((*zstdFrames).frame, 1)
	case isZstd(f.head):
		f.next((*zstdFrames).skippable, 4)
	default:
		f.step = nil
	}
}

func (f *zstdFrames) skippable() {
	f.skip = int64(f.head[0]) | int64(f.head[1])<<8 | int64(f.head[2])<<16 | int64(f.head[3])<<24
	f.next((*zstdFrames).magic, 4)
}

func (f *zstdFrames) frame() {
	descriptor := f.head[0]
	single := descriptor>>5&1 == 1
	f.skip = []int64{0, 1, 2, 4}[descriptor&3] + []int64{0, 2, 4, 8}[descriptor>>6] // dictionary and size of the content
	if !single || descriptor>>6 == 0 {
		f.skip++ // the window, or a size of one byte
	}
	f.sum = int64(descriptor >> 2 & 1 * 4)
	f.next((*zstdFrames).block, 3)
}

func (f *zstdFrames) block() {
	const rle, reserved = 1, 3
	head := int64(f.head[0]) | int64(f.head[1])<<8 | int64(f.head[2])<<16
	kind := head >> 1 & 3
	f.skip = head >> 3
	switch kind {
	case rle:
		f.skip = 1
	case reserved:
		f.step = nil
		return
	}
	if f.next((*zstdFrames).block, 3); head&1 == 1 {
		f.skip += f.sum
		f.next((*zstdFrames).magic, 4)
	}
}

// seek goes to the next magic behind that of the frame that is damaged.
func (f *zstdFrames) seek() bool {
	from := max(0, len(f.recent)-f.since+len(zstdMagic))
	f.back = append(bytes.Clone(f.recent[min(from, len(f.recent)):]), f.back...)
	f.recent, f.since, f.skip = nil, 0, 0
	f.next((*zstdFrames).magic, 4)
	chunk := make([]byte, 64<<10)
	for {
		if i := bytes.Index(f.back, zstdMagic); i >= 0 {
			f.back = f.back[i:]
			return true
		}
		f.back = bytes.Clone(f.back[max(0, len(f.back)-len(zstdMagic)+1):])
		n, err := f.br.Read(chunk)
		f.back = append(f.back, chunk[:n]...)
		if err != nil && n == 0 {
			return false
		}
	}
}

func (f *zstdFrames) decoder() (io.ReadCloser, error) {
	d, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}
