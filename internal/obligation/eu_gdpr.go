package obligation

import (
	"slices"
	"strings"
)

// The zones of the authorities in the EU and EEA. Places that have a code of
// their own but are in the EU (Article 355(1) TFEU; Åland) follow their state.
var eeaZones = map[string]string{
	"AT": "Europe/Vienna", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "CY": "Asia/Nicosia", "CZ": "Europe/Prague",
	"DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "ES": "Europe/Madrid", "FI": "Europe/Helsinki",
	"FR": "Europe/Paris", "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin",
	"IS": "Atlantic/Reykjavik", "IT": "Europe/Rome", "LI": "Europe/Vaduz", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg",
	"LV": "Europe/Riga", "MT": "Europe/Malta", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw",
	"PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "SE": "Europe/Stockholm", "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava",
	"AX": "Europe/Helsinki", "GF": "Europe/Paris", "GP": "Europe/Paris", "MF": "Europe/Paris", "MQ": "Europe/Paris", "RE": "Europe/Paris", "YT": "Europe/Paris",
}

var eea = region{name: "the EU or EEA", in: func(p string) bool {
	code, _, _ := strings.Cut(p, "-")
	return eeaZones[code] != ""
}}

// leadAuthority is that of the main establishment; without one in the EU there
// is no lead, and each country's authority is told (EDPB Guidelines 9/2022, paragraph 73).
func leadAuthority(c Case) Authority {
	for _, e := range c.establishments {
		if zone := eeaZones[e]; zone != "" {
			return Authority{"the data protection authority of " + e + " (lead: main establishment)", zone}
		}
	}
	var countries []string
	for place, n := range c.affected {
		if code, _, _ := strings.Cut(place, "-"); n > 0 && eea.in(place) && !slices.Contains(countries, code) {
			countries = append(countries, code)
		}
	}
	if slices.Sort(countries); len(countries) == 0 {
		return Authority{"the competent data protection authority", "Europe/Brussels"}
	}
	return Authority{"the data protection authority of each country: " + strings.Join(countries, ", "), "Europe/Brussels"}
}

// omnibus is shown with each of these rules while the proposal is open.
const omnibus = "The Digital Omnibus (proposed November 2025) would make this 96 hours and only for a high risk; no adoption was found in sources up to June 2026. Check before relying on 72 hours."

var euGDPR = []Rule{{
	ID: "EU-GDPR-33", Law: "GDPR, Regulation (EU) 2016/679", Article: "Article 33(1)", Title: "Notify the supervisory authority",
	Source: "https://eur-lex.europa.eu/eli/reg/2016/679/oj", How: CopyRead, Checked: "2026-11-24",
	Detail: "several copies of the article agree; Regulation 1182/71 and the EDPB's guidelines through summaries",
	From:   "2018-05-25", Owes: "controller", To: leadAuthority, Starts: Awareness, Period: hours72,
	Conditions: []Condition{residentsOrSeat(eea), controller("Article 33(2)"), riskNotExcluded},
	Notes: []string{
		"72 hours by the clock. Regulation (EEC) 1182/71, Article 3, may give a later end (the hour of awareness does not count; at least two working days); how it applies is disputed, so the earlier is shown.",
		"What is not yet known may follow in phases (Article 33(4)); a late notification says why (Article 33(1)).",
		omnibus,
	},
}, {
	ID: "EU-GDPR-33-2", Law: "GDPR, Regulation (EU) 2016/679", Article: "Article 33(2)", Title: "Tell the controller",
	Source: "https://eur-lex.europa.eu/eli/reg/2016/679/oj", How: CopyRead, Checked: "2026-11-24", Detail: "several copies of the article agree",
	From: "2018-05-25", Owes: "processor", To: at("the controller", "Europe/Brussels"), Starts: Awareness, Period: Period{Words: "without undue delay"},
	Conditions: []Condition{residentsOrSeat(eea), processor},
}, {
	ID: "EU-GDPR-34", Law: "GDPR, Regulation (EU) 2016/679", Article: "Article 34(1)", Title: "Tell the people concerned",
	Source: "https://eur-lex.europa.eu/eli/reg/2016/679/oj", How: CopyRead, Checked: "2026-11-24", Detail: "several copies of the article agree",
	From: "2018-05-25", Owes: "controller", To: at("the people concerned", "Europe/Brussels"), Starts: Awareness, Period: Period{Words: "without undue delay"},
	Conditions: []Condition{residentsOrSeat(eea), controller("Article 33(2)"), highRisk},
}}
