package lanes

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasBMI1

// scan is how many bytes are searched for a line end at once.
const scan = 64

// linesAVX2 is Table.slowly for a table that has a form, at least scan bytes and room
// for at least one line.
//
//go:noescape
func linesAVX2(t *Table, b *byte, size int, lines *Line, room int) int

func (t *Table) lines(b []byte, lines []Line) int {
	if !hasAVX2 || len(b) < scan {
		return t.slowly(b, lines)
	}
	return linesAVX2(t, &b[0], len(b), &lines[0], len(lines))
}
