package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/columnar"
)

// parquetFiles are tables with one access a row. Of a row group that holds
// nobody wanted, only the columns of times and principals are fetched.
var parquetFiles = Format{
	Name:  "parquet",
	About: "a Parquet table with one access a row",
	New: func(m Mapping, w Want) (Decoder, error) {
		if err := m.check(); err != nil {
			return nil, err
		}
		return parquetOnly{newTable(m, w, plainLayout)}, nil
	},
	Looks: func(head []byte) bool { return bytes.HasPrefix(head, parquetMagic) },
}

var parquetMagic = []byte("PAR1")

// A table reads the rows of Parquet files.
type table struct {
	*builder
	layout     func(*table, *columnar.File) (layout, error)
	must       []string // actions whose rows must name a customer; nil: the mapping's look-ups
	principals vocabulary
	actions    vocabulary
	hourly     hourly
	sequence   *sequence
	column     string   // with which statements choose customers
	wide       bool     // the row that is bad may be about any number of customers
	row        []string // customers of a row
	fields     []string
}

func newTable(m Mapping, w Want, l func(*table, *columnar.File) (layout, error)) *table {
	return &table{builder: newBuilder(m, w), layout: l, sequence: newSequence(m), principals: vocabulary{}, actions: vocabulary{}}
}

// parquetOnly says of an object that is no Parquet file what it looks like.
type parquetOnly struct{ *table }

func (p parquetOnly) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	stats, err := p.table.Decode(ctx, s, keep)
	if !errors.Is(err, errNotParquet) {
		return stats, err
	}
	text, opening := s.OpenText(ctx)
	if opening != nil {
		return stats, opening
	}
	defer text.Close()
	if _, reading := text.Read(make([]byte, 1)); errors.Is(reading, ErrFormat) {
		return stats, fmt.Errorf("reading log %s: %w", s.Name, reading)
	}
	return stats, err
}

// watched notes why bytes could not be fetched, since the library's errors do
// not tell that from damage.
type watched struct {
	io.ReaderAt
	broken error
}

func (w *watched) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.ReaderAt.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		w.broken = err
	}
	return n, err
}

func (t *table) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	if s.Size == 0 { // a mark that a writer leaves, such as _SUCCESS
		return Stats{}, nil
	}
	at, err := s.OpenAt(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer at.Close()
	w := &watched{ReaderAt: at}
	head := make([]byte, len(parquetMagic))
	if _, err := w.ReadAt(head, 0); w.broken != nil {
		return Stats{}, fmt.Errorf("reading log %s: %w", s.Name, err)
	}
	if !bytes.Equal(head, parquetMagic) {
		return Stats{}, fmt.Errorf("reading log %s: %w", s.Name, errNotParquet)
	}
	var stats Stats
	f, err := columnar.Open(w, s.Size)
	if w.broken != nil {
		return stats, fmt.Errorf("reading log %s: %w", s.Name, w.broken)
	}
	if err != nil {
		stats.damaged(s.Name, 1, "the file's table of contents, at its end, cannot be read, and so nothing of it: fetch or write it anew")
		return stats, nil
	}
	var l layout
	if err = f.Unpackable(); err == nil {
		l, err = t.layout(t, f)
	}
	if err != nil {
		return stats, fmt.Errorf("reading log %s: %w", s.Name, tableError(err.Error()))
	}
	t.sequence.begin()
	first := int64(1) // row number
	for g := range f.Groups() {
		err := t.group(ctx, f, g, l, s.Name, first, &stats, keep)
		var hurt damagedGroup
		switch {
		case w.broken != nil:
			return stats, fmt.Errorf("reading log %s: %w", s.Name, w.broken)
		case errors.As(err, &hurt):
			stats.damaged(s.Name, first+hurt.row, "rows of this group cannot be read from here on: "+hurt.cause.Error())
		case err != nil:
			t.sequence.settle(s.Name, &stats)
			return stats, fmt.Errorf("reading log %s: %w", s.Name, err)
		}
		first += f.Rows(g)
	}
	stats.Most = t.most
	t.sequence.settle(s.Name, &stats)
	return stats, nil
}

// errNotParquet is in the error of an object that does not begin as Parquet.
var errNotParquet = fmt.Errorf("%w: it does not begin as a Parquet file does; unpack it if it is packed as a whole, or name its own format", ErrFormat)

// A layout is where one file has what a record needs. A zero Leaf is absent.
type layout struct {
	leaf      [roleCount]columnar.Leaf
	otherwise []columnar.Leaf                           // principals, for rows that have none in their first place
	activity  columnar.Leaf                             // the action, for rows that have none in its first place
	failed    []failure                                 // where rows say that what they are about did not work
	file      columnar.Leaf                             // the customer, for rows that have none in the first place
	within    columnar.Leaf                             // what the file is within: it stands before it, with a slash
	query     columnar.Leaf                             // a statement, for rows that do not say otherwise what they read
	about     []columnar.Leaf                           // what says that a row without statement should have one
	object    func(uid string) (object string, ok bool) // nil: the customer's name as it is
	clock     columnar.Clock
}

// A failure is a column whose texts may say that something did not work.
type failure struct {
	leaf columnar.Leaf
	says func(text string) bool
}

// plainLayout has the columns of the mapping. Those that a record needs, and
// those that were named, must be there.
func plainLayout(t *table, f *columnar.File) (l layout, err error) {
	var missing []string
	for role, path := range t.names() {
		if path == "" {
			continue
		}
		leaf, ok := f.Leaf(path)
		if must := role <= roleCustomer || t.named()[role] != ""; !ok && must {
			missing = append(missing, fmt.Sprintf("%s (for %s)", path, roles[role].role))
		}
		l.leaf[role] = leaf
	}
	if len(missing) > 0 {
		var have []string
		for _, leaf := range f.Leaves() {
			have = append(have, leaf.Path)
		}
		return l, fmt.Errorf("no column %s: the file has %s; name the right columns under log.columns in the Dataset file, or leave files of another table out of the log",
			strings.Join(missing, ", "), shortened(have))
	}
	return l, l.setClock(t.Zone)
}

func (l *layout) setClock(zone *time.Location) (err error) {
	if l.clock, err = l.leaf[roleTime].Clock(); err != nil {
		return fmt.Errorf("%w: name the column of times under log.columns in the Dataset file", err)
	}
	if l.clock.Local && zone == nil {
		return fmt.Errorf("column %s has times without offset: name their zone in the Dataset file (log.zone)", l.leaf[roleTime].Path)
	}
	return nil
}

// list keeps each different list of fields once.
func (t *table) list(texts []string) []string {
	key := strings.Join(texts, "\x00")
	if l, ok := t.lists[key]; ok {
		return l
	}
	l := make([]string, len(texts))
	for i, text := range texts {
		l[i] = strings.Clone(text)
	}
	if len(t.lists) < maxInterned {
		t.lists[key] = l
	}
	return l
}

func (t *table) wanted(principal string) bool {
	return len(t.want.Principals) == 0 || slices.Contains(t.want.Principals, principal)
}
