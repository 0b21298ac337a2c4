package place

import (
	"strings"
	"testing"
)

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"DE": "DE", " us-ca ": "US-CA", "US-PR": "US-PR", "uk": "GB", "EL": "GR", "GB-ENG": "GB-ENG", "AU-NSW": "AU-NSW", "FR-75": "FR-75", "XK": "XK",
	} {
		if got, ok := Normalise(in); got != want || !ok {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{"": "", "XX": "", "ZZ": "", "DEU": "", "Germany": "", "D": "", "US-": "US", "US-ZZ": "US", "DE-ABCD": "DE", "276": "", "E ": "", "  ": ""} {
		if got, ok := Normalise(in); got != want || ok {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	if n := len(strings.Fields(countryCodes)); n != 250 {
		t.Errorf("%d countries: ISO 3166-1 has 249, and XK", n)
	}
	if n := len(strings.Fields(usCodes)); n != 51+6 {
		t.Errorf("%d codes of the US, want 50 states, the District and 6 areas", n)
	}
}
