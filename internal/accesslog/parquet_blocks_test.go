package accesslog

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// What a reader hears of one object: the wanted records, and of the others how
// many each principal has in each hour, and when the first and the last was.
type heard struct {
	wanted      []Record
	others      map[string]int64
	first, last time.Time
	numbers     map[int]string
	tallied     int64
}

func (h *heard) other(who string, number int, first, last time.Time, n int64) {
	h.others[fmt.Sprint(who, " ", first.Truncate(time.Hour).Format(time.RFC3339))] += n
	if h.first.IsZero() || first.Before(h.first) {
		h.first = first
	}
	if last.After(h.last) {
		h.last = last
	}
	h.number(who, number)
}

func (h *heard) number(who string, number int) {
	if known, seen := h.numbers[number]; number > 0 && seen && known != who {
		h.numbers[-1] = fmt.Sprintf("%d is %s and %s", number, known, who)
	}
	h.numbers[number] = who
}

func (h *heard) keep(want Want) func(*Record) error {
	return func(r *Record) error {
		if slices.Contains(want.Principals, r.Principal) {
			h.number(r.Principal, r.Number)
			record := *r
			record.Number = 0
			h.wanted = append(h.wanted, record)
		} else {
			h.other(r.Principal, r.Number, r.Time, r.Time, 1)
		}
		return nil
	}
}

func (h *heard) tally(t *Tally) {
	sum := int64(0)
	for _, of := range t.Each {
		h.other(of.Principal, of.Number, t.First, t.Last, int64(of.Events))
		sum += int64(of.Events)
	}
	if sum != t.Events || !t.First.Truncate(time.Hour).Equal(t.Last.Truncate(time.Hour)) {
		h.numbers[-1] = fmt.Sprintf("a tally of %d events has %d, from %s to %s", t.Events, sum, t.First, t.Last)
	}
	h.tallied += t.Events
}

// hear scans objects one after the other with one decoder, as a reader of several does.
func hear(t *testing.T, l Log, w Want, tally bool, content map[string][]byte) (heard, Stats) {
	t.Helper()
	h := heard{others: map[string]int64{}, numbers: map[int]string{}}
	if tally {
		w.Tally = h.tally
	}
	decoder, err := l.Format.New(l.Mapping, w)
	if err != nil {
		t.Fatal(err)
	}
	var stats Stats
	for _, name := range slices.Sorted(maps.Keys(content)) {
		body := content[name]
		s := &Source{Object: Object{Name: name, Size: int64(len(body))}, archive: &dropping{body: body, after: 1 << 30}}
		one, err := decoder.Decode(t.Context(), s, h.keep(w))
		if err != nil {
			t.Fatal(err)
		}
		stats.Add(one)
	}
	return h, stats
}

// Rows of other schemas than parquetRow's.
type (
	bareRow struct { // nothing is optional, no dictionary
		Time      int64  `parquet:"time,timestamp(millisecond)"`
		Principal string `parquet:"principal"`
		Action    string `parquet:"action"`
		Customer  string `parquet:"customer_id"`
	}
	codedRow struct { // dictionaries for times, too, as pyarrow writes them
		Time      int64    `parquet:"time,dict,timestamp(nanosecond)"`
		Principal string   `parquet:"principal,dict"`
		Action    string   `parquet:"action,dict"`
		Customer  []string `parquet:"customer_id,list"`
	}
	sinceRow struct { // numbers that do not say what they count
		Time      int64  `parquet:"time"`
		Principal string `parquet:"principal,dict"`
		Action    string `parquet:"action"`
		Customer  string `parquet:"customer_id"`
	}
	textRow struct {
		Time      string `parquet:"time"`
		Principal string `parquet:"principal,dict"`
		Action    string `parquet:"action"`
		Customer  string `parquet:"customer_id"`
	}
)

// aTime is mostly a little later than the one before, at times far away, before
// 1970, or none that a clock of nanoseconds can tell.
func aTime(r *rand.Rand, last *int64, step time.Duration) int64 {
	switch r.IntN(200) {
	case 0:
		return -r.Int64N(1e9) * int64(time.Second/step)
	case 1:
		return r.Int64N(2e9) * int64(time.Second/step)
	case 2:
		return r.Int64() // as a rule out of range
	}
	*last += r.Int64N(int64(time.Minute / step))
	return *last
}

func aName(r *rand.Rand) string {
	if r.IntN(100) == 0 {
		return []string{"", "broken\xff"}[r.IntN(2)]
	}
	return fmt.Sprint("agent-", r.IntN(1+r.IntN(30)))
}

// TestParquetTalliesAreTheSame reads random files of several schemas with and
// without tallies: hours, principals and the wanted records must be the same,
// because gaps and the set are made of them.
func TestParquetTalliesAreTheSame(t *testing.T) {
	type made struct {
		name  string
		body  func(r *rand.Rand, n int, o ...parquet.WriterOption) []byte
		tells bool // tallies must have been used
	}
	since := int64(1_760_000_000)
	for _, m := range []made{
		{"optional columns", func(r *rand.Rand, n int, o ...parquet.WriterOption) []byte {
			rows, _, _ := manyRows(n)
			for i := range rows[:n/2] { // whole pages without null
				rows[i].Time, rows[i].Principal = rows[n-1].Time, some(r, "agent-%d", 20)
			}
			return parquetFile(t, rows, o...)
		}, true},
		{"bare columns", func(r *rand.Rand, n int, o ...parquet.WriterOption) []byte {
			rows, last := make([]bareRow, n), since*1e3
			for i := range rows {
				rows[i] = bareRow{aTime(r, &last, time.Millisecond), aName(r), *some(r, "act %d", 2), *some(r, "C%d", 99)}
			}
			return parquetFile(t, rows, o...)
		}, false},
		{"times with a dictionary", func(r *rand.Rand, n int, o ...parquet.WriterOption) []byte {
			rows, last := make([]codedRow, n), since*1e9
			for i := range rows {
				rows[i] = codedRow{aTime(r, &last, time.Nanosecond), aName(r), *some(r, "act %d", 2), []string{"C1", "C2", "C3"}[:r.IntN(4)]}
			}
			return parquetFile(t, rows, o...)
		}, true},
		{"numbers that do not say what they count", func(r *rand.Rand, n int, o ...parquet.WriterOption) []byte {
			rows, last := make([]sinceRow, n), since
			for i := range rows {
				rows[i] = sinceRow{aTime(r, &last, time.Second), aName(r), *some(r, "act %d", 2), *some(r, "C%d", 99)}
			}
			return parquetFile(t, rows, o...)
		}, false},
		{"times as texts", func(r *rand.Rand, n int, o ...parquet.WriterOption) []byte {
			rows, last := make([]textRow, n), since
			for i := range rows {
				rows[i] = textRow{time.Unix(aTime(r, &last, time.Second)%1e10, 0).UTC().Format(time.RFC3339), aName(r), *some(r, "act %d", 2), *some(r, "C%d", 99)}
			}
			return parquetFile(t, rows, o...)
		}, false},
	} {
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, 1))
			options := []parquet.WriterOption{parquet.DataPageVersion(1 + int(seed%2))}
			if seed%3 == 0 {
				options = append(options, parquet.Compression(&parquet.Zstd))
			}
			content := map[string][]byte{"a": m.body(r, 1000, options...), "b": m.body(r, 700, options...)}
			w := Want{Principals: []string{"agent-7", "agent-001", "nobody"}[:1+r.IntN(3)]}
			want, wantStats := hear(t, Log{Format: parquetFiles}, w, false, content)
			got, stats := hear(t, Log{Format: parquetFiles}, w, true, content)
			name := fmt.Sprintf("%s, seed %d", m.name, seed)
			if !slices.EqualFunc(got.wanted, want.wanted, sameRecord) {
				t.Errorf("%s: %d wanted records with tallies, %d without", name, len(got.wanted), len(want.wanted))
			}
			if !maps.Equal(got.others, want.others) || !got.first.Equal(want.first) || !got.last.Equal(want.last) {
				t.Errorf("%s: others from %s to %s with tallies, %s to %s without, or other counts by hour:\n%v\n%v", name, got.first, got.last, want.first, want.last, got.others, want.others)
			}
			if !reflect.DeepEqual(stats, wantStats) {
				t.Errorf("%s: %d lines, %d bad with tallies; %d, %d without, or other places", name, stats.Lines, stats.Bad, wantStats.Lines, wantStats.Bad)
			}
			if got.numbers[-1] != "" {
				t.Errorf("%s: %s", name, got.numbers[-1])
			}
			if m.tells != (got.tallied > 0) {
				t.Errorf("%s: %d records were tallied; others are to be counted in pages with codes and times, and only there", name, got.tallied)
			}
		}
	}
}
