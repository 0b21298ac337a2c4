package detect

import (
	"strings"
	"testing"
)

// The page stands alone, says why, and holds no customer.
func TestPage(t *testing.T) {
	f := finding(office().reads("thief<b>", noon, "", 0, 60).tally, called(callDay, 0, 1, 2, 3, 4, 5, 6, 9000, 9001), 0)
	var b strings.Builder
	if err := WritePage(&b, f); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"confident", "thief&lt;b&gt; explains 7 of 9", "What speaks for it", "What speaks against it", "report 7", "<svg", "prefers-color-scheme: dark", "@media print"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"<script", "http", "C0000", "<b>", "NaN", "ZgotmplZ"} {
		if strings.Contains(b.String(), not) {
			t.Errorf("the page holds %q", not)
		}
	}
}
