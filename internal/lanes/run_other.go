//go:build !amd64

package lanes

// Fit says whether a line has runs that were made of a line of the same size.
func Fit(runs []Run, line []byte) bool { return fit(runs, line) }

func manyEnds([]byte, []int32) (n, at int) { return 0, 0 }
