package notify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Confirm is what the approver must know of the letters to these places: what
// they say and only a person can know, and where the general one does not do.
func Confirm(byPlace map[string]int) (all []string) {
	for _, p := range Parts {
		for place := range byPlace {
			if found, ok := partFor(place); ok && found.Place == p.Place {
				all = append(all, p.Confirm...)
				break
			}
		}
		country, state, _ := strings.Cut(p.Place, "-")
		if n := byPlace[country]; state != "" && n > 0 {
			all = append(all, fmt.Sprintf("%s: of %d people only the country is known, so they get the general letter; whoever of them lives in %s is owed that of %s.", country, n, p.Place, p.Place))
		}
	}
	var others []string
	for _, place := range slices.Sorted(maps.Keys(byPlace)) {
		if _, ok := partFor(place); !ok && strings.HasPrefix(place, "US-") {
			others = append(others, place)
		}
	}
	if len(others) > 0 {
		all = append(all, strings.Join(others, ", ")+": the general letter names no credit reporting agency, Federal Trade Commission or attorney general; where the state's law applies, look up with 'tocsin duties' what it must name.")
	}
	return all
}
