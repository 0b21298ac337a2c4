package obligation

import (
	"cmp"
	"slices"
	"strings"
	"time"
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
// is no lead, and each country's authority is told (EDPB Guidelines 9/2022, paragraph 73),
// by the clock of the one whose day ends first.
func leadAuthority(c Case) Authority {
	for _, e := range c.establishments {
		if zone := eeaZones[e]; zone != "" {
			return Authority{Name: "the data protection authority of " + e + " (lead: main establishment)", Zone: zone, Kind: Regulator}
		}
	}
	var countries []string
	for place, n := range c.affected {
		if code, _, _ := strings.Cut(place, "-"); n > 0 && eea.in(place) && !slices.Contains(countries, code) {
			countries = append(countries, code)
		}
	}
	if slices.Sort(countries); len(countries) == 0 {
		return Authority{Name: "the competent data protection authority", Zone: "Europe/Brussels", Kind: Regulator}
	}
	first := slices.MaxFunc(countries, func(a, b string) int { return cmp.Compare(ahead(eeaZones[a]), ahead(eeaZones[b])) })
	return Authority{Name: "the data protection authority of each country: " + strings.Join(countries, ", "), Zone: eeaZones[first], Kind: Regulator}
}

// ahead is by how many seconds a zone is ahead of UTC in summer, when Iceland
// and Portugal differ.
func ahead(zone string) int {
	_, seconds := time.Date(2026, time.July, 1, 12, 0, 0, 0, mustZone(zone)).Zone()
	return seconds
}

const (
	gdprLaw    = "GDPR, Regulation (EU) 2016/679"
	gdprSource = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"
	// omnibus is shown with each of these rules while the proposal is open.
	omnibus = "The Digital Omnibus (COM(2025) 837, proposed November 2025) would make this 96 hours and only for a high risk; by October 2026 it was not adopted. (Regulation (EU) 2026/1744, in force since July 2026, is the one on AI.) Check before relying on 72 hours."
)

// What Articles 33(3) and 34(2) want in a notice; the United Kingdom's are the same.
var (
	gdprNotice = []string{
		"the nature of the breach, with the categories and approximate numbers of people and of records (Article 33(3)(a))",
		"the name and contact details of the data protection officer or another contact (Article 33(3)(b))",
		"the likely consequences (Article 33(3)(c))",
		"the measures taken or proposed, also to mitigate its effects (Article 33(3)(d))",
		"the reasons for the delay, where it is made after 72 hours (Article 33(1))",
	}
	gdprLetter = []string{
		"the nature of the breach in clear and plain language (Article 34(2))",
		"the name and contact details of the data protection officer or another contact (Articles 34(2), 33(3)(b))",
		"the likely consequences (Articles 34(2), 33(3)(c))",
		"the measures taken or proposed, also to mitigate its effects (Articles 34(2), 33(3)(d))",
	}
)

const (
	gdprRisk       = "unless the breach is unlikely to result in a risk to the rights and freedoms of natural persons (Article 33(1))"
	gdprHighRisk   = "likely to result in a high risk to the rights and freedoms of natural persons (Article 34(1))"
	gdprExempt     = "encrypted or otherwise unintelligible data (Article 34(3)(a)); later measures that end the high risk ((3)(b)); disproportionate effort: a public communication instead ((3)(c))"
	gdprLater      = "what is not yet known, in phases without undue further delay (Article 33(4))"
	gdprDelay      = "recital 88 lets the legitimate interests of law enforcement be taken into account; no formal stay"
	gdprUndueDelay = "without undue delay"
)

var euGDPR = []Rule{{
	ID: "EU-GDPR-33", Law: gdprLaw, Article: "Article 33(1)", Title: "Notify the supervisory authority",
	Source: gdprSource, Version: "2016-05-04", How: CopyRead, Checked: "2026-11-24",
	Detail: "Article 33 whole in a copy of the Official Journal's text, and others that agree; Regulation 1182/71 and the EDPB's guidelines through summaries",
	From:   "2018-05-25", Owes: "controller", To: leadAuthority, Starts: Awareness, Period: hours72, Other: []Period{hours72Working},
	Ends: "the notification reaches the authority; what is missing follows in phases", Threshold: gdprRisk,
	Conditions: []Condition{residentsOrSeat(eea), controller("Article 33(2)"), riskNotExcluded},
	Contents:   gdprNotice, Language: "that of the authority", Form: "the authority's online form, where it has one", Later: gdprLater, Delay: gdprDelay,
	Notes: []string{
		"72 hours by the clock. Regulation (EEC) 1182/71, Article 3, may give a later end (the hour of awareness does not count; at least two working days); how it applies is disputed, so the earlier is due.",
		"What is not yet known may follow in phases (Article 33(4)); a late notification says why (Article 33(1)).",
		"In Iceland, Liechtenstein and Norway since 2018-07-20 (EFTA's own notice).",
		omnibus,
	},
}, {
	ID: "EU-GDPR-33-2", Law: gdprLaw, Article: "Article 33(2)", Title: "Tell the controller",
	Source: gdprSource, Version: "2016-05-04", How: CopyRead, Checked: "2026-11-24", Detail: "Article 33 whole in a copy of the Official Journal's text, and others that agree",
	From: "2018-05-25", Owes: "processor", To: to(Owner, "the controller", "Europe/Brussels", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "the controller is told", Threshold: "every personal data breach (Article 33(2))",
	Conditions: []Condition{residentsOrSeat(eea), processor},
	Contents:   []string{"that there was a breach, with what the controller needs for its own notice (Articles 33(2), 28(3)(f))"},
}, {
	ID: "EU-GDPR-34", Law: gdprLaw, Article: "Article 34(1)", Title: "Tell the people concerned",
	Source: gdprSource, Version: "2016-05-04", How: CopyRead, Checked: "2026-11-24", Detail: "Article 34 whole in a copy of the Official Journal's text, and others that agree",
	From: "2018-05-25", Owes: "controller", To: to(People, "the people concerned", "Europe/Brussels", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "each of them is told, or the public where that is disproportionate (Article 34(3)(c))", Threshold: gdprHighRisk, Exempt: gdprExempt,
	Conditions: []Condition{residentsOrSeat(eea), controller("Article 33(2)"), highRisk},
	Contents:   gdprLetter, Language: "clear and plain, one that they understand", Form: "a message of its own to each (EDPB Guidelines 9/2022)", Delay: gdprDelay,
}}

var (
	hours72 = Period{N: 72, Unit: Hours}
	// Regulation (EEC, Euratom) 1182/71, Article 3(1) and (5).
	hours72Working = Period{N: 72, Unit: Hours, WholeHours: true, Working: 2, Roll: "weekends"}
)

// highRisk is Article 34's threshold, with the exemption of paragraph 3(a).
var highRisk = allOf(notEncrypted("Article 34(3)(a)"), risk("high", "Article 34(1)"))
