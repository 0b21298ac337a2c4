package obligation

const (
	telecomLaw    = "Regulation (EU) No 611/2013, under Directive 2002/58/EC"
	telecomSource = "https://eur-lex.europa.eu/eli/reg/2013/611/oj"
	telecomRead   = "Articles 2 to 4 through several summaries that agree; the text was not read"
	telecomWho    = "a provider of publicly available electronic communications services"
	telecomOld    = "The Regulation has not been repealed in what was read; the Digital Omnibus (not adopted by October 2026) would end it. Several authorities also take Article 33 of the GDPR's form for it."
)

// euAuthority is an authority of the country of the first establishment in the
// EU or EEA, in its zone.
func euAuthority(what string) func(Case) Authority {
	return func(c Case) Authority {
		for _, e := range c.establishments {
			if zone := eeaZones[e]; zone != "" {
				return Authority{Name: what + " of " + e, Zone: zone, Kind: Regulator}
			}
		}
		return Authority{Name: what + " (of the country of establishment)", Zone: "Europe/Brussels", Kind: Regulator}
	}
}

var telecomReached = []Condition{residentsOrSeat(eea), sector(telecomWho, "telecom", "internet")}

var euTelecom = []Rule{{
	ID: "EU-611-24h", Law: telecomLaw, Article: "Article 2(2)", Title: "Telecoms: notify the national authority",
	Source: telecomSource, Version: "2013-06-26", How: Summaries, Checked: "2026-11-24", Detail: telecomRead, From: "2013-08-25", Owes: "provider of publicly available electronic communications services",
	To: euAuthority("the authority for personal data breaches in electronic communications"), Starts: Detection, Period: Period{N: 24, Unit: Hours},
	Ends: "the notification is made; where not all is known, an initial one", Threshold: "any personal data breach in connection with the service, whatever the risk (Article 2(1))",
	Conditions: telecomReached,
	Contents:   []string{"who the provider is, when the breach happened and was detected, the data, the people, the measures (Annex I, sections 1 and 2)"},
	Later:      "the rest within three days (Article 2(3))",
	Notes:      []string{"Where feasible, 24 hours after detection.", telecomOld},
}, {
	ID: "EU-611-3d", Law: telecomLaw, Article: "Article 2(3)", Title: "Telecoms: complete the notification",
	Source: telecomSource, Version: "2013-06-26", How: Summaries, Checked: "2026-11-24", Detail: telecomRead, From: "2013-08-25", Owes: "provider of publicly available electronic communications services",
	To: euAuthority("the authority for personal data breaches in electronic communications"), Starts: Reported, After: "EU-611-24h", Period: Period{N: 3, Unit: Days},
	Other: []Period{{N: 3, Unit: Days, Roll: "weekends"}},
	Ends:  "the second notification is made, with a reasoned justification for what is still missing", Threshold: "the first notification was not complete (Article 2(3))",
	Conditions: telecomReached,
	Contents:   []string{"what the initial notification lacked (Annex I, section 2)"},
	Notes:      []string{"As soon as possible, and at the latest three days after the initial notification. Regulation (EEC) 1182/71, Article 3(4), would move an end on a weekend or holiday to the next working day: shown as the other reading.", telecomOld},
}, {
	ID: "EU-611-S", Law: telecomLaw, Article: "Article 3(1)", Title: "Telecoms: tell the subscribers or individuals concerned",
	Source: telecomSource, Version: "2013-06-26", How: Summaries, Checked: "2026-11-24", Detail: telecomRead, From: "2013-08-25", Owes: "provider of publicly available electronic communications services",
	To: to(People, "the subscribers or individuals concerned", "Europe/Brussels", ""), Starts: Detection, Period: Period{Words: gdprUndueDelay},
	Ends: "each of them is told", Threshold: "likely to affect adversely the personal data or privacy of a subscriber or individual (Article 3(1), (2))", Exempt: "data made unintelligible by the methods of Article 4",
	Conditions: append(telecomReached[:2:2], notEncrypted("Article 4"), risk("risk", "Article 3(1)")),
	Contents:   []string{"the provider, a contact, the incident and its date, the data, the consequences, the measures, what they can do (Annex II, sections 1 to 9)"},
	Delay:      "where telling them may put the investigation at risk, after the authority agrees (Article 3(5))",
}}
