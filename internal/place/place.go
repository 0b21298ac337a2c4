// Package place knows the codes of countries and of their parts.
package place

import (
	"regexp"
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

// ISO 3166-2:US without the prefix: states, the District, outlying areas.
const usCodes = " AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY" +
	" AS GU MP PR UM VI "

// Codes outside ISO 3166-1's assigned ones that people write all the same.
var codeAliases = map[string]string{"UK": "GB", "EL": "GR"}

var subdivision = regexp.MustCompile(`^[A-Z0-9]{1,3}$`)

// Normalise gives a code of ISO 3166-1 or 3166-2 its usual form and says whether
// it exists. Of subdivisions only those of the United States are checked one by one.
func Normalise(code string) (string, bool) {
	country, part, divided := strings.Cut(strings.ToUpper(strings.TrimSpace(code)), "-")
	if alias, ok := codeAliases[country]; ok {
		country = alias
	}
	switch {
	case len(country) != 2 || !strings.Contains(countryCodes, " "+country+" "):
		return "", false
	case !divided:
		return country, true
	case !subdivision.MatchString(part) || country == "US" && !strings.Contains(usCodes, " "+part+" "):
		return country, false
	}
	return country + "-" + part, true
}
