package lanes

// countLines is Count.slowly for at least one line.
//
//go:noescape
func countLines(c *Count, b *byte, at int, lines *Line, n int) int

func (c *Count) lines(b []byte, at int, lines []Line) int {
	return countLines(c, &b[0], at, &lines[0], len(lines))
}
