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

// foreign are the beginnings of files that would else look like nothing but bad lines.
var foreign = []struct {
	magic string
	err   formatError
}{
	{"\xfd7zXZ\x00", "the file is xz: unpack it, or pack it as gzip, zstd or bzip2"},
	{"PK\x03\x04", "the file is a zip archive or a spreadsheet: unpack it, or export it as text"},
	{"PAR1", "the file is Parquet: export it as text"},
	{"\xff\xfe", utf16Error},
	{"\xfe\xff", utf16Error},
}

const (
	tarError   formatError = "the file is a tar archive: unpack it, and name the files in it"
	utf16Error formatError = "the file is UTF-16: convert it to UTF-8, as with iconv -f UTF-16 -t UTF-8"
)

// block is how much of a file is looked at to know what else than text it is, in
// bytes: a tar archive has its mark in the first 512.
const block = 512

// notText is what a file with these first bytes is, when it is known to be no text.
func notText(head []byte) error {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return f.err
		}
	}
	switch {
	case isTar(head):
		return tarError
	case isUTF16(head):
		return utf16Error
	}
	return nil
}

// isTar knows an archive by the mark in its first block (POSIX.1-1988 and later).
func isTar(head []byte) bool { return len(head) >= 262 && string(head[257:262]) == "ustar" }

// isUTF16 knows it without its mark, too: of the names and marks with which logs
// begin every second byte is zero.
func isUTF16(head []byte) bool {
	head = head[:min(len(head), 64)]
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i%2]++
		}
	}
	return len(head) >= 8 && zero[0] != zero[1] && zero[0]*zero[1] == 0 && (zero[0]+zero[1])*8 >= len(head)*3
}
