package detect

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// partialHeader is the first line of a stored tally. The accesses follow it, for
// each principal in turn, as pairs of variable-length integers: how far the
// fingerprint is from the last one, and the moment after Begin. That is about 12
// bytes a customer; fingerprints do not compress further.
type partialHeader struct {
	Stats      accesslog.Stats `json:"stats"`
	Begin      time.Time       `json:"begin,omitzero"`
	End        time.Time       `json:"end,omitzero"`
	Principals []partialSize   `json:"principals"`
}

type partialSize struct {
	Principal string `json:"principal"`
	Customers int    `json:"customers"`
}

// encode gives the same bytes for the same tally.
func (t *tally) encode() ([]byte, error) {
	h := partialHeader{Stats: t.stats, Begin: t.begin, End: t.end}
	zero := momentOf(t.begin, false)
	var body []byte
	reader := t.reader()
	for _, name := range t.names() {
		p := partialSize{Principal: name}
		var last customer
		err := reader.each(t.principals[name], func(block []access) {
			p.Customers += len(block)
			for _, a := range block {
				body = binary.AppendUvarint(body, uint64(a.customer-last))
				body = binary.AppendVarint(body, int64(a.at-zero))
				last = a.customer
			}
		})
		if err != nil {
			return nil, err
		}
		h.Principals = append(h.Principals, p)
	}
	head, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("encoding a partial result: %w", err)
	}
	return slices.Concat(head, []byte("\n"), body), nil
}

var errPartial = errors.New("it is not a whole partial result; delete it and run the detection again")

// decode adds a partial result. After an error the tally is of no use.
func (t *tally) decode(body []byte) error {
	head, rest, ok := bytes.Cut(body, []byte("\n"))
	var h partialHeader
	if !ok || json.Unmarshal(head, &h) != nil {
		return errPartial
	}
	t.stats.Add(h.Stats)
	t.span(h.Begin, h.End)
	zero := momentOf(h.Begin, false)
	for _, p := range h.Principals {
		if p.Customers < 0 || p.Customers > len(rest)/2 { // a pair takes two bytes at least
			return errPartial
		}
		l := t.of(p.Principal)
		var last customer
		for i := range p.Customers {
			delta, n := binary.Uvarint(rest)
			since, m := binary.Varint(rest[max(n, 0):])
			next := last + customer(delta)
			if n <= 0 || m <= 0 || i > 0 && next <= last {
				return errPartial
			}
			rest, last = rest[n+m:], next
			if err := t.add(l, access{next, zero + moment(since)}); err != nil {
				return err
			}
		}
	}
	if len(rest) > 0 {
		return errPartial
	}
	return nil
}
