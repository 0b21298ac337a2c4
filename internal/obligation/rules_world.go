package obligation

import "slices"

var rulesWorld = slices.Concat(
	euGDPR,
	ukGDPR,
	australiaNDB,
	japanAPPI,
)

var regionsWorld = []region{
	eea,
	unitedKingdom,
	australia,
	japan,
}
