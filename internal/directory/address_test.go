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

func TestCountry(t *testing.T) {
	for in, want := range map[string]string{
		"DE": "DE", " us-ca ": "US-CA", "US-PR": "US-PR", "uk": "GB", "EL": "GR", "GB-ENG": "GB-ENG", "AU-NSW": "AU-NSW", "FR-75": "FR-75", "XK": "XK",
	} {
		if got, ok := Country(in); got != want || !ok {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{"": "", "XX": "", "ZZ": "", "DEU": "", "Germany": "", "D": "", "US-": "US", "US-ZZ": "US", "DE-ABCD": "DE", "276": "", "E ": "", "  ": ""} {
		if got, ok := Country(in); got != want || ok {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	if n := len(strings.Fields(countryCodes)); n != 250 {
		t.Errorf("%d countries: ISO 3166-1 has 249, and XK", n)
	}
}
