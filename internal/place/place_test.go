package place

import (
	"strings"
	"testing"
)

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"DE": "DE", " us-ca ": "US-CA", "US-PR": "US-PR", "uk": "GB", "EL": "GR", "GB-ENG": "GB-ENG", "AU-NSW": "AU-NSW", "FR-75": "FR-75", "XK": "XK",
		"PR": "US-PR", "gu": "US-GU", "VI": "US-VI", "AS": "US-AS", "MP": "US-MP", "UM": "US-UM", // federal law counts them as states
		"CN-HK": "HK", "CN-TW": "TW", "CN-MO": "MO", "NL-CW": "CW", "NL-BQ2": "BQ", "FR-NC": "NC", "FR-974": "RE", "FR-GP": "GP", "FI-01": "AX", "NO-21": "SJ",
		"CA-QC": "CA-QC", "DE-BE": "DE-BE", "AE-DU": "AE-DU", "CN-BJ": "CN-BJ", "FI-18": "FI-18", "GB-NIR": "GB-NIR",
	} {
		if got, ok := Normalise(in); got != want || !ok {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{"": "", "XX": "", "ZZ": "", "DEU": "", "Germany": "", "D": "", "US-": "US", "US-ZZ": "US", "CA-PQ": "CA", "CA-XX": "CA", "DE-XX": "DE", "AU-ZZZ": "AU", "AE-AD": "AE", "BR-XX": "BR", "DE-ABCD": "DE", "276": "", "E ": "", "  ": ""} {
		if got, ok := Normalise(in); got != want || ok {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	if n := len(strings.Fields(countryCodes)); n != 250 {
		t.Errorf("%d countries: ISO 3166-1 has 249, and XK", n)
	}
	for country, n := range map[string]int{"US": 51 + 6, "CA": 13, "AU": 8, "AE": 7, "DE": 16, "CH": 26, "AT": 9, "BR": 27} {
		if got := len(Parts(country)); got != n {
			t.Errorf("%d parts of %s, want %d", got, country, n)
		}
	}
	for part, own := range elsewhere {
		if got, ok := Normalise(own); got != own || !ok {
			t.Errorf("%s: its own code %s is none (%s)", part, own, got)
		}
	}
}
