//go:build !amd64

package lanes

func (t *Table) fit(b []byte, from int, ends []int32) int { return t.slowly(b, from, ends) }

func manyEnds([]byte, []int32) (n, at int) { return 0, 0 }
