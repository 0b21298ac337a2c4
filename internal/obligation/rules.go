package obligation

import "slices"

// Rules is every duty that Tocsin knows. A new law is a new file with its list
// and one line here. Whatever is not covered by them comes out as NoRule.
var Rules = slices.Concat(
	euGDPR,
	ukGDPR,
	australiaNDB,
	japanAPPI,
	californiaCivilCode,
	secForm8K,
)

// Regions are the places that Rules cover: people elsewhere get a NoRule.
var regions = []region{eea, unitedKingdom, australia, japan, california}
