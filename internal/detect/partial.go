package detect

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
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
	t.settle()
	h := partialHeader{Stats: t.stats, Begin: t.begin, End: t.end}
	for _, name := range t.names() {
		h.Principals = append(h.Principals, partialSize{name, len(t.principals[name].list)})
	}
	out, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("encoding a partial result: %w", err)
	}
	out = append(out, '\n')
	zero := momentOf(t.begin, false)
	for _, p := range h.Principals {
		var last customer
		for _, a := range t.principals[p.Principal].list {
			out = binary.AppendUvarint(out, uint64(a.customer-last))
			out = binary.AppendVarint(out, int64(a.at-zero))
			last = a.customer
		}
	}
	return out, nil
}

var errPartial = errors.New("it is not a whole partial result; delete it and run the detection again")

func decodeTally(body []byte) (*tally, error) {
	head, rest, ok := bytes.Cut(body, []byte("\n"))
	var h partialHeader
	if !ok || json.Unmarshal(head, &h) != nil {
		return nil, errPartial
	}
	t := &tally{stats: h.Stats, begin: h.Begin, end: h.End, principals: make(map[string]*lookups, len(h.Principals))}
	zero := momentOf(h.Begin, false)
	for _, p := range h.Principals {
		if p.Customers < 0 || p.Customers > len(rest)/2 { // a pair takes two bytes at least
			return nil, errPartial
		}
		l := &lookups{list: make([]access, 0, p.Customers), settled: p.Customers}
		var last customer
		for i := range p.Customers {
			delta, n := binary.Uvarint(rest)
			since, m := binary.Varint(rest[max(n, 0):])
			next := last + customer(delta)
			if n <= 0 || m <= 0 || i > 0 && next <= last {
				return nil, errPartial
			}
			rest, last = rest[n+m:], next
			l.list = append(l.list, access{next, zero + moment(since)})
		}
		t.principals[p.Principal] = l
	}
	if len(rest) > 0 {
		return nil, errPartial
	}
	return t, nil
}
