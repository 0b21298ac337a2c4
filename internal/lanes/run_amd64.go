package lanes

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasBMI1 && cpu.X86.HasPOPCNT

// fitAVX2 says whether a line of size bytes has n runs.
//
//go:noescape
func fitAVX2(runs *Run, n int, line *byte, size int) bool

// Fit says whether a line has runs that were made of a line of the same size.
func Fit(runs []Run, line []byte) bool {
	if hasAVX2 && len(line) >= RunSize {
		return fitAVX2(&runs[0], len(runs), &line[0], len(line))
	}
	return fit(runs, line)
}
