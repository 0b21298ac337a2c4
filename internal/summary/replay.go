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
	var r Roll
	if err := s.Roll(name, &r); err != nil {
		return err
	}
	return s.replay(name, &r, keep)
}

func (s *Sidecar) replay(name string, r *Roll, keep func(*accesslog.Record) error) error {
	record := accesslog.Record{Principal: name}
	at := 0
	take := func(count uint32) error {
		for range count {
			nano := int64(0)
			if len(r.Nanos) > 0 {
				nano = int64(r.Nanos[at])
			}
			kind := &s.kinds[r.Kinds[at]]
			record.Time, record.Action, record.Fields, record.TicketID = time.Unix(r.Seconds[at], nano).UTC(), kind.Action, kind.Fields, ""
			if kind.Ticket {
				record.TicketID = Ticketed
			}
			if err := keep(&record); err != nil {
				return err
			}
			at++
		}
		return nil
	}
	if err := take(uint32(r.Nobody)); err != nil { // #nosec G115 -- of one object
		return err
	}
	ids := r.IDs.Texts()
	for i, count := range r.Counts {
		record.CustomerID = ids.At(i)
		if err := take(count); err != nil {
			return err
		}
	}
	return nil
}
