package packed

import "bytes"

// Kind names how a stream is packed, from its first bytes: plain, gzip, zstd or
// bzip2.
func Kind(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return "gzip"
	case isZstd(head):
		return "zstd"
	case isBzip2(head):
		return "bzip2"
	}
	return "plain"
}

// isBzip2 knows the head of a stream and of its first block, or of an empty one.
func isBzip2(head []byte) bool {
	return len(head) >= 5 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9' && (head[4] == 0x31 || head[4] == 0x17)
}
