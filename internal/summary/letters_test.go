package summary

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// Numbers of letters must never put ids into another order than the ids have:
// a customer would be counted twice.
func TestLettersKeepTheOrder(t *testing.T) {
	all := []string{"", "\x00", "\x00\x00", "C", "C-", "C-00000001", "C-00000010", "C-1", "C-10", "C-12345678", "C-12345678\x00", "C-123456789", "c", "Ünïcode/1", "\xff\xff\xff\xff\xff\xff\xff\xff\xff"}
	for _, ids := range [][]string{all, all[4:11], all[9:12], all[4:5], nil} {
		shared := SharedLetters(slices.Values(ids))
		for _, a := range ids {
			if !strings.HasPrefix(a, ids[0][:shared]) {
				t.Errorf("%q does not begin with the %d letters that all of %q are said to", a, shared, ids)
			}
			for _, b := range ids {
				if x, y := Letters(a, shared), Letters(b, shared); x != y && cmp.Compare(x, y) != strings.Compare(a, b) {
					t.Errorf("%q and %q from letter %d on: %d and %d, another order", a, b, shared, x, y)
				}
			}
		}
	}
	if n := SharedLetters(slices.Values([]string{"C-0001", "C-0100", "C-00"})); n != 3 {
		t.Errorf("%d letters are the same, want 3", n)
	}
}
