//go:build !amd64

package lanes

func (t *Table) lines(b []byte, lines []Line) int { return t.slowly(b, lines) }

func (c *Count) lines(b []byte, at int, lines []Line) int { return c.slowly(b, at, lines) }
