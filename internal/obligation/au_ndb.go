package obligation

var australia = country("AU", "Australia")

const (
	auLaw    = "Privacy Act 1988 (Cth), Part IIIC (Notifiable Data Breaches)"
	auSource = "https://www.legislation.gov.au/C2004A03712/latest/text"
	auEntity = "It is assumed that the company is an APP entity with an Australian link (sections 5B and 26WE); counsel checks."
	needHarm = "likely_serious_harm: would a reasonable person conclude that serious harm to any of them is likely (section 26WG)?"
)

// seriousHarmLikely is the test of an eligible data breach, section 26WE(2).
func seriousHarmLikely(c Case) Verdict {
	switch {
	case c.seriousHarm == nil:
		return judge(needHarm, "whether serious harm is likely must be judged")
	case *c.seriousHarm:
		return yes("serious harm was judged likely")
	}
	return no("serious harm was judged not likely, so it is no eligible data breach")
}

// harmNotJudged: section 26WH asks for an assessment only until there is one.
func harmNotJudged(c Case) Verdict {
	if c.seriousHarm != nil {
		return no("the assessment has been made: serious harm has been judged")
	}
	return yes("whether it is an eligible data breach is still to be assessed")
}

var australiaNDB = []Rule{{
	ID: "AU-NDB-assess", Law: auLaw, Article: "section 26WH(2)", Title: "Finish the assessment whether it is an eligible data breach",
	Source: auSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 26WH in a copy; Acts Interpretation Act 1901 s 36 at a government legal database",
	From: "2018-02-22", Owes: "entity", To: at("the company itself (record it; the OAIC may ask)", "Australia/Sydney"), Starts: Awareness, Period: Period{N: 30, Unit: Days},
	Conditions: []Condition{residents(australia), harmNotJudged},
	Notes: []string{auEntity,
		"All reasonable steps to finish within 30 days. If the last day is a Saturday, Sunday or holiday, the Acts Interpretation Act 1901, s 36(2), allows the next day; the earlier is shown."},
}, {
	ID: "AU-NDB-P", Law: auLaw, Article: "section 26WK(2)", Title: "Give the statement to the Information Commissioner",
	Source: auSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 26WK in a copy, 26WG at a government legal database",
	From: "2018-02-22", Owes: "entity", To: at("the Office of the Australian Information Commissioner (OAIC)", "Australia/Sydney"), Starts: Awareness, Period: Period{Words: "as soon as practicable"},
	Conditions: []Condition{residents(australia), seriousHarmLikely},
	Notes:      []string{auEntity},
}, {
	ID: "AU-NDB-S", Law: auLaw, Article: "section 26WL(2) and (3)", Title: "Tell the people concerned what the statement says",
	Source: auSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 26WL at a government legal database",
	From: "2018-02-22", Owes: "entity", To: at("the people concerned, or those at risk", "Australia/Sydney"), Starts: Awareness, Period: Period{Words: "as soon as practicable"},
	Conditions: []Condition{residents(australia), seriousHarmLikely},
	Notes:      []string{auEntity},
}}
