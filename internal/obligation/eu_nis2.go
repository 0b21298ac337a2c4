package obligation

import "slices"

const (
	nis2Law    = "NIS2, Directive (EU) 2022/2555, as each country has transposed it"
	nis2Source = "https://eur-lex.europa.eu/eli/dir/2022/2555/oj"
	nis2Read   = "Article 23 whole in a copy of the Official Journal's text; the national laws, which may ask for more, were not read"
	nis2When   = "a significant incident: severe operational disruption or financial loss, or considerable damage to others, caused or possible (Article 23(3))"
	nis2Note   = "The entity must be of the sectors and, as a rule, the size of Articles 2 and 3; its country's law says the rest. A leak of customer data can be significant by the damage to others (Article 23(3)(b)). Iceland, Liechtenstein and Norway: not found to have been taken into the EEA Agreement; Norway's law of 2025-10-01 is that of the directive before."
)

// nis2Reached: financial entities report under DORA instead (Article 4; DORA, Article 1(2)).
var nis2Reached = []Condition{nis2Established,
	notSector("DORA's reports take the place of this one (Article 4)", "finance"),
	sector("an essential or important entity (Annexes I and II)", "energy", "transport", "health", "water", "digital_infrastructure", "cloud", "managed_services", "telecom", "internet",
		"trust_services", "public", "space", "post", "waste", "chemicals", "food", "manufacturing", "online_platform", "research"),
	classified("significant", "Article 23(3)"),
}

// nis2Established is met by an establishment in the EU; one in the rest of the
// EEA alone asks a person, who knows the country's own law.
func nis2Established(c Case) Verdict {
	union := eea
	union.in = func(p string) bool { return eea.in(p) && p != "IS" && p != "LI" && p != "NO" }
	v := established(union)(c)
	if rest := established(eea)(c); v.Answer == No && rest.Answer == Yes {
		return judge("counsel: does the law of Iceland, Liechtenstein or Norway ask for these reports?",
			"established in the EEA outside the EU, where the directive was not found to hold")
	}
	return v
}

var nis2To = euAuthority("the CSIRT or competent authority for NIS2")

var euNIS2 = []Rule{{
	ID: "EU-NIS2-23-early", Law: nis2Law, Article: "Article 23(4)(a)", Title: "Early warning to the CSIRT",
	Source: nis2Source, Version: "2022-12-27", How: CopyRead, Checked: "2026-11-24", Detail: nis2Read, From: "2024-10-18", Owes: "essential or important entity",
	To: nis2To, Starts: Awareness, Period: Period{N: 24, Unit: Hours},
	Ends: "the early warning is submitted", Threshold: nis2When, Conditions: nis2Reached,
	Contents: []string{"whether unlawful or malicious acts are suspected, and whether other countries may be affected (Article 23(4)(a))"},
	Later:    "everything else, with the notification", Notes: []string{nis2Note},
}, {
	ID: "EU-NIS2-23-72h", Law: nis2Law, Article: "Article 23(4)(b)", Title: "Incident notification to the CSIRT",
	Source: nis2Source, Version: "2022-12-27", How: CopyRead, Checked: "2026-11-24", Detail: nis2Read, From: "2024-10-18", Owes: "essential or important entity",
	To: nis2To, Starts: Awareness, Period: hours72,
	Vary: func(c Case) Period {
		if slices.Contains(c.sectors, "trust_services") { // Article 23(4), last subparagraph
			return Period{N: 24, Unit: Hours}
		}
		return hours72
	},
	Ends: "the notification is submitted", Threshold: nis2When, Conditions: nis2Reached,
	Contents: []string{"an update of the early warning, and a first assessment: severity, impact, indicators of compromise where available (Article 23(4)(b))"},
	Later:    "an intermediate report on request (Article 23(4)(c)); the final report", Notes: []string{"Providers of trust services: 24 hours where those are affected.", nis2Note},
}, {
	ID: "EU-NIS2-23-final", Law: nis2Law, Article: "Article 23(4)(d)", Title: "Final report to the CSIRT",
	Source: nis2Source, Version: "2022-12-27", How: CopyRead, Checked: "2026-11-24", Detail: nis2Read, From: "2024-10-18", Owes: "essential or important entity",
	To: nis2To, Starts: Reported, After: "EU-NIS2-23-72h", Period: Period{N: 1, Unit: Months},
	Ends: "the final report is submitted", Threshold: nis2When, Conditions: nis2Reached,
	Contents: []string{"the incident in detail, with severity and impact (Article 23(4)(d)(i))", "the kind of threat or the root cause (Article 23(4)(d)(ii))",
		"the measures taken and going on (Article 23(4)(d)(iii))", "the impact on other countries (Article 23(4)(d)(iv))"},
	Later: "of an incident still going on then, a progress report, and the final one within a month of its handling (Article 23(4)(e))", Notes: []string{nis2Note},
}, {
	ID: "EU-NIS2-23-S", Law: nis2Law, Article: "Article 23(1)", Title: "Tell the recipients of the service",
	Source: nis2Source, Version: "2022-12-27", How: CopyRead, Checked: "2026-11-24", Detail: nis2Read, From: "2024-10-18", Owes: "essential or important entity",
	To: to(People, "the recipients of the service", "Europe/Brussels", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "they are told, where appropriate", Threshold: "a significant incident that is likely to affect adversely the provision of the service to them (Article 23(1))",
	Conditions: append(nis2Reached[:4:4], risk("risk", "Article 23(1)")),
	Contents:   []string{"the incident; of a significant threat also what they can do against it (Article 23(1), (2))"},
}}
