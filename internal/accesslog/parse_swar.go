package accesslog

import (
	"encoding/binary"
	"math/bits"
)

const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

func load8(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// plainEnd returns the position from i on of the first byte that does not stand
// for itself in a JSON string: a quote, a backslash, a control character or a
// byte of a character beyond ASCII; len(b) when there is none. It looks at eight
// bytes at a time: subtracting sets a byte's highest bit where the byte is less
// than what is subtracted. What a borrow sets wrongly stands behind a byte that
// is rightly set, and only the first is used.
func plainEnd(b []byte, i int) int {
	for ; i+8 <= len(b); i += 8 {
		if stops := stopsIn(load8(b[i:])); stops != 0 {
			return i + bits.TrailingZeros64(stops)>>3
		}
	}
	for i < len(b) && class[b[i]] == ordinary {
		i++
	}
	return i
}

func stopsIn(x uint64) uint64 {
	return (((x ^ '"'*lowBits) - lowBits) | ((x ^ '\\'*lowBits) - lowBits) | (x - 0x20*lowBits) | x) & highBits
}

// A literal is a text that is expected to come again.
type literal struct {
	text        string
	first, last uint64 // its first and last eight bytes, when it has 8 to 16
}

func newLiteral(text string) literal {
	l := literal{text: text}
	if n := len(text); n >= 8 && n <= 16 {
		l.first, l.last = load8([]byte(text)), load8([]byte(text[n-8:]))
	}
	return l
}

// begins says whether b begins with the literal.
func (l *literal) begins(b []byte) bool {
	n := len(l.text)
	if len(b) < n {
		return false
	}
	if n-8 > 8 || n < 8 {
		return string(b[:n]) == l.text
	}
	return load8(b) == l.first && load8(b[n-8:]) == l.last
}
