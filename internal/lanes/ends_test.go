package lanes

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// FuzzEnds holds the search for line ends to looking at each byte, wherever the
// block begins and however much room there is.
func FuzzEnds(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for size := range 300 {
		b := make([]byte, size)
		for i := range b {
			b[i] = "\n\x0b\x8ax\n"[r.IntN(1+size%5)]
		}
		f.Add(b, uint8(size), uint8(size*7))
	}
	f.Fuzz(func(t *testing.T, b []byte, from, room uint8) {
		b = b[min(int(from), len(b)):]
		ends := make([]int32, room)
		n := Ends(b, ends)
		var want []int32
		for i, c := range b {
			if c == '\n' && len(want) < n {
				want = append(want, int32(i))
			}
		}
		if len(want) != n || !slices.Equal(want, ends[:n]) {
			t.Fatalf("%q: %v, want %v", b, ends[:n], want)
		}
		if all := bytes.Count(b, []byte("\n")); n < all && n+Chunk <= len(ends) || n == 0 && all > 0 && room > 0 {
			t.Fatalf("%q: %d of %d ends with room for %d", b, n, all, room)
		}
	})
}
