package lanes

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// FuzzLines holds both ways to see which lines fit to looking at each byte. The text
// is cut into lines of sizes that a generator gives; each line has a form of its size
// in the table or has none, and some bytes are changed after that.
func FuzzLines(f *testing.F) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		text := make([]byte, r.IntN(3000))
		for i := range text {
			if text[i] = byte(r.IntN(256)); seed%4 > 0 {
				text[i] = byte('a' + r.IntN(26))
			}
		}
		f.Add(text, seed, byte(r.IntN(256)))
		f.Add(text, seed, byte('x'))
	}
	f.Fuzz(func(t *testing.T, text []byte, seed uint64, to byte) {
		r := rand.New(rand.NewPCG(seed, 2))
		text = text[min(r.IntN(9), len(text)):] // of any alignment
		usual := 1 + r.IntN(500)
		for at := 0; at < len(text); at++ {
			if at += []int{r.IntN(500), usual, usual + r.IntN(9)}[r.IntN(3)]; at < len(text) {
				text[at] = '\n'
			}
		}
		var table Table
		forms := map[int]plainForm{} // by place in the table
		for rest := text; len(rest) > 0; {
			size := bytes.IndexByte(rest, '\n') + 1
			if size == 0 {
				break
			}
			if size >= MinSize && r.IntN(9) > 0 && bytes.IndexByte(rest[:size], 0) < 0 {
				f := plainForm{slices.Clone(rest[:size]), make([]Kind, size)}
				for i, c := range f.line[:size-1] {
					if plain(c) && r.IntN(4) == 0 {
						f.kinds[i] = Text + Kind(r.IntN(2))
					}
				}
				table.Set(NewForm(f.line, f.kinds))
				forms[size%Sizes] = f
			}
			rest = rest[size:]
		}
		for range r.IntN(3) {
			if len(text) > 0 {
				text[r.IntN(len(text))] = to
			}
		}
		checkLines(t, &table, text, r.IntN(9), forms)
	})
}

func checkLines(t *testing.T, table *Table, text []byte, room int, forms map[int]plainForm) {
	t.Helper()
	if n := table.Lines(text, nil); n != 0 || len(forms) == 0 && table.Lines(text, make([]int32, 9)) != 0 {
		t.Fatal("lines without a form, or without room for their ends")
	}
	if len(forms) == 0 || room == 0 {
		return
	}
	for _, lines := range []func([]byte, []int32) int{table.Lines, table.slowly} {
		ends := make([]int32, room)
		n, at := lines(text, ends), 0
		for i, end := range ends[:n] {
			if !fitsPlainly(text[at:end+1], forms, false) {
				t.Fatalf("line %d, %q, has no form and was taken", i, text[at:end+1])
			}
			at = int(end) + 1
		}
		size := bytes.IndexByte(text[at:], '\n') + 1
		if next := text[at : at+size]; n < room && fitsPlainly(next, forms, true) {
			t.Fatalf("line %d, %q, has a form and was not taken", n, next)
		}
	}
}

type plainForm struct {
	line  []byte
	kinds []Kind
}

// fitsPlainly looks at what is Seen only when all is to be Text that is no Same.
func fitsPlainly(line []byte, forms map[int]plainForm, seen bool) bool {
	f, known := forms[len(line)%Sizes]
	if !known || len(line) != len(f.line) {
		return false
	}
	for i, c := range line {
		switch kind := f.kinds[i]; {
		case kind == Same && c != f.line[i]:
			return false
		case (kind == Text || seen && kind == Seen) && !plain(c):
			return false
		}
	}
	return true
}
