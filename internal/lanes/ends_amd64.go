package lanes

// endsAVX2 notes the line ends of chunks whole chunks, for as long as there is
// room for Chunk more, and returns how many there are and where it stopped.
//
//go:noescape
func endsAVX2(b *byte, chunks int, ends *int32, room int) (n, at int)

func manyEnds(b []byte, ends []int32) (n, at int) {
	if !hasAVX2 || len(b) < Chunk || len(ends) < Chunk {
		return 0, 0
	}
	return endsAVX2(&b[0], len(b)/Chunk, &ends[0], len(ends))
}
