package lanes

import "bytes"

// Chunk is how many bytes are searched for line ends at once.
const Chunk = 64

// Ends notes where lines of b end: the positions of the first line ends, as many
// as ends has room for, but for up to a Chunk's. It returns how many it noted, 0
// only when there is none. A block must be shorter than 2 GB.
func Ends(b []byte, ends []int32) int {
	n, at := manyEnds(b, ends)
	if n > 0 && n+Chunk > len(ends) {
		return n
	}
	for n < len(ends) {
		end := bytes.IndexByte(b[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
		ends[n] = int32(at - 1) // #nosec G115 -- blocks are short
		n++
	}
	return n
}
