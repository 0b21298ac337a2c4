package obligation

import "slices"

// Rules is every duty that Tocsin knows. A new law is a new file with its list
// and one line in rules_americas.go or rules_world.go; the region that it
// protects is a second one. Whatever is not covered comes out as NoRule.
var Rules = slices.Concat(rulesAmericas, rulesWorld)

// regions are the places that Rules cover: people elsewhere get a NoRule.
var regions = slices.Concat(regionsAmericas, regionsWorld)
