// Package place knows the codes of countries and of their parts.
package place

import (
	"regexp"
	"slices"
	"strings"
)

// ISO 3166-1 alpha-2, officially assigned, and XK (Kosovo, user-assigned).
const countryCodes = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ" +
	" CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR" +
	" GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP" +
	" KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ" +
	" NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW" +
	" SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ" +
	" UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "

// Codes outside ISO 3166-1's assigned ones that people write all the same.
var codeAliases = map[string]string{"UK": "GB", "EL": "GR"}

var subdivision = regexp.MustCompile(`^[A-Z0-9]{1,3}$`)

// Normalise gives a code of ISO 3166-1 or 3166-2 its usual form and says whether
// it exists. Subdivisions are checked one by one where Parts lists them, and
// elsewhere by their form. What ISO 3166 lists both as a country and as a part
// of one comes out as whose law holds there: PR as US-PR, CN-HK as HK.
func Normalise(code string) (string, bool) {
	country, part, divided := strings.Cut(strings.ToUpper(strings.TrimSpace(code)), "-")
	if alias, ok := codeAliases[country]; ok {
		country = alias
	}
	switch {
	case len(country) != 2 || !strings.Contains(countryCodes, " "+country+" "):
		return "", false
	case !divided && slices.Contains(usTerritories, country):
		return "US-" + country, true
	case !divided:
		return country, true
	case !subdivision.MatchString(part):
		return country, false
	}
	whole := country + "-" + part
	if own, ok := elsewhere[whole]; ok {
		return own, true
	}
	if parts := Parts(country); parts != nil && !slices.Contains(parts, part) {
		return country, false
	}
	return whole, true
}
