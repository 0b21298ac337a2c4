package columnar

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

type place struct {
	City *string `parquet:"city"`
}

type row struct {
	Word   string    `parquet:"word,dict"`
	Plain  *string   `parquet:"plain"`
	Number int64     `parquet:"number"`
	At     time.Time `parquet:"at,timestamp(microsecond)"`
	Day    int64     `parquet:"day,dict"`
	List   []string  `parquet:"list,list"`
	Bare   []string  `parquet:"bare,dict"`
	Deep   []place   `parquet:"deep,list"`
}

func pick(r *rand.Rand, n int) *string {
	if r.IntN(3) == 0 {
		return nil
	}
	s := fmt.Sprintf("value %d", r.IntN(n))
	return &s
}

func makeRows(r *rand.Rand, n int) []row {
	rows := make([]row, n)
	for i := range rows {
		rows[i] = row{Word: fmt.Sprintf("word %d", r.IntN(5)), Plain: pick(r, 1000), Number: r.Int64N(1 << 40),
			At: time.UnixMicro(r.Int64N(2e15)).UTC(), Day: r.Int64N(9)}
		for range r.IntN(4) {
			rows[i].List = append(rows[i].List, fmt.Sprint(r.IntN(9)))
			rows[i].Bare = append(rows[i].Bare, fmt.Sprint(r.IntN(3)))
			rows[i].Deep = append(rows[i].Deep, place{pick(r, 4)})
		}
	}
	return rows
}

func open[R any](t *testing.T, rows []R, options ...parquet.WriterOption) *File {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[R](&b, options...)
	for part := range slices.Chunk(rows, 700) {
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil { // ends the row group
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestEveryCell reads every column of files of many shapes, wholly and in
// strides, and wants what was written: a cell of the wrong row would put
// somebody else's customer into the set.
func TestEveryCell(t *testing.T) {
	for name, options := range map[string][]parquet.WriterOption{
		"usual":                        nil,
		"tiny pages, older kind":       {parquet.DataPageVersion(1), parquet.PageBufferSize(256)},
		"tiny pages, newer kind, zstd": {parquet.DataPageVersion(2), parquet.PageBufferSize(256), parquet.Compression(&parquet.Zstd)},
		"snappy":                       {parquet.Compression(&parquet.Snappy)},
	} {
		for _, stride := range []int64{1, 3, 97, 650} {
			r := rand.New(rand.NewPCG(7, uint64(stride)))
			rows := makeRows(r, 1500)
			f := open(t, rows, options...)
			base := int64(0)
			for g := range f.Groups() {
				checkGroup(t, fmt.Sprintf("%s, every %d", name, stride), f, g, rows[base:], stride)
				base += f.Rows(g)
			}
			if base != int64(len(rows)) {
				t.Fatalf("%s: %d rows in the groups, want %d", name, base, len(rows))
			}
		}
	}
}

func checkGroup(t *testing.T, name string, f *File, g int, rows []row, stride int64) {
	t.Helper()
	col := func(path string) *Column {
		leaf, ok := f.Leaf(path)
		if !ok {
			t.Fatalf("%s: no column %s among %v", name, path, f.Leaves())
		}
		return f.Column(g, leaf)
	}
	word, plain, number, at, day := col("word"), col("plain"), col("number"), col("at"), col("day")
	lists := map[string]*Column{"list": col("list"), "bare": col("bare"), "deep.city": col("deep.city")}
	leaf, _ := f.Leaf("at")
	clock, err := leaf.Clock()
	if err != nil || clock.Local || clock.Step != time.Microsecond {
		t.Fatalf("%s: clock %+v, %v; want microseconds in UTC", name, clock, err)
	}
	for n := int64(0); n < f.Rows(g); n += stride {
		want := rows[n]
		if got, ok, err := word.Text(n); got != want.Word || !ok || err != nil {
			t.Fatalf("%s: row %d of group %d: word %q %v %v, want %q", name, n, g, got, ok, err, want.Word)
		}
		if code, _, err := word.Code(n); err != nil || word.Word(code) != want.Word {
			t.Fatalf("%s: row %d: code %d is %q, want %q (%v)", name, n, code, word.Word(code), want.Word, err)
		}
		got, ok, err := plain.Text(n)
		if ok != (want.Plain != nil) || ok && got != *want.Plain || err != nil {
			t.Fatalf("%s: row %d: plain %q %v %v, want %v", name, n, got, ok, err, want.Plain)
		}
		if got, ok, err := number.Text(n); got != fmt.Sprint(want.Number) || !ok || err != nil {
			t.Fatalf("%s: row %d: number %s, want %d (%v)", name, n, got, want.Number, err)
		}
		if got, ok, err := at.Nanos(n, clock); !time.Unix(0, got).Equal(want.At) || !ok || err != nil {
			t.Fatalf("%s: row %d: at %s, want %s (%v)", name, n, time.Unix(0, got), want.At, err)
		}
		checkRun(t, name, word, n, func(row int64) string { return rows[row].Word })
		checkRun(t, name, at, n, func(row int64) string { return fmt.Sprint(rows[row].At.UnixMicro()) })
		checkRun(t, name, day, n, func(row int64) string { return fmt.Sprint(rows[row].Day) })
		checkRun(t, name, plain, n, nil)
		var cities []string
		for _, p := range want.Deep {
			if p.City != nil {
				cities = append(cities, *p.City)
			}
		}
		for path, texts := range map[string][]string{"list": want.List, "bare": want.Bare, "deep.city": cities} {
			if got, err := lists[path].Texts(n, nil); !slices.Equal(got, texts) || err != nil {
				t.Fatalf("%s: row %d of group %d: %s %q, want %q (%v)", name, n, g, path, got, texts, err)
			}
		}
	}
}

// checkRun wants of a run what the cells have, or that it has nothing.
func checkRun(t *testing.T, name string, c *Column, from int64, cell func(row int64) string) {
	t.Helper()
	run, err := c.Run(from)
	if err != nil || run.Rows < 1 || cell != nil && run.Codes == nil && run.Numbers == nil || cell == nil && run.Codes != nil {
		t.Fatalf("%s: from row %d on: %d rows, %d codes, %d numbers, %v", name, from, run.Rows, len(run.Codes), len(run.Numbers), err)
	}
	for i := range min(run.Rows, 5) {
		got, want := "", ""
		switch {
		case run.Numbers != nil:
			got, want = fmt.Sprint(run.Numbers[i]), cell(from+i)
		case run.Codes != nil:
			got, want = c.Word(int(run.Codes[i])), cell(from+i)
		}
		if got != want {
			t.Fatalf("%s: row %d, the run from %d on has %s, want %s", name, from+i, from, got, want)
		}
	}
}

// TestDamage flips and cuts bytes: whatever happens, it is an error or a value,
// never a panic, because one bad file must not end a night's count.
func TestDamage(t *testing.T) {
	var b bytes.Buffer
	if err := parquet.Write(&b, makeRows(rand.New(rand.NewPCG(1, 2)), 200)); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	if _, err := Open(bytes.NewReader(whole[:len(whole)-1]), int64(len(whole)-1)); !errors.Is(err, ErrNotParquet) {
		t.Errorf("a file without its last byte: %v, want ErrNotParquet", err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 2000 {
		hurt := bytes.Clone(whole)
		hurt[r.IntN(len(hurt))] ^= byte(1 << r.IntN(8))
		f, err := Open(bytes.NewReader(hurt), int64(len(hurt)))
		if err != nil {
			found++
			continue
		}
		if readAll(f) != nil {
			found++
		}
	}
	if found < 200 {
		t.Errorf("only %d of 2000 damaged files were noticed: nothing was read from them, it seems", found)
	}
}

func readAll(f *File) error {
	for g := range f.Groups() {
		for _, leaf := range f.Leaves() {
			c := f.Column(g, leaf)
			for n := range min(f.Rows(g), 1000) {
				_, err := c.Run(n)
				if err == nil {
					_, err = c.Texts(n, nil)
				}
				if err != nil {
					c.Close()
					return err
				}
			}
			c.Close()
		}
	}
	return nil
}

// A list that is not there says something else than an empty one, and so does an
// element that is null.
func TestLists(t *testing.T) {
	type row struct {
		IDs  []*string `parquet:"ids,list,optional"`
		Bare []string  `parquet:"bare"`
		Deep []place   `parquet:"deep,list,optional"`
	}
	a, b := "a", "b"
	rows := []row{
		{[]*string{&a, &b}, []string{"a", "b"}, []place{{&a}, {&b}}},
		{[]*string{}, []string{}, []place{}},
		{nil, nil, nil},
		{[]*string{nil}, []string{""}, []place{{nil}}},
		{[]*string{&a, nil, &b}, []string{"a", "", "b"}, []place{{&a}, {nil}, {&b}}},
	}
	want := map[string][]string{ // "-" where there is no list
		"ids":       {`["a" "b"]`, `[]`, `-`, `[""]`, `["a" "" "b"]`},
		"bare":      {`["a" "b"]`, `[]`, `[]`, `[""]`, `["a" "" "b"]`}, // cannot say that it is not there
		"deep.city": {`["a" "b"]`, `[]`, `-`, `[""]`, `["a" "" "b"]`},
	}
	for name, options := range map[string][]parquet.WriterOption{"older pages": {parquet.DataPageVersion(1), parquet.PageBufferSize(1)}, "newer pages": {parquet.DataPageVersion(2)}} {
		f := open(t, rows, options...)
		for path, want := range want {
			leaf, ok := f.Leaf(path)
			if !ok {
				t.Fatalf("no column %s among %v", path, f.Leaves())
			}
			c := f.Column(0, leaf)
			for i := range rows {
				all, there, err := c.List(int64(i), nil)
				said := fmt.Sprintf("%q", all)
				if !there {
					said = "-"
				}
				if err != nil || said != want[i] {
					t.Errorf("%s, %s, row %d: %s, %v; want %s", name, path, i, said, err, want[i])
				}
			}
			c.Close()
		}
	}
}
