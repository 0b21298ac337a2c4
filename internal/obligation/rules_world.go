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
	chinaPIPL,
	chinaIncident,
	indiaCERTIn,
	indiaDPDP,
	philippinesDPA,
	thailandPDPA,
	malaysiaPDPA,
	indonesiaPDP,
	vietnamPDPL,
	hongKongPDPO,
	taiwanPDPA,
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
	china,
	india,
	philippines,
	thailand,
	malaysia,
	indonesia,
	vietnam,
	hongKong,
	taiwan,
}
