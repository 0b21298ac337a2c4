package detect

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sort"
	"time"
)

// A customer is the fingerprint of a customer id: the first 64 bits of its
// SHA-256. Counting needs only to tell customers apart; among 12 million the
// chance that any two share a fingerprint is 4 in a million. Partial results so
// hold no id, and every customer takes 8 bytes.
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

func (m moment) time() time.Time { return time.UnixMilli(int64(m >> 1)).UTC() }
func (m moment) millis() int64   { return int64(m >> 1) }
func (m moment) ticket() bool    { return m&1 == 1 }

// An access is one principal's first look-up of one customer.
type access struct {
	customer customer
	at       moment
}

// lookups gathers one principal's accesses in 16 bytes a customer. The list is
// settled (sorted by customer, the first access of each kept) whenever it has
// doubled, so that a nightly job that reads everybody every night costs no more
// memory than one that ran twice.
type lookups struct {
	list    []access
	settled int // the list's length when it was last settled
}

func (l *lookups) add(a access) {
	l.list = append(l.list, a)
	if len(l.list) >= 2*l.settled+1024 {
		l.settle()
	}
}

func (l *lookups) settle() {
	if len(l.list) == l.settled {
		return
	}
	slices.SortFunc(l.list, func(a, b access) int {
		if c := cmp.Compare(a.customer, b.customer); c != 0 {
			return c
		}
		return cmp.Compare(a.at, b.at)
	})
	l.list = slices.CompactFunc(l.list, func(a, b access) bool { return a.customer == b.customer })
	l.settled = len(l.list)
}

// first finds the first access to c in a settled list.
func (l *lookups) first(c customer) (moment, bool) {
	i := sort.Search(len(l.list), func(i int) bool { return l.list[i].customer >= c })
	if i == len(l.list) || l.list[i].customer != c {
		return 0, false
	}
	return l.list[i].at, true
}
