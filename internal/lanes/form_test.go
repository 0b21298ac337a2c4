package lanes

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// FuzzFit holds both ways to see how many lines fit to looking at each byte. The
// text is cut into lines of sizes that a generator gives; each line has a form of
// its size in the table or has none, and some bytes are changed after that.
func FuzzFit(f *testing.F) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		text := make([]byte, r.IntN(2000))
		for i := range text {
			if text[i] = byte(r.IntN(256)); seed%2 == 0 {
				text[i] = byte('a' + r.IntN(26))
			}
		}
		f.Add(text, seed, byte(r.IntN(256)))
	}
	f.Fuzz(func(t *testing.T, text []byte, seed uint64, to byte) {
		r := rand.New(rand.NewPCG(seed, 2))
		from, before := r.IntN(9), bytes.Clone(text)
		var table Table
		var ends []int32
		forms := map[int][]bool{} // which bytes are fixed, by size
		lines := map[int][]byte{} // of which the form was made
		for at := from; at < len(text); {
			size := 1 + r.IntN(min(len(text)-at, []int{5, 100, 600}[r.IntN(3)]))
			if size >= MinSize && r.IntN(10) > 0 && table[size%len(table)] == nil {
				fixed := make([]bool, size)
				for i, c := range text[at : at+size] {
					fixed[i] = r.IntN(3) > 0 || !plain(c) && r.IntN(50) > 0
				}
				table.Set(NewForm(before[at:at+size], fixed))
				forms[size], lines[size] = fixed, before[at:at+size]
			}
			at += size
			ends = append(ends, int32(at-1))
		}
		for range r.IntN(3) {
			if len(text) > 0 {
				text[r.IntN(len(text))] = to
			}
		}
		want := 0
		for at := from; want < len(ends) && fitsPlainly(text[at:ends[want]+1], forms, lines); want++ {
			at = int(ends[want]) + 1
		}
		if got, words := table.Fit(text, from, ends), table.slowly(text, from, ends); got != want || words != want {
			t.Fatalf("%d and %d of %d lines fit, want %d", got, words, len(ends), want)
		}
	})
}

func fitsPlainly(line []byte, forms map[int][]bool, lines map[int][]byte) bool {
	fixed, known := forms[len(line)]
	for i, c := range line {
		if !known || fixed[i] && c != lines[len(line)][i] || !fixed[i] && !plain(c) {
			return false
		}
	}
	return known
}
