//go:build !amd64

package lanes

func (t *Table) lines(b []byte, ends []int32) int { return t.slowly(b, ends) }
