// Package summary keeps beside each object of the access log a small file, a
// sidecar, that answers later questions about it without reading it again: per
// principal every access to a customer, laid out so that one principal's part
// can be read alone.
//
// A sidecar holds who looked up whom, when, by which action and which fields,
// and whether with a ticket; it leaves out ticket numbers and addresses. It is
// as personal as the log: it belongs in the people bucket or in a folder that
// only its owner reads.
//
// # Layout
//
//	16 bytes   "TSUM", version, three zeros, length and CRC-32C of the head
//	head       of the object: name, size, tag, reading, statistics, events of
//	           anybody by hour and of each principal by day, kinds of access, table of the parts
//	hours      per principal and hour: events, customers, customers without ticket
//	parts      one a principal, in the order of names: customers and their events
//
// Head, hours and every part each have a CRC-32C. The head's numbers are integers
// of variable length; a part's are columns of as many bits as they need (see
// appendPacked), so that nothing has to be unpacked first. Hours, and ids that
// are not digits behind the same letters, are packed with zstd. The same object
// gives the same bytes.
package summary

import (
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// version is raised when sidecars are laid out in another way; older ones are
// then outdated and their objects are read.
const version = 2

var (
	// ErrMissing is in the error of a sidecar that is not there.
	ErrMissing = errors.New("there is no sidecar")
	// ErrDamaged is in the error of a sidecar that is not what was written.
	ErrDamaged = errors.New("the sidecar is damaged")
	// ErrOutdated is in the error of a sidecar of other bytes than the object has
	// now, of another way of reading them, or of another version.
	ErrOutdated = errors.New("the sidecar is outdated")
)

// A Head is what a sidecar says of its object as a whole.
type Head struct {
	Object  accesslog.Object // as it was when it was read
	Reading string           // accesslog.Log.Reading
	Stats   accesslog.Stats
	First   time.Time // of all events; zero when there are none
	Last    time.Time
	Hours   []Count // events of anybody, by hour
}

// A Count is how many events an hour has.
type Count struct {
	Hour   int64 // since 1970, UTC
	Events int64
}

// A Cell is what one principal did in one hour of one object.
type Cell struct {
	Hour      int64 // since 1970, UTC
	Events    int64
	Customers int64 // distinct, looked up by any action
	Bare      int64 // distinct among them, looked up without a ticket
}

// HourOf numbers the hours since 1970 in UTC.
func HourOf(t time.Time) int64 {
	s := t.Unix()
	h := s / 3600
	if s%3600 < 0 {
		h--
	}
	return h
}

// Ticketed stands for every ticket in what a sidecar gives back: it knows only
// whether there was one.
const Ticketed = "ticket"

// An event is one access of a principal.
type event struct {
	customer uint32 // number in the builder, later rank among all ids
	kind     uint32
	second   int64 // since 1970
	nano     uint32
}
