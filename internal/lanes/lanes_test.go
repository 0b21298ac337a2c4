package lanes

import (
	"bytes"
	"testing"
)

func plain(c byte) bool { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\' }

// Every byte value at every place, with every value before it, which could
// borrow from it.
func TestPlainEnd(t *testing.T) {
	for size := range 20 {
		for at := range size {
			for c := range 256 {
				for _, before := range []byte{'a', ' ', '#', ']', '!', 0x7f} {
					b := bytes.Repeat([]byte{before}, size)
					b[at] = byte(c)
					want := size
					if !plain(byte(c)) {
						want = at
					}
					if got := PlainEnd(b, 0); got != want {
						t.Fatalf("%q: %d, want %d", b, got, want)
					}
				}
			}
		}
	}
	if got := PlainEnd([]byte(`ab"cdefghijklmnop"`), 3); got != 17 {
		t.Errorf("from the middle: %d", got)
	}
}

func TestLiteral(t *testing.T) {
	for size := range 40 {
		text := bytes.Repeat([]byte("abcdefg"), 6)[:size]
		l := NewLiteral(string(text))
		for _, b := range [][]byte{text, append(bytes.Clone(text), 'x')} {
			if !l.Begins(b) {
				t.Errorf("%q does not begin with %q", b, text)
			}
		}
		for at := range size {
			other := bytes.Clone(text)
			other[at] ^= 1
			if l.Begins(other) || l.Begins(text[:at]) {
				t.Errorf("%q or its beginning passes for %q", other, text)
			}
		}
	}
}
