package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// customers reads a stream and returns the customers seen, joined.
func customers(t *testing.T, stored []byte) (string, Stats) {
	t.Helper()
	var seen []string
	stats, err := Read(context.Background(), iotest.HalfReader(bytes.NewReader(stored)), "log.gz", func(r *Record) error {
		seen = append(seen, r.CustomerID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(seen, " "), stats
}

func customer(id string) string { return with("customer_id", `"`+id+`"`) }

func TestReadKnowsFormatByContent(t *testing.T) {
	plain := customer("A") + "\r\n\r\n \t\n" + customer("B") + "\n"
	more := "\ufeff" + customer("C") // a byte-order mark within, no line end
	for name, stored := range map[string][]byte{
		"plain":        []byte(plain + more),
		"mark first":   []byte("\ufeff" + plain + more),
		"gzip":         gzipped([]byte(plain + more)),
		"gzip members": gzipped([]byte(plain), nil, []byte(more[:9]), []byte(more[9:])),
		"zstd":         zstandard([]byte(plain + more)),
		"zstd frames":  append([]byte{0x5a, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0xff}, zstandard([]byte(plain), []byte(more))...),
	} {
		seen, stats := customers(t, stored)
		if seen != "A B C" || stats.Lines != 3 || stats.Bad != 0 || stats.Damaged != nil {
			t.Errorf("%s: %s, %+v", name, seen, stats)
		}
	}
}

func TestReadCountsBadLinesByPlace(t *testing.T) {
	log := customer("A") + "\n\n{\n" + with("customer_id", "5") + "\n" + customer("B")
	seen, stats := customers(t, []byte(log))
	want := []BadLine{{"log.gz", 3, "not valid JSON"}, {"log.gz", 4, "customer_id is not a string"}}
	if seen != "A B" || stats.Lines != 4 || stats.Bad != 2 || fmt.Sprint(stats.BadLines) != fmt.Sprint(want) {
		t.Errorf("%s, %+v", seen, stats)
	}
	_, stats = customers(t, []byte(strings.Repeat("x\n", 3*MaxBadLines)))
	if stats.Bad != 3*MaxBadLines || len(stats.BadLines) != MaxBadLines {
		t.Errorf("%d bad, %d kept", stats.Bad, len(stats.BadLines))
	}
}

func TestReadLongLines(t *testing.T) {
	long := with("note", `"`+strings.Repeat("x", 1<<20)+`"`, "customer_id", `"L"`)
	tooLong := with("note", `"`+strings.Repeat("x", maxLine)+`"`)
	for name, end := range map[string]string{"within": "\n" + customer("B"), "last": ""} {
		seen, stats := customers(t, []byte(customer("A")+"\n"+long+"\n"+tooLong+end))
		want, lines := "A L", int64(3)
		if end != "" {
			want, lines = "A L B", 4
		}
		if seen != want || stats.Lines != lines || stats.Bad != 1 || stats.BadLines[0] != (BadLine{"log.gz", 3, "longer than 16 MB"}) {
			t.Errorf("%s: %s, %+v", name, seen, stats)
		}
	}
}

// A damaged stream gives what could be read, and says where it broke.
func TestReadDamagedStreams(t *testing.T) {
	var log bytes.Buffer
	for i := range 20_000 {
		fmt.Fprintln(&log, customer(fmt.Sprint("C", i*7919)))
	}
	gz, zst := gzipped(log.Bytes()), zstandard(log.Bytes())
	flipped := bytes.Clone(gz)
	flipped[len(gz)/2] ^= 0xff
	for name, c := range map[string]struct {
		stored []byte
		least  int64 // lines that must come out
	}{
		"gzip cut off":          {gz[:len(gz)/2], 5000},
		"gzip without its sum":  {gz[:len(gz)-6], 20_000},
		"gzip with a wrong sum": {append(bytes.Clone(gz[:len(gz)-8]), make([]byte, 8)...), 20_000},
		"gzip changed within":   {flipped, 1000},
		"gzip, then rubbish":    {append(bytes.Clone(gz), "rubbish that is no member"...), 20_000},
		"gzip header alone":     {gz[:5], 0},
		"zstd cut off":          {zst[:len(zst)/2], 5000},
		"bzip2":                 {[]byte("BZh91AY&SY"), 0},
		"Parquet":               {[]byte("PAR1\x15\x04"), 0},
		"UTF-16":                {[]byte("\xff\xfe{\x00"), 0},
	} {
		seen, stats := customers(t, c.stored)
		good := int64(len(strings.Fields(seen)))
		if len(stats.Damaged) != 1 || stats.Bad == 0 || good < c.least || stats.Damaged[0].File != "log.gz" || stats.Damaged[0].Line < good {
			t.Errorf("%s: %d records, %+v", name, good, stats)
		}
	}
}

// A connection that breaks is not a damaged file: it must fail, to be tried again.
func TestReadFailsWhenBytesCannotBeFetched(t *testing.T) {
	broken := errors.New("connection reset")
	for name, stored := range map[string][]byte{"plain": []byte(customer("A") + "\n"), "gzip": gzipped([]byte(customer("A")))[:12]} {
		r := io.MultiReader(bytes.NewReader(stored), iotest.ErrReader(broken))
		if _, err := Read(context.Background(), r, "log", func(*Record) error { return nil }); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadStops(t *testing.T) {
	enough := errors.New("enough")
	log := strings.Repeat(customer("A")+"\n", 10)
	n := 0
	_, err := Read(context.Background(), strings.NewReader(log), "log", func(*Record) error { n++; return enough })
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ended, strings.NewReader(log), "log", nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// What is kept of one record stays as it was when later ones are read.
func TestReadRecordsMayBeKept(t *testing.T) {
	log := syntheticLog(5000)
	want, _, _ := plainRead(log)
	var got []Record
	if _, err := Read(context.Background(), bytes.NewReader(log), "log", func(r *Record) error {
		got = append(got, *r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !same(got[i], want[i]) {
			t.Fatalf("record %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}
