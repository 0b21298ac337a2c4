package obligation

import "slices"

var rulesAmericas = slices.Concat(
	californiaCivilCode,
	secForm8K,
)

var regionsAmericas = []region{
	california,
}
