package summary

import (
	"encoding/binary"
	"math"
)

// A reader takes numbers and texts off a slice. After the first that is not
// there it gives zeros, and end returns ErrDamaged.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// signed reads a number that was written unsigned.
func (r *reader) signed() int64 {
	v := r.uvarint()
	if v > math.MaxInt64 {
		r.bad = true
		return 0
	}
	return int64(v) // #nosec G115 -- checked above
}

// count reads how many things follow, each of at least so many bytes, so that a
// damaged number cannot ask for more memory than the file has.
func (r *reader) count(bytes int) int {
	v := r.uvarint()
	if v > uint64(len(r.rest)/bytes) { // #nosec G115 -- a length
		r.bad, r.rest = true, nil
		return 0
	}
	return int(v) // #nosec G115 -- checked above
}

func (r *reader) take(n int) []byte {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

// holds says whether so many packed numbers may follow.
func (r *reader) holds(n int) bool {
	return !r.bad && n >= 0 && n <= len(r.rest)*(block/2) // a block has two bytes at least
}

func (r *reader) byte() byte {
	b := r.take(1)
	if b == nil {
		return 0
	}
	return b[0]
}

func (r *reader) text() string { return string(r.take(r.count(1))) }

func (r *reader) uint32() uint32 {
	b := r.take(4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

func (r *reader) end() error {
	if r.bad || len(r.rest) > 0 {
		return ErrDamaged
	}
	return nil
}
