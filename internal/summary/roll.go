package summary

import "slices"

// A Roll is what a sidecar has of one principal, column by column: accesses that
// are about nobody, then customers in the order of their ids, and of each the
// accesses in the order of time.
type Roll struct {
	Nobody  int      // accesses about nobody: the first ones
	IDs     IDs      // of the customers
	Counts  []uint32 // accesses of each customer
	Seconds []int64  // of each access, since 1970
	Nanos   []uint32 // into the second; empty where all are 0
	Kinds   []uint32 // of each access: places in Sidecar.Kinds

	part, plain []byte
}

// A Kind is what many accesses have in common.
type Kind struct {
	Action string
	Fields []string
	Ticket bool
}

// Kinds are all of the object's.
func (s *Sidecar) Kinds() []Kind { return s.kinds }

// Roll fills in what there is of a principal. Its memory is used again, but for
// the ids'.
func (s *Sidecar) Roll(name string, into *Roll) (err error) {
	p, ok := s.find(name)
	if !ok {
		*into = Roll{Counts: into.Counts[:0], Seconds: into.Seconds[:0], Nanos: into.Nanos[:0], Kinds: into.Kinds[:0], part: into.part, plain: into.plain}
		return nil
	}
	if into.part, err = s.read(p.offset, p.part, into.part); err != nil {
		return err
	}
	return s.roll(p, into.part, into)
}

func (s *Sidecar) roll(p principal, part []byte, into *Roll) error {
	r := reader{rest: part}
	nobody, customers := r.signed(), r.signed()
	n := int(customers)
	if !r.holds(n) || !into.ids(&r, n) {
		return ErrDamaged
	}
	into.Counts = packed(&r, into.Counts, n, 1, 1)
	events := nobody
	for _, c := range into.Counts {
		events += int64(c)
	}
	all := int(events)
	if r.bad || events != p.events || nobody > events || !r.holds(all) {
		return ErrDamaged
	}
	into.Nobody = int(nobody)
	into.Seconds = packed(&r, into.Seconds, all, 1, uint64(s.base)) // #nosec G115 -- a sum in two's complement
	into.Nanos = into.Nanos[:0]
	if s.unit < second {
		into.Nanos = packed(&r, into.Nanos, all, s.unit, 0)
	}
	into.Kinds = packed(&r, into.Kinds, all, 1, 0)
	if r.end() != nil || all > 0 && int64(slices.Max(into.Kinds)) >= int64(len(s.kinds)) ||
		len(into.Nanos) > 0 && slices.Max(into.Nanos) >= second {
		return ErrDamaged
	}
	return nil
}

// ids reads what encodeIDs wrote.
func (into *Roll) ids(r *reader, n int) bool {
	form := int(r.byte())
	into.IDs = IDs{}
	switch {
	case form == formTexts:
		plain, err := unpack(r.take(r.count(1)), into.plain[:0])
		if err != nil {
			return false
		}
		into.plain = plain
		texts := reader{rest: plain}
		into.IDs = spell(&texts, n)
		return texts.end() == nil
	case form > formDigits+mostDigits:
		return false
	}
	into.IDs.Prefix = r.text()
	if n == 0 {
		return !r.bad
	}
	times := power[form-formDigits]
	digits := make([]uint64, n)
	digits[0] = r.uvarint() * times
	packed(r, digits[1:], n-1, times, 0)
	for i := 1; i < n; i++ {
		if digits[i] += digits[i-1]; digits[i] <= digits[i-1] {
			return false
		}
	}
	into.IDs.Digits = digits
	return !r.bad
}
