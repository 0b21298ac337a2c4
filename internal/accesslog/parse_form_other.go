//go:build !amd64

package accesslog

// fits says whether a line of the form's size has it.
func (f *form) fits(line []byte) bool { return f.fitsWords(line) }
