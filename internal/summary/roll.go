package summary

import (
	"encoding/binary"
	"math"
	"strings"
)

// A Roll is what a sidecar has of one principal, column by column: customers in
// the order of their ids, and of each the accesses in the order of time.
type Roll struct {
	texts   string
	ends    []uint32 // of the ids in texts
	Counts  []uint32 // accesses of each customer
	Seconds []int64  // of each access, since 1970
	Nanos   []uint32 // into the second; empty where all are 0
	Kinds   []uint32 // of each access: places in Sidecar.Kinds

	buffers
	shared, rest []uint32
	since        []uint64
}

// A Kind is what many accesses have in common.
type Kind struct {
	Action string
	Fields []string
	Ticket bool
}

// Kinds are all of the object's.
func (s *Sidecar) Kinds() []Kind { return s.kinds }

// ID is the id of a customer. It may be kept.
func (r *Roll) ID(customer int) string {
	begin := uint32(0)
	if customer > 0 {
		begin = r.ends[customer-1]
	}
	return r.texts[begin:r.ends[customer]]
}

// Roll fills in what there is of a principal. Its memory is used again, but for
// the ids'.
func (s *Sidecar) Roll(name string, into *Roll) error {
	p, ok := s.find(name)
	if !ok {
		into.Counts = into.Counts[:0]
		return nil
	}
	plain, err := s.read(p.offset, p.part, &into.buffers)
	if err != nil {
		return err
	}
	return s.roll(p, plain, into)
}

func (s *Sidecar) roll(p principal, plain []byte, into *Roll) error {
	r := reader{rest: plain}
	n := r.count(3) // customers
	into.shared = column(&r, into.shared, n)
	into.rest = column(&r, into.rest, n)
	if r.bad || !into.spell(&r) {
		return ErrDamaged
	}
	into.Counts = column(&r, into.Counts, n)
	events := int64(0)
	for _, c := range into.Counts {
		events += int64(c)
	}
	if r.bad || events != p.events || events > int64(len(r.rest)) {
		return ErrDamaged
	}
	into.since = column(&r, into.since, int(events))
	into.Nanos = into.Nanos[:0]
	if s.unit < second {
		into.Nanos = column(&r, into.Nanos, int(events))
	}
	into.Kinds = column(&r, into.Kinds, int(events))
	if r.end() != nil {
		return ErrDamaged
	}
	for _, k := range into.Kinds {
		if int64(k) >= int64(len(s.kinds)) {
			return ErrDamaged
		}
	}
	for i, n := range into.Nanos {
		if uint64(n) >= second/s.unit {
			return ErrDamaged
		}
		into.Nanos[i] = n * uint32(s.unit) // #nosec G115 -- below a billion
	}
	into.Seconds = into.Seconds[:0]
	since := into.since
	for _, count := range into.Counts {
		at := s.base
		for _, more := range since[:count] {
			at += int64(more) // #nosec G115 -- a difference of two
			into.Seconds = append(into.Seconds, at)
		}
		since = since[count:]
	}
	return nil
}

// spell writes the ids out: each begins as the one before it.
func (r *Roll) spell(from *reader) bool {
	r.ends = r.ends[:0]
	last, total, rests := uint64(0), uint64(0), 0
	for i, shared := range r.shared {
		if uint64(shared) > last {
			return false
		}
		last = uint64(shared) + uint64(r.rest[i])
		rests += int(r.rest[i])
		if total += last; total > math.MaxUint32 {
			return false
		}
		r.ends = append(r.ends, uint32(total)) // #nosec G115 -- checked above
	}
	letters := from.take(rests)
	if letters == nil && rests > 0 {
		return false
	}
	var b strings.Builder
	b.Grow(int(total)) // #nosec G115 -- checked above
	begin := 0
	for i, shared := range r.shared {
		n := int(r.rest[i])
		if shared > 0 {
			b.WriteString(b.String()[begin : begin+int(shared)])
		}
		b.Write(letters[:n])
		letters = letters[n:]
		begin = int(r.ends[i]) - int(shared) - n
	}
	r.texts = b.String()
	return true
}

// column reads so many numbers; one that does not fit is damage.
func column[T uint32 | uint64](r *reader, into []T, n int) []T {
	into = into[:0]
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return into
	}
	b := r.rest
	for range n {
		if len(b) > 0 && b[0] < 0x80 {
			into = append(into, T(b[0]))
			b = b[1:]
			continue
		}
		v, size := binary.Uvarint(b)
		if size <= 0 || uint64(T(v)) != v {
			r.bad, r.rest = true, nil
			return into
		}
		into = append(into, T(v))
		b = b[size:]
	}
	r.rest = b
	return into
}
