package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// parquetRow is a row as common writers have it: nearly everything optional.
type parquetRow struct {
	Time      *time.Time `parquet:"time,timestamp(microsecond)"`
	Principal *string    `parquet:"principal,dict"`
	Action    *string    `parquet:"action,dict"`
	Customer  *string    `parquet:"customer_id"`
	Ticket    *string    `parquet:"ticket_id"`
	Fields    []string   `parquet:"fields,list"`
	SourceIP  *string    `parquet:"source_ip"`
}

// parquetFile writes rows, a few to a page and a row group.
func parquetFile[R any](t *testing.T, rows []R, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[R](&b, append(options, parquet.PageBufferSize(400))...)
	for part := range slices.Chunk(rows, 300) {
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scanned reads objects of a format one after the other.
func scanned(t *testing.T, l Log, o Options, content map[string][]byte) ([]Record, Stats, error) {
	t.Helper()
	archive := Glob{Patterns: []string{filepath.Join(files(t, content), "*")}}
	objects, err := archive.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.Archive = archive
	var got []Record
	var total Stats
	for _, object := range objects {
		var stats Stats
		stats, err = l.Scan(t.Context(), []Object{object}, o, func() func(*Record) error {
			return func(r *Record) error { got = append(got, *r); return nil }
		})
		for i := range stats.BadLines {
			stats.BadLines[i].File = filepath.Base(stats.BadLines[i].File)
		}
		total.Add(stats)
		if err != nil {
			break
		}
	}
	return got, total, err
}

func sameRecord(a, b Record) bool {
	fields := slices.Equal(a.Fields, b.Fields)
	a.Fields, b.Fields = nil, nil
	a.Number, b.Number = 0, 0 // are not the same in every reader
	return fields && fmt.Sprint(a) == fmt.Sprint(b)
}

func some(r *rand.Rand, format string, n int) *string {
	s := fmt.Sprintf(format, r.IntN(n))
	return &s
}

// manyRows makes rows of which some are no whole record, and what is in them.
func manyRows(n int) (rows []parquetRow, want []Record, bad []string) {
	r := rand.New(rand.NewPCG(1, 1))
	for range n {
		at := time.UnixMicro(1_760_000_000_000_000 + r.Int64N(1e13)).UTC()
		row := parquetRow{Time: &at, Principal: some(r, "agent-%03d", 20), Action: some(r, "act %d", 3), Customer: some(r, "C%d", 500)}
		record := Record{Time: at, Principal: *row.Principal, Action: *row.Action, CustomerID: *row.Customer}
		if r.IntN(2) == 0 {
			row.Ticket, row.SourceIP = some(r, "T-%d", 99), some(r, "10.0.0.%d", 99)
			record.TicketID, record.SourceIP = *row.Ticket, *row.SourceIP
			row.Fields = []string{"name", "email", "phone"}[:r.IntN(4)]
			record.Fields = row.Fields
		}
		reason := ""
		switch r.IntN(60) {
		case 0:
			row.Time, reason = nil, "time is missing, or is none"
		case 1:
			row.Principal, reason = nil, "principal is missing"
		case 2:
			row.Action, reason = nil, "action is missing"
		case 3:
			row.Customer, reason = nil, "customer_id is missing"
		case 4:
			row.Customer, reason = new(string), "customer_id is missing"
		case 5:
			broken := "agent\xff"
			row.Principal, reason = &broken, "principal is not valid Unicode text"
		}
		rows = append(rows, row)
		if bad = append(bad, reason); reason == "" {
			want = append(want, record)
		}
	}
	return rows, want, bad
}

func TestParquet(t *testing.T) {
	rows, want, bad := manyRows(2000)
	for name, options := range map[string][]parquet.WriterOption{
		"older pages":        {parquet.DataPageVersion(1)},
		"newer pages, zstd":  {parquet.DataPageVersion(2), parquet.Compression(&parquet.Zstd)},
		"older pages, gzip":  {parquet.DataPageVersion(1), parquet.Compression(&parquet.Gzip)},
		"newer pages, snapy": {parquet.Compression(&parquet.Snappy)},
	} {
		got, stats, err := scanned(t, Log{Format: parquetFiles}, Options{}, map[string][]byte{"log.parquet": parquetFile(t, rows, options...)})
		if err != nil || !slices.EqualFunc(got, want, sameRecord) {
			t.Errorf("%s: %d records, want %d, each as it was written (%v)", name, len(got), len(want), err)
		}
		var places []string
		for i, reason := range bad {
			if reason != "" {
				places = append(places, fmt.Sprint(i+1, " ", reason))
			}
		}
		for i, b := range stats.BadLines {
			if at := fmt.Sprint(b.Line, " ", b.Reason); at != places[i] {
				t.Errorf("%s: bad row %q, want %q", name, at, places[i])
			}
		}
		if int(stats.Bad) != len(places) || stats.Lines != int64(len(rows)) {
			t.Errorf("%s: %d of %d rows bad, want %d of %d", name, stats.Bad, stats.Lines, len(places), len(rows))
		}
	}
}

// TestParquetHint asks for one principal: their records must be whole, and the
// hours of everybody else must still be there for the gaps.
func TestParquetHint(t *testing.T) {
	rows, want, _ := manyRows(2000)
	file := map[string][]byte{"log.parquet": parquetFile(t, rows)}
	got, _, err := scanned(t, Log{Format: parquetFiles}, Options{Want: Want{Principals: []string{"agent-007"}}}, file)
	if err != nil {
		t.Fatal(err)
	}
	theirs := func(all []Record) []Record {
		return slices.DeleteFunc(slices.Clone(all), func(r Record) bool { return r.Principal != "agent-007" })
	}
	if !slices.EqualFunc(theirs(got), theirs(want), sameRecord) {
		t.Errorf("%d records of agent-007, want %d", len(theirs(got)), len(theirs(want)))
	}
	if len(got) < len(want) {
		t.Errorf("%d records of everybody, want at least the %d good ones", len(got), len(want))
	}
}

func TestParquetMapping(t *testing.T) {
	type read struct {
		What []string `parquet:"what,list"`
	}
	type row struct {
		When int64 `parquet:"when"`
		Who  struct {
			ARN string `parquet:"arn"`
		} `parquet:"who"`
		Read read `parquet:"read"`
	}
	var one, other row
	one.When, one.Who.ARN, one.Read.What = 1_760_000_000_123, "arn:a", []string{"C1", "C2"}
	other.When, other.Who.ARN, other.Read.What = 1_760_000_060, "arn:b", []string{"C3", ""}
	m := Mapping{Time: "when", Principal: "who.arn", Customer: "read.what", Action: NoColumn, Lookups: map[string][]string{"export": {"name", "email"}}}
	got, stats, err := scanned(t, Log{Format: parquetFiles, Mapping: m}, Options{}, map[string][]byte{"x": parquetFile(t, []row{one, other})})
	if err != nil || len(got) != 3 || got[0].CustomerID != "C1" || got[1].CustomerID != "C2" || got[2].CustomerID != "C3" || got[1].Action != "export" || !slices.Equal(got[1].Fields, []string{"name", "email"}) {
		t.Errorf("one row with two customers gave %d records (%v), want one for each of them, with the look-up's fields", len(got), err)
	}
	if len(got) == 3 && got[0].Time.Format(time.RFC3339Nano) != "2025-10-09T08:53:20.123Z" {
		t.Errorf("milliseconds read as %s", got[0].Time)
	}
	if stats.Lines != 2 || stats.Bad != 1 {
		t.Errorf("%d of %d rows bad, want the second of two, of whose customers one has no name", stats.Bad, stats.Lines)
	}
}

func TestParquetZone(t *testing.T) {
	type row struct {
		Time       int64  `parquet:"time,timestamp(millisecond:local)"`
		Principal  string `parquet:"principal"`
		Action     string `parquet:"action"`
		CustomerID string `parquet:"customer_id"`
	}
	wall := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC).UnixMilli()
	file := map[string][]byte{"x": parquetFile(t, []row{{wall, "a", "b", "c"}})}
	if _, _, err := scanned(t, Log{Format: parquetFiles}, Options{}, file); err == nil || !strings.Contains(err.Error(), "without offset") {
		t.Errorf("a wall clock's times without a named zone: %v, want a refusal, since hours would be guessed", err)
	}
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := scanned(t, Log{Format: parquetFiles, Mapping: Mapping{Zone: zone}}, Options{}, file)
	if err != nil || len(got) != 1 || got[0].Time.Format(time.RFC3339) != "2026-07-01T03:00:00Z" {
		t.Errorf("noon in Tokyo read as %v (%v), want 03:00 UTC", got, err)
	}
}

func TestParquetBadInput(t *testing.T) {
	rows, _, _ := manyRows(1000)
	good := parquetFile(t, rows)
	type strange struct {
		User string `parquet:"user"`
		At   int64  `parquet:"at"`
	}
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"another schema in the middle of the set": {parquetFile(t, []strange{{"a", 1}}), "reading log b.parquet: no column time (for time), principal (for principal), action (for action), customer_id (for customer): the file has user, at"},
		"JSON lines":                       {[]byte(`{"time":"2026-01-01T00:00:00Z"}` + "\n"), "reading log b.parquet: the log is of another format"},
		"columns packed with LZ4":          {parquetFile(t, rows, parquet.Compression(&parquet.Lz4Raw)), "b.parquet: its columns are packed with LZ4_RAW"},
		"something else":                   {[]byte("\x00\x01\x02\x03\x04"), "does not begin as a Parquet file"},
		"a file that is shorter than PAR1": {[]byte("PA"), "does not begin as a Parquet file"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := files(t, map[string][]byte{"_SUCCESS.parquet": nil, "a.parquet": good, "b.parquet": c.body, "c.parquet": good})
			t.Chdir(dir)
			archive := Glob{Patterns: []string{"*.parquet"}}
			objects, err := archive.List(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			_, err = Log{Archive: archive, Format: parquetFiles}.Scan(t.Context(), objects, Options{}, func() func(*Record) error { return func(*Record) error { return nil } })
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an ErrFormat with %q: a file that is passed over hides customers", err, c.want)
			}
		})
	}
}

// TestParquetDamage cuts and flips: what could be read stays, what could not is
// said to be missing.
func TestParquetDamage(t *testing.T) {
	rows, want, _ := manyRows(1000)
	whole := parquetFile(t, rows, parquet.Compression(&parquet.Zstd))
	_, stats, err := scanned(t, Log{Format: parquetFiles}, Options{}, map[string][]byte{"x": whole[:len(whole)-9]})
	if err != nil || len(stats.Damaged) != 1 || !strings.Contains(stats.Damaged[0].Reason, "table of contents") {
		t.Errorf("a file without its end: %+v, %v; want it counted as damaged", stats.Damaged, err)
	}
	hurt := bytes.Clone(whole)
	for i := range 40 {
		hurt[len(hurt)/4+i] ^= 0x55
	}
	got, stats, err := scanned(t, Log{Format: parquetFiles}, Options{}, map[string][]byte{"x": hurt})
	if err != nil || len(stats.Damaged) == 0 || len(got) < len(want)/4 || len(got) >= len(want) {
		t.Errorf("a hole in one row group: %d of %d records, %d damaged places, %v; want the other groups' records and the place", len(got), len(want), len(stats.Damaged), err)
	}
	for _, d := range stats.Damaged {
		if d.Line < 1 || d.Line > 1000 {
			t.Errorf("the damage is said to be at row %d of 1000", d.Line)
		}
	}
}

// TestParquetFetching tells a connection that broke from a damaged file: only
// the former is worth another try.
func TestParquetFetching(t *testing.T) {
	rows, _, _ := manyRows(1000)
	body := parquetFile(t, rows)
	down := errors.New("connection reset")
	for _, after := range []int{0, 1, 3} {
		a := dropping{body: body, after: after, err: down}
		_, err := Log{Archive: &a, Format: parquetFiles}.Scan(context.Background(), []Object{{Name: "x", Size: int64(len(body))}}, Options{}, func() func(*Record) error { return func(*Record) error { return nil } })
		if !errors.Is(err, down) {
			t.Errorf("fetching fails after %d requests: %v, want that error", after, err)
		}
	}
}

// dropping answers some requests.
type dropping struct {
	Archive
	body  []byte
	after int
	err   error
}

func (f *dropping) OpenAt(context.Context, Object) (ReaderAtCloser, error) { return f, nil }
func (f *dropping) Close() error                                           { return nil }
func (f *dropping) ReadAt(p []byte, off int64) (int, error) {
	if f.after--; f.after < 0 {
		return 0, f.err
	}
	return bytes.NewReader(f.body).ReadAt(p, off)
}
