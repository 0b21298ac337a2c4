package packed

import (
	"bufio"
	"bytes"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// zstdFrames hands a decoder what is stored, and follows the frames and blocks in
// it (RFC 8878, 3.1), so that it is known which frame is damaged and what of it was
// read: a wrong length leads the decoder far into the frames that follow.
type zstdFrames struct {
	br    *bufio.Reader
	err   error  // of br, behind what was read
	back  []byte // read before, and to be read again
	kept  [1 + zstdRecent/zstdChunk][]byte
	now   int // of kept, the newest: those behind it are the oldest, and all but it are full
	at    int // how much of the newest was handed out
	since int // bytes handed out since the frame began, with its magic
	step  func(*zstdFrames)
	want  int    // bytes of head that the step needs
	head  []byte // so far
	skip  int64  // bytes to pass over before the next step
	sum   int64  // bytes of the frame's checksum

	*zstd.Decoder
}

const (
	zstdRecent = 256 << 10 // bytes handed out that are kept at least: two blocks
	zstdChunk  = 64 << 10  // bytes read at once
)

var zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// unpackers are used again, as their windows of some megabytes are mostly what a small
// object costs.
var unpackers = sync.Pool{New: func() any { return &zstdFrames{} }}

func newZstdFrames(br *bufio.Reader) *zstdFrames {
	f := unpackers.Get().(*zstdFrames)
	f.br, f.err, f.back = br, nil, nil
	f.begin()
	return f
}

// begin forgets what was read.
func (f *zstdFrames) begin() {
	for i := range f.kept {
		f.kept[i] = f.kept[i][:0]
	}
	f.at, f.since, f.skip = 0, 0, 0
	f.next((*zstdFrames).magic, 4)
}

// ahead is how many bytes were read and not handed out.
func (f *zstdFrames) ahead() int { return len(f.kept[f.now]) - f.at + len(f.back) }

// zstdStored is zstdFrames as the decoder reads it.
type zstdStored struct{ *zstdFrames }

func (s zstdStored) Read(p []byte) (n int, err error) {
	f := s.zstdFrames
	if f.at == len(f.kept[f.now]) {
		if err := f.fetch(); err != nil {
			return 0, err
		}
	}
	n = copy(p, f.kept[f.now][f.at:])
	f.at += n
	f.follow(p[:n])
	return n, nil
}

// fetch reads on, over what was read longest ago.
func (f *zstdFrames) fetch() error {
	chunk := f.kept[f.now]
	if len(chunk) == cap(chunk) {
		f.now = (f.now + 1) % len(f.kept)
		f.at, chunk = 0, f.kept[f.now][:0]
		if chunk == nil {
			chunk = make([]byte, 0, zstdChunk)
		}
	}
	room, n := chunk[len(chunk):cap(chunk)], 0
	switch {
	case len(f.back) > 0:
		n = copy(room, f.back)
		f.back = f.back[n:]
	case f.err != nil:
		return f.err
	default:
		n, f.err = f.br.Read(room)
	}
	f.kept[f.now] = chunk[:len(chunk)+n]
	if n > 0 {
		return nil
	}
	return f.err
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
	var recent []byte
	for i := range f.kept {
		recent = append(recent, f.kept[(f.now+1+i)%len(f.kept)]...)
	}
	handed := len(recent) - (len(f.kept[f.now]) - f.at)
	from := max(0, handed-f.since+len(zstdMagic))
	f.back = append(recent[min(from, handed):], f.back...)
	f.begin()
	chunk := make([]byte, zstdChunk)
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

// decode begins to unpack what comes next.
func (f *zstdFrames) decode() (err error) {
	if f.Decoder != nil {
		return f.Reset(zstdStored{f})
	}
	f.Decoder, err = zstd.NewReader(zstdStored{f}, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	return err
}

// Close lets another file be unpacked with what this one took.
func (f *zstdFrames) Close() error {
	if f.br = nil; f.Decoder != nil && f.Reset(nil) == nil {
		unpackers.Put(f)
	}
	return nil
}
