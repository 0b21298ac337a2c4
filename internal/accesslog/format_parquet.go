package accesslog

import (
	"bytes"
	"cmp"
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
		return newTable(m, w)
	},
	Looks: func(head []byte) bool { return bytes.HasPrefix(head, parquetMagic) },
}

var parquetMagic = []byte("PAR1")

// A table reads the rows of Parquet files.
type table struct {
	mapping    Mapping // with the names filled in
	must       Mapping // the names that were asked for: a file without them is refused
	want       Want
	principals vocabulary
	actions    vocabulary
	lists      map[string][]string // field lists by their texts
	record     Record
	texts      []string
}

func newTable(m Mapping, w Want) (*table, error) {
	if m.Action == "" && len(m.Lookups) > 1 {
		return nil, errors.New("the mapping names several look-ups, but no column of actions: name it as action")
	}
	t := &table{mapping: m, must: m, want: w, lists: map[string][]string{}, principals: vocabulary{}, actions: vocabulary{}}
	for _, n := range []struct {
		name *string
		own  string
	}{{&t.mapping.Time, "time"}, {&t.mapping.Principal, "principal"}, {&t.mapping.Customer, "customer_id"},
		{&t.mapping.Ticket, "ticket_id"}, {&t.mapping.Fields, "fields"}, {&t.mapping.SourceIP, "source_ip"}} {
		*n.name = cmp.Or(*n.name, n.own)
	}
	if m.Action == "" && len(m.Lookups) == 0 {
		t.mapping.Action = "action"
	}
	return t, nil
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
		return Stats{}, s.notParquet(ctx)
	}
	var stats Stats
	f, err := columnar.Open(w, s.Size)
	if w.broken != nil {
		return stats, fmt.Errorf("reading log %s: %w", s.Name, w.broken)
	}
	if err != nil {
		stats.damaged(s.Name, 1, "the file's table of contents, at its end, cannot be read: nothing of it can")
		return stats, nil
	}
	l, err := t.layout(f)
	if err != nil {
		return stats, fmt.Errorf("reading log %s: %w", s.Name, err)
	}
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
			return stats, fmt.Errorf("reading log %s: %w", s.Name, err)
		}
		first += f.Rows(g)
	}
	return stats, nil
}

// notParquet is the error of an object of another format.
func (s *Source) notParquet(ctx context.Context) error {
	text, err := s.OpenText(ctx)
	if err != nil {
		return err
	}
	defer text.Close()
	_, err = text.Read(make([]byte, 1))
	if errors.Is(err, ErrFormat) {
		return err
	}
	return fmt.Errorf("reading log %s: %w: it does not begin as a Parquet file does", s.Name, ErrFormat)
}

// A layout is where one file has what a record needs. A zero Leaf is absent.
type layout struct {
	time, principal, action, customer, ticket, fields, ip columnar.Leaf
	clock                                                 columnar.Clock
}

func (t *table) layout(f *columnar.File) (layout, error) {
	var l layout
	var missing []string
	for _, c := range []struct {
		path  string
		must  bool
		leaf  *columnar.Leaf
		entry string
	}{
		{t.mapping.Time, true, &l.time, "time"}, {t.mapping.Principal, true, &l.principal, "principal"},
		{t.mapping.Action, t.mapping.Action != "", &l.action, "action"}, {t.mapping.Customer, true, &l.customer, "customer"},
		{t.mapping.Ticket, t.must.Ticket != "", &l.ticket, "ticket"}, {t.mapping.Fields, t.must.Fields != "", &l.fields, "fields"},
		{t.mapping.SourceIP, t.must.SourceIP != "", &l.ip, "source_ip"},
	} {
		leaf, ok := f.Leaf(c.path)
		if !ok && c.must {
			missing = append(missing, fmt.Sprintf("%s (for %s)", c.path, c.entry))
		}
		*c.leaf = leaf
	}
	if len(missing) > 0 {
		var have []string
		for _, leaf := range f.Leaves() {
			have = append(have, leaf.Path)
		}
		return l, fmt.Errorf("no column %s: the file has %s; name the right columns in the Dataset file, or leave files of another table out of the log",
			strings.Join(missing, ", "), strings.Join(have, ", "))
	}
	var err error
	if l.clock, err = l.time.Clock(); err != nil {
		return l, err
	}
	if l.clock.Local && t.mapping.Zone == nil {
		return l, fmt.Errorf("column %s has times without offset: name their zone in the Dataset file", l.time.Path)
	}
	return l, nil
}

// time turns a column's number into a time.
func (t *table) time(nanos int64, local bool) time.Time {
	at := time.Unix(0, nanos).UTC()
	if local {
		at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), t.mapping.Zone).UTC()
	}
	return at
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
