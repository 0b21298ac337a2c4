package obligation

var australia = country("AU", "Australia")

const (
	auLaw    = "Privacy Act 1988 (Cth), Part IIIC (Notifiable Data Breaches)"
	auSource = "https://www.legislation.gov.au/C2004A03712/latest/text"
	auEntity = "It is assumed that the company is an APP entity with an Australian link (sections 5B and 26WE); counsel checks."
	auHarm   = "a reasonable person would conclude that serious harm to any of them is likely (sections 26WE(2), 26WG)"
	auExempt = "remedial action before any serious harm (section 26WF); enforcement bodies (26WN); secrecy provisions (26WP); a declaration of the Commissioner (26WQ)"
)

// harmNotJudged: section 26WH asks for an assessment only until there is one.
func harmNotJudged(c Case) Verdict {
	if c.seriousHarm != nil {
		return no("the assessment has been made: serious harm has been judged")
	}
	return yes("whether it is an eligible data breach is still to be assessed")
}

var auContents = []string{
	"the identity and contact details of the entity (section 26WK(3)(a))",
	"a description of the eligible data breach (section 26WK(3)(b))",
	"the kinds of information concerned (section 26WK(3)(c))",
	"recommendations about the steps that individuals should take in response (section 26WK(3)(d))",
	"where other entities are affected by the same breach, their identity may be added (section 26WK(4))",
}

var australiaNDB = []Rule{{
	ID: "AU-NDB-assess", Law: auLaw, Article: "section 26WH(2)", Title: "Finish the assessment whether it is an eligible data breach",
	Source: auSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 26WH in a copy; Acts Interpretation Act 1901 s 36 at a government legal database; version not known",
	From: "2018-02-22", Owes: "entity", To: to(Self, "the company itself (record it; the OAIC may ask)", "Australia/Sydney", ""), Starts: Suspicion, Period: Period{N: 30, Unit: Days},
	Ends: "the assessment is finished, whatever it finds", Threshold: "reasonable grounds to suspect an eligible data breach, without reasonable grounds to believe it (section 26WH(1))", Exempt: auExempt,
	Conditions: []Condition{residents(australia), harmNotJudged},
	Contents:   []string{"a reasonable and expeditious assessment, finished and kept in writing (section 26WH(2))"},
	Notes: []string{auEntity,
		"All reasonable steps to finish within 30 days. If the last day is a Saturday, Sunday or holiday, the Acts Interpretation Act 1901, s 36(2), allows the next day; the earlier is shown."},
}, {
	ID: "AU-NDB-P", Law: auLaw, Article: "section 26WK(2)", Title: "Give the statement to the Information Commissioner",
	Source: auSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 26WK in a copy, 26WG at a government legal database; version not known",
	From: "2018-02-22", Owes: "entity", To: to(Regulator, "the Office of the Australian Information Commissioner (OAIC)", "Australia/Sydney", "https://www.oaic.gov.au/privacy/notifiable-data-breaches/report-a-data-breach"),
	Starts: Awareness, Period: Period{Words: "as soon as practicable"},
	Ends: "the statement is given to the Commissioner", Threshold: auHarm, Exempt: auExempt,
	Conditions: []Condition{residents(australia), seriousHarm("section 26WE(2)")},
	Contents:   auContents, Language: "English", Form: "statement, by the OAIC's online form",
	Notes: []string{auEntity},
}, {
	ID: "AU-NDB-S", Law: auLaw, Article: "section 26WL(2) and (3)", Title: "Tell the people concerned what the statement says",
	Source: auSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 26WL at a government legal database; version not known",
	From: "2018-02-22", Owes: "entity", To: to(People, "the people concerned, or those at risk", "Australia/Sydney", ""), Starts: Awareness, Period: Period{Words: "as soon as practicable"},
	Ends: "each of them is told, or the statement is published where that is not practicable (section 26WL(2)(c))", Threshold: auHarm, Exempt: auExempt,
	Conditions: []Condition{residents(australia), seriousHarm("section 26WE(2)")},
	Contents:   auContents, Form: "by the way in which the entity usually writes to them (section 26WL(4))",
	Notes: []string{auEntity},
}}
