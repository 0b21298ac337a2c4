package obligation

import (
	"slices"
	"strings"
	"sync"
)

// A gap is a regulated sector in a country of the case for which no rule here
// is made: its regulator there may want a report all the same.
type gap struct{ sector, country string }

// unregulated sectors have no law of their own on incidents that a table like
// this could lack.
var unregulated = []string{"other", "retail", "media"}

// sectorGaps are those of the countries where the company is established or
// people are affected, each once, the narrower sector standing for the wider.
func (c Case) sectorGaps() (gaps []gap) {
	for _, s := range c.sectors {
		narrower := slices.ContainsFunc(c.sectors, func(t string) bool { return impliedSectors[t] == s })
		if narrower || slices.Contains(unregulated, s) {
			continue
		}
		for _, country := range c.countries() {
			if g := (gap{s, country}); !g.ruled() {
				gaps = append(gaps, g)
			}
		}
	}
	return gaps
}

// countries are those of the establishments and of the affected, in order.
func (c Case) countries() []string {
	places := slices.Clone(c.establishments)
	for place, n := range c.affected {
		if n > 0 && place != NotKnown {
			places = append(places, place)
		}
	}
	for i, place := range places {
		places[i], _, _ = strings.Cut(place, "-")
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// ruledGaps remembers what ruled found: the rules do not change.
var ruledGaps sync.Map

// ruled reports whether some rule is for the sector in the country: it looks at
// the sector and at the place, and both are met there.
func (g gap) ruled() bool {
	if known, ok := ruledGaps.Load(g); ok {
		return known.(bool)
	}
	sectors, _ := normaliseSectors([]string{g.sector})
	in := func(sectors []string, country string) Case {
		return Case{sectors: sectors, establishments: []string{country}, affected: map[string]int{country: 1}}
	}
	const nowhere = "AQ" // Antarctica: no rule is for it
	found := slices.ContainsFunc(Rules(), func(r Rule) bool {
		meant := slices.ContainsFunc(r.Conditions, func(asks Condition) bool {
			return asks(in(sectors, g.country)).Answer == Yes && asks(in([]string{}, g.country)).Answer == No
		})
		return meant && decide(in(sectors, g.country), r.Conditions).Answer != No && decide(in(sectors, nowhere), r.Conditions).Answer == No
	})
	ruledGaps.Store(g, found)
	return found
}
