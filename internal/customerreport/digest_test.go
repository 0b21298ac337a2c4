package customerreport

import (
	"strings"
	"testing"
)

func TestDigest(t *testing.T) {
	digest := func(rows string) string {
		t.Helper()
		set, err := Parse(strings.NewReader("customer_id,called_at,note\n" + rows))
		if err != nil {
			t.Fatal(err)
		}
		return set.Digest()
	}
	base := digest("C1,2026-03-04T15:04:05Z,x\nC2,2026-03-05,y\n")
	same := map[string]string{
		"another order":  "C2,2026-03-05,y\nC1,2026-03-04T15:04:05Z,x\n",
		"other notes":    "C1,2026-03-04T15:04:05Z,\nC2,2026-03-05,z\n",
		"another offset": "C1,2026-03-04T17:04:05+02:00,x\nC2,2026-03-05,y\n",
		"a row twice":    "C1,2026-03-04T15:04:05Z,x\nC2,2026-03-05,y\nC1,2026-03-04T15:04:05Z,x\n",
		"a later call":   "C1,2026-03-04T15:04:05Z,x\nC2,2026-03-05,y\nC1,2026-03-14T15:04:05Z,x\n",
		"a bad row more": "C1,2026-03-04T15:04:05Z,x\nC2,2026-03-05,y\nC9,soon,\n",
	}
	for name, rows := range same {
		if digest(rows) != base {
			t.Errorf("%s: the digest changed", name)
		}
	}
	other := map[string]string{
		"one fewer":        "C1,2026-03-04T15:04:05Z,x\n",
		"another customer": "C1,2026-03-04T15:04:05Z,x\nC3,2026-03-05,y\n",
		"another time":     "C1,2026-03-04T15:04:06Z,x\nC2,2026-03-05,y\n",
		"ids joined":       "\"C1\n\"\"C2\",2026-03-04T15:04:05Z,x\nC2,2026-03-05,y\n",
	}
	for name, rows := range other {
		if digest(rows) == base {
			t.Errorf("%s: the digest did not change", name)
		}
	}
}

// Stored causes are compared with it for as long as incidents live.
func TestDigestStaysTheSame(t *testing.T) {
	set, err := Parse(strings.NewReader("customer_id,called_at\nC1,2026-03-04T15:04:05Z\nC2,2026-03-05\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "e3f6d2d91205651be1b611818ef59b7643bca6dbe4f55f8ad39d0396d47902ac" // sha256sum of the lines, by hand
	if got := set.Digest(); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}
