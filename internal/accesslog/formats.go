package accesslog

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Formats are the formats of a log, each in a file of its own, in the order in
// which they are shown. The first is what a Log without Format has.
var Formats = []Format{
	jsonLines,
	csvTables,
	cloudTrail,
	parquetFiles,
	ocsf,
	pgAudit,
}

// A Format is one way of writing a log.
type Format struct {
	Name  string // as the command line and a Dataset file have it
	About string // a few words for people: what an object of it holds
	// Lookups are the actions that count as look-ups of a customer where nothing
	// else is said; none means DefaultLookup.
	Lookups []string
	// New makes a decoder. It refuses a mapping that the format cannot use, in
	// an error that says which entry of it and what to write instead.
	New func(Mapping, Want) (Decoder, error)
	// Looks says whether an object could be of this format, from its first
	// bytes, unpacked: at most headSize of them, cut anywhere, without a
	// byte-order mark. It only serves messages about an object of another
	// format, so it is better wide for what is its own and narrow for the rest:
	// an object that only another format knows is refused.
	Looks func(head []byte) bool
	// Wide says that Looks knows only the kind of text, so that an object that
	// another format knows and cannot read is not taken for one of this.
	Wide bool
}

// DefaultLookup is the action that counts as a look-up of a customer's record
// where nothing else is said.
const DefaultLookup = "customer.read"

// A Decoder reads the objects of one format, one after the other: each
// concurrent reader of a Scan has its own, so that tables and buffers are used
// again.
//
// Its author promises:
//   - Decode calls keep for every record of the object in the order of the
//     object, from the calling goroutine, with a Record that is not changed until
//     keep is back. It may use the same Record again, as Record says.
//   - What is no whole record is counted (Stats.bad) with its place and without
//     its content, and does not stop the run. Stats.Lines counts every record,
//     good or bad.
//   - An object that breaks off or is damaged gives what could be read and an
//     entry in Stats.Damaged. It is no error.
//   - An error means that the stored bytes could not be fetched, that ctx ended,
//     that keep returned it, or that the object is of another format (ErrFormat).
//     It names the object, and never holds anything from within it.
//   - The answer is the same for the same bytes, however they are packed and
//     arrive, and the same as that of a slow plain reader in the tests.
//   - Memory is bounded whatever stands in the object.
type Decoder interface {
	Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error)
}

// A Want says what of a log is wanted. It is a hint for decoders that can save
// work: more may be given.
type Want struct {
	// Principals are those whose records are wanted; none means everybody. A
	// record of anybody else need carry only Time and Principal, and what is wrong
	// with the rest of it need not be counted.
	Principals []string
	// Nobody looks at these: a decoder need not fill them.
	NoFields, NoTicket, NoSourceIP bool
	// Tally, when not nil, may be given good records of those who are not wanted by
	// count, instead of one by one to keep, in any order before Decode is back, from
	// the goroutine that decodes. What it is given is used again.
	Tally func(*Tally)
}

// ErrFormat is in the error of an object that is not of the log's format.
var ErrFormat = errors.New("the log is of another format")

// FormatNamed finds a format.
func FormatNamed(name string) (Format, error) {
	var names []string
	for _, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("there is no format %q: say one of %s", name, strings.Join(names, ", "))
}
