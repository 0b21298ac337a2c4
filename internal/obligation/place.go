package obligation

import (
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/place"
)

// NotKnown is the code of people whose country of residence is not known.
const NotKnown = "ZZ"

// normalisePlace is place.Normalise, and knows the code of those whose country is not known.
func normalisePlace(code string) (string, bool) {
	if strings.ToUpper(strings.TrimSpace(code)) == NotKnown {
		return NotKnown, true
	}
	return place.Normalise(code)
}

func checkCounts(in map[string]int) (map[string]int, error) {
	if in == nil {
		return nil, nil
	}
	out, spelt := make(map[string]int, len(in)), map[string]string{}
	for _, code := range slices.Sorted(maps.Keys(in)) {
		n := in[code]
		at, ok := normalisePlace(code)
		if !ok {
			return nil, BadFacts("affected: %q is no country or state of ISO 3166 (write DE, US-CA, or ZZ for people whose country is not known)%s", code, partsOf(at))
		}
		if n < 0 {
			return nil, BadFacts("affected: %s has %d people, fewer than none", at, n)
		}
		if n > mankind {
			return nil, BadFacts("affected: %s has %d people, more than there are", at, n)
		}
		if other, twice := spelt[at]; twice { // a sum would hide a correction
			return nil, BadFacts("affected: %q and %q are the same place: write one count for it", other, code)
		}
		spelt[at], out[at] = code, n
	}
	return out, nil
}

// mankind bounds a count, so that no sum of counts can overflow.
const mankind = 10_000_000_000

func checkCountries(fact string, in []string) ([]string, error) {
	if in == nil {
		return nil, nil
	}
	out := make([]string, 0, len(in))
	for _, code := range in {
		at, ok := normalisePlace(code)
		if country, _, _ := strings.Cut(at, "-"); fact == "listed_in" && place.USTerritory(at) {
			at = country // whose exchanges and securities law are the United States'
		}
		if !ok || at == NotKnown || strings.Contains(at, "-") && !place.USTerritory(at) {
			return nil, BadFacts("%s: %q is no country of ISO 3166 (write DE, GB, US)", fact, code)
		}
		if !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out, nil
}

// partsOf lists the parts that a country has, for whoever wrote another; empty:
// they are not listed here.
func partsOf(country string) string {
	if parts := place.Parts(country); parts != nil {
		return "; the parts of " + country + " are " + strings.Join(parts, " ")
	}
	return ""
}
