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
				place := size % Sizes
				for way := r.IntN(Ways); way > 0 && table.forms[place] != nil; way-- {
					place += Sizes
				}
				table.Set(place, NewForm(f.line, f.kinds))
				forms[place] = f
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
	if n := table.Lines(text, nil); n != 0 || len(forms) == 0 && table.Lines(text, make([]Line, 9)) != 0 {
		t.Fatal("lines without a form, or without room for them")
	}
	if len(forms) == 0 || room == 0 {
		return
	}
	var before []Line
	for _, lines := range []func([]byte, []Line) int{table.Lines, table.slowly} {
		found := make([]Line, room)
		n, at := lines(text, found), 0
		for i, line := range found[:n] {
			f, known := forms[int(line.Form)]
			if !known || !f.fits(text[at:line.End+1], false) {
				t.Fatalf("line %d, %q, has no form and was taken", i, text[at:line.End+1])
			}
			at = int(line.End) + 1
		}
		next := text[at : at+bytes.IndexByte(text[at:], '\n')+1]
		for place := len(next) % Sizes; n < room && place < Ways*Sizes; place += Sizes {
			if f, known := forms[place]; known && f.fits(next, true) {
				t.Fatalf("line %d, %q, has a form and was not taken", n, next)
			}
		}
		if before != nil && !slices.Equal(found[:n], before) {
			t.Fatalf("%v, but slowly %v", before, found[:n])
		}
		before = found[:n]
	}
}

type plainForm struct {
	line  []byte
	kinds []Kind
}

// fits looks at what is Seen only when all is to be Text that is not the Same.
func (f *plainForm) fits(line []byte, seen bool) bool {
	if len(line) != len(f.line) {
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
