// Package lanes looks at many bytes of a JSON text at a time.
package lanes

import (
	"encoding/binary"
	"math/bits"
)

const (
	low    = 0x0101010101010101
	high   = 0x8080808080808080
	spaces = ' ' * low
	all    = 0xff * low
)

// Load returns the first eight bytes of b as a number.
func Load(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// PlainEnd returns the position from i on of the first byte that does not stand
// for itself in a JSON string: a quote, a backslash, a control character or a
// byte of a character beyond ASCII; len(b) when there is none.
func PlainEnd(b []byte, i int) int {
	for ; i+8 <= len(b); i += 8 {
		if s := stops(Load(b[i : i+8])); s != 0 {
			return i + bits.TrailingZeros64(s)>>3
		}
	}
	for i < len(b) && stops(uint64(b[i])|spaces&^0xff) == 0 {
		i++
	}
	return i
}

// stops sets the highest bit of the first byte that does not stand for itself,
// and of none when all do: subtracting sets it where a byte is less than what is
// subtracted. What a borrow sets wrongly stands behind a byte that is set rightly.
func stops(x uint64) uint64 {
	return (((x ^ '"'*low) - low) | ((x ^ '\\'*low) - low) | (x - spaces) | x) & high
}

// A Literal is a text that is expected to come again.
type Literal struct {
	Text        string
	first, last uint64 // its first and last eight bytes, when it has 8 to 16
}

// NewLiteral makes the literal of a text.
func NewLiteral(text string) Literal {
	l := Literal{Text: text}
	if n := len(text); n >= 8 && n <= 16 {
		l.first, l.last = Load([]byte(text)), Load([]byte(text[n-8:]))
	}
	return l
}

// Begins says whether b begins with the literal.
func (l *Literal) Begins(b []byte) bool {
	n := len(l.Text)
	if len(b) < n {
		return false
	}
	if n < 8 || n > 16 {
		return string(b[:n]) == l.Text
	}
	return Load(b) == l.first && Load(b[n-8:n]) == l.last
}
