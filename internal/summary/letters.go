package summary

import (
	"encoding/binary"
	"iter"
)

// SharedLetters is how many letters all ids begin with alike.
func SharedLetters(ids iter.Seq[string]) int {
	first, n := "", -1
	for id := range ids {
		if n < 0 {
			first, n = id, len(id)
		}
		n = min(n, len(id))
		for id[:n] != first[:n] {
			n--
		}
	}
	return max(n, 0)
}

// Letters are eight letters of an id, from one on, as a number of the same order:
// comparing numbers is faster, and where they are the same the ids must be.
func Letters(id string, from int) uint64 {
	if rest := id[from:]; len(rest) >= 8 {
		return uint64(rest[0])<<56 | uint64(rest[1])<<48 | uint64(rest[2])<<40 | uint64(rest[3])<<32 |
			uint64(rest[4])<<24 | uint64(rest[5])<<16 | uint64(rest[6])<<8 | uint64(rest[7])
	}
	var letters [8]byte
	copy(letters[:], id[from:])
	return binary.BigEndian.Uint64(letters[:])
}
