package summary

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// Replay hands over the records of one principal: those of each customer
// together, in the order of ids, and each customer's in the order of time. A
// record has no SourceIP, and Ticketed for a ticket. It is used again for the
// next one; its texts may be kept.
func (s *Sidecar) Replay(name string, keep func(*accesslog.Record) error) error {
	p, ok := s.find(name)
	if !ok {
		return nil
	}
	plain, err := s.read(p.offset, p.part)
	if err != nil {
		return err
	}
	return s.replay(p, plain, keep)
}

func (s *Sidecar) replay(p principal, plain []byte, keep func(*accesslog.Record) error) error {
	r := reader{rest: plain}
	n := r.count(3) // customers
	shared, rest, counts := make([]int, n), make([]int, n), make([]int, n)
	texts := 0
	for i := range shared {
		shared[i] = r.count(1)
	}
	for i := range rest {
		rest[i] = r.count(1)
		texts += rest[i]
	}
	ids := string(r.take(texts))
	events := 0
	for i := range counts {
		counts[i] = r.count(1)
		events += counts[i]
	}
	if r.bad || int64(events) != p.events {
		return ErrDamaged
	}
	// The three columns of the events are read in step.
	seconds := r
	nanos := r.skip(events)
	kinds := nanos
	if s.unit < second {
		kinds = nanos.skip(events)
	}
	record := accesslog.Record{Principal: p.name}
	for i := range counts {
		if shared[i] > len(record.CustomerID) {
			return ErrDamaged
		}
		record.CustomerID = record.CustomerID[:shared[i]] + ids[:rest[i]]
		ids = ids[rest[i]:]
		at := s.base
		for range counts[i] {
			at += seconds.signed()
			nano := int64(0)
			if s.unit < second {
				nano = nanos.signed() * int64(s.unit) // #nosec G115 -- below a billion
			}
			k := kinds.uvarint()
			if seconds.bad || nanos.bad || kinds.bad || k >= uint64(len(s.kinds)) {
				return ErrDamaged
			}
			kind := &s.kinds[k]
			record.Time, record.Action, record.Fields, record.TicketID = time.Unix(at, nano).UTC(), kind.action, kind.fields, ""
			if kind.ticket {
				record.TicketID = Ticketed
			}
			if err := keep(&record); err != nil {
				return err
			}
		}
	}
	return kinds.end()
}

// skip is the reader behind the next n numbers.
func (r reader) skip(n int) reader {
	for i, b := range r.rest {
		if n == 0 {
			return reader{rest: r.rest[i:], bad: r.bad}
		}
		if b < 0x80 {
			n--
		}
	}
	return reader{bad: r.bad || n > 0}
}
