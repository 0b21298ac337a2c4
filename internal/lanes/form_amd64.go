package lanes

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasBMI1 && cpu.X86.HasPOPCNT

// fitAVX2 is Table.slowly for at least one line. The ends are positions in b, in
// their order, none before from.
//
//go:noescape
func fitAVX2(t *Table, b *byte, from int, ends *int32, lines int) int

func (t *Table) fit(b []byte, from int, ends []int32) int {
	if !hasAVX2 {
		return t.slowly(b, from, ends)
	}
	return fitAVX2(t, &b[0], from, &ends[0], len(ends))
}
