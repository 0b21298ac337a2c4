package accesslog

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2

// fitsAVX2 says whether a line of size bytes has the n runs, like form.fitsWords.
//
//go:noescape
func fitsAVX2(runs *run, n int, line *byte, size int) bool

// fits says whether a line of the form's size has it.
func (f *form) fits(line []byte) bool {
	if hasAVX2 {
		return fitsAVX2(&f.runs[0], len(f.runs), &line[0], len(line))
	}
	return f.fitsWords(line)
}
