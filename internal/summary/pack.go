package summary

import (
	"encoding/binary"
	"math/bits"
)

// Numbers are packed by blocks of so many: the least of the block, how many bits
// the largest difference to it has, then every difference in so many bits. That
// takes no more room than a packer of bytes makes of them, and no table.
const block = 128

// wide differences, which a shifted word would not hold, have a word each.
const wide = 56

// appendPacked writes numbers, whose count the reader must know.
func appendPacked(out []byte, numbers []uint64) []byte {
	for len(numbers) > 0 {
		part := numbers[:min(block, len(numbers))]
		numbers = numbers[len(part):]
		least, most := part[0], part[0]
		for _, v := range part {
			least, most = min(least, v), max(most, v)
		}
		width := bits.Len64(most - least)
		if width > wide {
			width = 64
		}
		out = binary.AppendUvarint(out, least)
		out = append(out, byte(width))
		word, filled := uint64(0), 0
		for _, v := range part {
			v -= least
			word |= v << filled
			if filled += width; filled >= 64 {
				out = binary.LittleEndian.AppendUint64(out, word)
				filled -= 64
				word = v >> (width - filled) // all of it is out when that is its width
			}
		}
		for ; filled > 0; filled -= 8 {
			out = append(out, byte(word)) // #nosec G115 -- the lowest of its bytes
			word >>= 8
		}
	}
	return out
}

// packed reads so many numbers, times a number and plus another.
func packed[T uint32 | uint64 | int64](r *reader, into []T, n int, times, plus uint64) []T {
	if !r.holds(n) {
		r.bad, r.rest = true, nil
		return into[:0]
	}
	into = room(into, n)
	for at := 0; at < n; at += block {
		part := into[at:min(at+block, n)]
		least := r.uvarint()
		width := uint(r.byte())
		size := (len(part)*int(width) + 7) / 8
		if r.bad || width > wide && width != 64 || size > len(r.rest) {
			r.bad, r.rest = true, nil
			return into[:0]
		}
		from := r.rest
		if size+8 > len(from) { // a word is read from every byte on
			var last [block*8 + 8]byte
			copy(last[:], from[:size])
			from = last[:]
		}
		mask, bit := uint64(1)<<width-1, uint(0)
		for i := range part {
			v := binary.LittleEndian.Uint64(from[bit>>3:]) >> (bit & 7) & mask
			part[i] = T((least+v)*times + plus) // #nosec G115 -- whoever asks checks what it means
			bit += width
		}
		r.rest = r.rest[size:]
	}
	return into
}

// room is a slice of a length, of the same memory if that is enough.
func room[T any](s []T, n int) []T {
	if n > cap(s) {
		return make([]T, n, n+n/8) // the next part is hardly larger
	}
	return s[:n]
}
