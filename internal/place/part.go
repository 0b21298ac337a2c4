package place

import "strings"

// The parts of countries whose rules look at them, and of some more, by
// ISO 3166-2 without the prefix (compared with iso-codes 4.15).
var parts = map[string]string{
	"AE": "AJ AZ DU FU RK SH UQ",
	"AT": "1 2 3 4 5 6 7 8 9",
	"AU": "ACT NSW NT QLD SA TAS VIC WA",
	"BR": "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO",
	"CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
	"CH": "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH",
	"DE": "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
	"US": "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY",
}

// Parts are the codes of a country's parts without its own; nil: not listed here.
func Parts(country string) []string {
	if list, ok := parts[country]; ok {
		return strings.Fields(list)
	}
	return nil
}

// usTerritories are areas of the United States with country codes of their own.
// Federal law means them by "State" (such as 45 CFR 160.103).
var usTerritories = []string{"AS", "GU", "MP", "PR", "UM", "VI"}

// USTerritory reports whether a normalised code is such an area: "US-PR".
func USTerritory(code string) bool {
	part, ok := strings.CutPrefix(code, "US-")
	for _, t := range usTerritories {
		if ok && t == part {
			return true
		}
	}
	return false
}

// elsewhere are parts by ISO 3166-2 that have a country code and law of their
// own: the state's law does not hold there as in the rest of it, or, as in
// France's departments overseas and in Åland, the union's does. Retired codes,
// and forms that ISO does not have, are here where people write them.
var elsewhere = map[string]string{
	"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW", "CN-71": "TW", "CN-91": "HK", "CN-92": "MO",
	"DK-FO": "FO", "DK-GL": "GL", "FI-01": "AX",
	"FR-BL": "BL", "FR-NC": "NC", "FR-PF": "PF", "FR-PM": "PM", "FR-TF": "TF", "FR-WF": "WF",
	"FR-GF": "GF", "FR-GP": "GP", "FR-MF": "MF", "FR-MQ": "MQ", "FR-RE": "RE", "FR-YT": "YT",
	"FR-971": "GP", "FR-972": "MQ", "FR-973": "GF", "FR-974": "RE", "FR-976": "YT",
	"GB-GSY": "GG", "GB-IOM": "IM", "GB-JSY": "JE",
	"NL-AW": "AW", "NL-CW": "CW", "NL-SX": "SX", "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ",
	"NO-21": "SJ", "NO-22": "SJ",
}
