package directory

import (
	"strings"
	"testing"
)

func TestCheckAddress(t *testing.T) {
	long := strings.Repeat("a", 64)
	for _, good := range []string{
		"a@example.org", "ann.example+tag@mail.example.co.uk", "o'neill@example.org", "a_b-c@xn--bcher-kva.example",
		long + "@example.org", "A@EXAMPLE.ORG", "a@example.c0m",
	} {
		if why := CheckAddress(good); why != "" {
			t.Errorf("%s: %s", good, why)
		}
	}
	for _, bad := range []string{
		"", "ann", "@example.org", "ann@", "ann@example", "ann@example.", "ann@.org", "ann@exa mple.org", "ann@@example.org",
		"Ann <ann@example.org>", "<ann@example.org>", "ann@example.org, bob@example.org", "ann@example.org\r\nBcc: b@example.org",
		"ann..b@example.org", ".ann@example.org", "ann@-example.org", "ann@example-.org", "ann@exam_ple.org", "ann@192.0.2.1", "ann@[192.0.2.1]",
		"ann(comment)@example.org", "jörg@example.org", "ann@bücher.example", long + "a@example.org",
		"ann@" + strings.Repeat("a", 64) + ".org", "ann@" + strings.Repeat("abcdefg.", 32) + "org", "ann@example.o",
	} {
		if CheckAddress(bad) == "" {
			t.Errorf("%s passes", bad)
		}
	}
}
