package obligation

import (
	"slices"
	"sync"
)

// Rules is every duty that Tocsin knows. A new law is a new file with its list
// and one line in rules_americas.go or rules_world.go; the region that it
// protects is a second one. Whatever is not covered comes out as NoRule.
var Rules = sync.OnceValue(func() []Rule { return slices.Concat(rulesAmericas(), rulesWorld()) })

// regions are the places that Rules cover: people elsewhere get a NoRule.
var regions = slices.Concat(regionsAmericas, regionsWorld)

// rule finds one by its id.
func rule(id string) (Rule, bool) {
	i := slices.IndexFunc(Rules(), func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return Rules()[i], true
}
