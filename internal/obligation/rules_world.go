package obligation

import "slices"

var rulesWorld = slices.Concat(
	euGDPR,
	ukGDPR,
	australiaNDB,
	japanAPPI,
	singaporePDPA,
	koreaPIPA,
	newZealandPrivacy,
	swissFADP,
	turkeyKVKK,
	southAfricaPOPIA,
)

var regionsWorld = []region{
	eea,
	unitedKingdom,
	australia,
	japan,
	singapore,
	korea,
	newZealand,
	switzerland,
	turkey,
	southAfrica,
}
