package detect

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// A customer is the fingerprint of a customer id: the first 64 bits of its
// SHA-256. Counting needs only to tell customers apart; among 12 million the
// chance that any two share a fingerprint is 4 in a million. Partial results so
// hold no id, and every customer takes 8 bytes. It is no secret: whoever can list
// all ids can tell whose fingerprint it is, so partial results are kept as people are.
type customer uint64

func fingerprint(id string) customer {
	sum := sha256.Sum256([]byte(id))
	return customer(binary.BigEndian.Uint64(sum[:]))
}

// A moment is a time in milliseconds since 1970 in UTC, shifted left by one;
// its lowest bit says that the access had a ticket. Of two accesses in the same
// millisecond the one without a ticket is so the earlier one.
type moment int64

func momentOf(t time.Time, ticket bool) moment {
	m := moment(t.UnixMilli()) << 1
	if ticket {
		m |= 1
	}
	return m
}

func (m moment) millis() int64 { return int64(m >> 1) }
func (m moment) ticket() bool  { return m&1 == 1 }

// An access is one principal's look-up of one customer.
type access struct {
	customer customer
	at       moment
}

// lookups gathers one principal's accesses, in 16 bytes each. They lie in pieces,
// the first of them small: a principal of a few look-ups takes little, and to
// grow copies nothing.
type lookups struct {
	name   string
	number uint64 // within the tally that it was made for
	pieces [][]access
	tail   []access // the last piece, while it is filled
	sorted bool     // pieces are sorted by customer, and hold the first access of each
	stored []run    // what lies in a scratch
}

const smallestPiece, largestPiece = 4, 1 << 10 // accesses

// all returns every piece.
func (l *lookups) all() [][]access {
	if len(l.tail) > 0 {
		l.pieces, l.tail = append(l.pieces, l.tail), nil
	}
	return l.pieces
}

// size is how many accesses lie in memory and how many in a scratch.
func (l *lookups) size() (held, stored int) {
	for _, p := range l.all() {
		held += len(p)
	}
	for _, r := range l.stored {
		stored += r.n
	}
	return held, stored
}

// sort sorts what is in memory, in the pieces in which it lies, and returns the
// pieces that are left over.
func (l *lookups) sort(s *sorter) (empty [][]access) {
	pieces := l.all()
	if l.sorted || len(pieces) == 0 {
		return nil
	}
	rest := s.firsts(pieces...)
	full := 0
	for i, p := range pieces {
		n := copy(p[:cap(p)], rest)
		pieces[i], rest = p[:n], rest[n:]
		if n > 0 {
			full++
		}
	}
	l.pieces, l.sorted = pieces[:full], true
	return pieces[full:]
}
