package summary

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// A Sidecar gives what stands in one file. Its head has been read and checked.
type Sidecar struct {
	Head
	file       io.ReaderAt
	body       int64 // where the parts begin
	base       int64
	unit       uint64
	kinds      []Kind
	hours      part
	head       string
	principals []principal // sorted by name
}

// A principal is where one's events stand.
type principal struct {
	name   string
	events int64
	offset int64 // from body
	part   part
	// Where the head has events by days.
	days, end int
}

// firstRead is how much is asked for before the head's length is known: as a
// rule it is the whole head, so that one request is enough.
const firstRead = 32 << 10

// Open reads the head of a sidecar.
func Open(file io.ReaderAt) (*Sidecar, error) {
	first := heads.Get().(*[firstRead]byte)
	defer heads.Put(first)
	buf, err := readAt(file, 0, first[:])
	if err != nil {
		return nil, err
	}
	if len(buf) < headerSize || string(buf[:4]) != "TSUM" {
		return nil, ErrDamaged
	}
	if buf[4] != version {
		return nil, ErrOutdated
	}
	length := int(binary.LittleEndian.Uint32(buf[8:]))
	for headerSize+length > len(buf) {
		// At most as much again: a damaged length cannot ask for more memory than
		// the file has.
		more := make([]byte, min(headerSize+length-len(buf), max(len(buf), firstRead)))
		rest, err := readAt(file, int64(len(buf)), more)
		if err != nil {
			return nil, err
		}
		if len(rest) < len(more) {
			return nil, ErrDamaged
		}
		buf = slices.Concat(buf, rest)
	}
	head := buf[headerSize : headerSize+length]
	if crc32.Checksum(head, castagnoli) != binary.LittleEndian.Uint32(buf[12:]) {
		return nil, ErrDamaged
	}
	s := &Sidecar{file: file, body: int64(headerSize + length)}
	return s, s.decode(head)
}

// heads are buffers that a head is read into: nothing of them is kept.
var heads = sync.Pool{New: func() any { return new([firstRead]byte) }}

// readAt fills a buffer; there may be fewer bytes.
func readAt(file io.ReaderAt, off int64, buf []byte) ([]byte, error) {
	got, err := file.ReadAt(buf, off)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return buf[:got], nil
}

var unpackers = sync.Pool{New: func() any {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(4<<30))
	if err != nil {
		return err
	}
	return d
}}

// unpack appends to plain.
func unpack(packed, plain []byte) ([]byte, error) {
	d, ok := unpackers.Get().(*zstd.Decoder)
	if !ok {
		return nil, errors.New("unpacking a sidecar: zstd does not start")
	}
	defer unpackers.Put(d)
	plain, err := d.DecodeAll(packed, plain)
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

func (s *Sidecar) decode(head []byte) error {
	s.head = string(head)
	r := reader{rest: head}
	at := func() int { return len(head) - len(r.rest) }
	s.Object.Name, s.Object.Size, s.Object.Tag = r.text(), r.varint(), r.text()
	s.Reading = r.text()
	if stats := r.take(r.count(1)); !r.bad && json.Unmarshal(stats, &s.Stats) != nil {
		return ErrDamaged
	}
	if s.base, s.unit = r.varint(), r.uvarint(); s.unit == 0 {
		return ErrDamaged
	}
	events, firstNano, lastSecond, lastNano := r.uvarint(), r.signed(), r.signed(), r.signed()
	if events > 0 {
		s.First, s.Last = time.Unix(s.base, firstNano).UTC(), time.Unix(s.base+lastSecond, lastNano).UTC()
	}
	s.Hours = make([]Count, r.count(2))
	last := hourOf(s.base)
	for i := range s.Hours {
		last += r.signed()
		s.Hours[i] = Count{last, r.signed()}
	}
	s.kinds = make([]Kind, r.count(3))
	for i := range s.kinds {
		s.kinds[i] = r.kind()
	}
	s.hours = r.part()
	s.principals = make([]principal, r.count(8))
	offset := int64(s.hours.length) // #nosec G115 -- a length, under the checksum
	for i := range s.principals {
		p := &s.principals[i]
		length := len(r.take(r.count(1)))
		p.name = s.head[at()-length : at()]
		p.events, p.offset, p.part = r.signed(), offset, r.part()
		offset += int64(p.part.length) // #nosec G115 -- as above
		days := len(r.take(r.count(1)))
		p.days, p.end = at()-days, at()
	}
	return r.end()
}

func (r *reader) kind() (k Kind) {
	k.Action = r.text()
	for range r.count(1) {
		k.Fields = append(k.Fields, r.text())
	}
	k.Ticket = r.uvarint() == 1
	return k
}

func (r *reader) part() part { return part{r.uvarint(), r.uint32()} }

// Check says whether the sidecar is of this object as it is now, read in this way.
func (s *Sidecar) Check(size int64, tag, reading string) error {
	switch {
	case s.Object.Size != size || s.Object.Tag != tag:
		return fmt.Errorf("%w: the object has changed since", ErrOutdated)
	case s.Reading != reading:
		return fmt.Errorf("%w: the object was read in another way", ErrOutdated)
	}
	return nil
}

// Principals are all names, sorted.
func (s *Sidecar) Principals() []string {
	names := make([]string, len(s.principals))
	for i, p := range s.principals {
		names[i] = p.name
	}
	return names
}

func (s *Sidecar) find(name string) (principal, bool) {
	i, ok := slices.BinarySearchFunc(s.principals, name, func(p principal, name string) int { return strings.Compare(p.name, name) })
	if !ok {
		return principal{}, false
	}
	return s.principals[i], true
}

// Events counts all events of a principal.
func (s *Sidecar) Events(name string) int64 {
	p, _ := s.find(name)
	return p.events
}

// Days gives for each principal how many events they have on each day since 1970.
func (s *Sidecar) Days() iter.Seq2[string, iter.Seq2[int64, int64]] {
	return func(each func(string, iter.Seq2[int64, int64]) bool) {
		head := []byte(s.head)
		for _, p := range s.principals {
			days := func(yield func(day, events int64) bool) {
				r, day := reader{rest: head[p.days:p.end]}, int64(0)
				for len(r.rest) > 0 {
					if day += r.varint(); !yield(day, r.signed()) {
						return
					}
				}
			}
			if !each(p.name, days) {
				return
			}
		}
	}
}

// Cells are what each principal did in each hour.
func (s *Sidecar) Cells() (map[string][]Cell, error) {
	packed, err := s.read(0, s.hours, nil)
	if err != nil {
		return nil, err
	}
	plain, err := unpack(packed, nil)
	if err != nil {
		return nil, err
	}
	return decodeCells(plain, s.Principals())
}

// read fetches and checks a part, into memory that may be used again.
func (s *Sidecar) read(offset int64, p part, into []byte) ([]byte, error) {
	into = room(into, int(p.length)) // #nosec G115 -- a length, under the checksum
	body, err := readAt(s.file, s.body+offset, into[:p.length])
	if err != nil {
		return nil, err
	}
	if uint64(len(body)) != p.length || crc32.Checksum(body, castagnoli) != p.sum {
		return nil, ErrDamaged
	}
	return body, nil
}
