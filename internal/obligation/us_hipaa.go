package obligation

const (
	hipaaLaw    = "HIPAA Breach Notification Rule, 45 CFR part 164, subpart D"
	hipaaRead   = "164.404, 164.406, 164.408 and 164.410 in several quotations of the code that agree, one checked against the edition of 2024"
	hipaaEnough = "a breach of unsecured protected health information (45 CFR 164.402)"
	hipaaExempt = "information secured under the guidance of the department, as by encryption with the key safe (164.402); a low probability that it has been compromised, by a risk assessment of four factors (164.402(2)); unintentional access in good faith within the scope of authority, without further disclosure (164.402(1)(i))"
	hipaaDelay  = "a law enforcement official's statement: in writing for the time that it says, oral for 30 days at most (164.412)"
	hipaaSource = "https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-D"
)

var coveredEntity = sector("a covered entity (45 CFR 160.103)", "health")

// protectedHealth: to a covered entity even a patient's name is health information.
func protectedHealth(c Case) Verdict {
	const need = "data_elements: is it protected health information (45 CFR 160.103)?"
	switch {
	case len(c.has("medical", "health_insurance", "genetic")) > 0:
		return yes("health information was taken (160.103)")
	case c.elements == nil:
		return judge(need, "not yet known what was taken")
	case len(c.elements)+len(c.unknownElements) == 0:
		return no("nothing was taken")
	}
	return judge(need, "%s: of a covered entity's patients, a name or number may be protected health information (160.103)", taken(c))
}

// compromiseLikely is met unless the risk assessment of 164.402(2) says otherwise.
func compromiseLikely(c Case) Verdict {
	if c.risk == "unlikely" {
		return no("a low probability of compromise was judged (164.402(2)); keep the assessment (164.414)")
	}
	return yes("presumed a breach: nobody has shown a low probability of compromise (164.402(2))")
}

func hipaa(more ...Condition) []Condition {
	return append([]Condition{coveredEntity, residentsOrSeat(unitedStates), controller("45 CFR 164.410"), notEncrypted("164.402"), protectedHealth, compromiseLikely}, more...)
}

var hipaaBreach = []Rule{{
	ID: "US-HIPAA-S", Law: hipaaLaw, Article: "45 CFR 164.404", Title: "Tell the people concerned",
	Source: hipaaSource, Version: "2013-03-26", How: CopyRead, Detail: hipaaRead, Checked: "2026-11-24", From: "2013-03-26", Owes: "covered entity",
	To: to(People, "each individual concerned", "America/New_York", ""), Starts: Discovery, Period: days(60),
	Ends: "each of them is told, or substitute notice is given (164.404(d)(2))", Threshold: hipaaEnough, Exempt: hipaaExempt, Conditions: hipaa(),
	Contents: []string{"what happened, with the dates of breach and discovery (164.404(c)(1)(A))", "the types of information (164.404(c)(1)(B))", "what they should do to protect themselves (164.404(c)(1)(C))",
		"what is done to investigate, mitigate and prevent (164.404(c)(1)(D))", "how to ask: a toll-free number, an e-mail address, a website or a postal address (164.404(c)(1)(E))"},
	Language: "plain language", Form: "written by first-class mail, or e-mail where agreed (164.404(d)(1))", Delay: hipaaDelay,
	Notes: []string{"Discovered on the first day it is known, or would have been by reasonable diligence, to anybody in the workforce but the one who did it (164.404(a)(2)). 60 days are the limit; without unreasonable delay."},
}, {
	ID: "US-HIPAA-P", Law: hipaaLaw, Article: "45 CFR 164.408", Title: "Notify the Secretary of Health and Human Services",
	Source: hipaaSource, Version: "2013-03-26", How: CopyRead, Detail: hipaaRead, Checked: "2026-11-24", From: "2013-03-26", Owes: "covered entity",
	To: to(Regulator, "the Secretary of Health and Human Services", "America/New_York", "https://ocrportal.hhs.gov/ocr/breach/wizard_breach.jsf"), Starts: Discovery, Period: days(60), Vary: byYearBelow500,
	Ends: "the notice is submitted", Threshold: hipaaEnough + "; 500 or more individuals at the time of telling them, fewer within 60 days after the year (164.408(b), (c))", Exempt: hipaaExempt, Conditions: hipaa(),
	Contents: []string{"what the department's form asks for (164.408(b), (c))"}, Form: "the department's web form", Delay: hipaaDelay,
	Notes: []string{"500 or more: contemporaneously with the notice to the people, not only within the 60 days. While nobody has counted, the earlier is shown."},
}, {
	ID: "US-HIPAA-M", Law: hipaaLaw, Article: "45 CFR 164.406", Title: "Tell prominent media of the state",
	Source: hipaaSource, Version: "2013-03-26", How: CopyRead, Detail: hipaaRead, Checked: "2026-11-24", From: "2013-03-26", Owes: "covered entity",
	To: to(Media, "prominent media outlets of each state with more than 500 affected", "America/New_York", ""), Starts: Discovery, Period: days(60),
	Ends: "the outlets are told", Threshold: hipaaEnough + "; more than 500 residents of a state or jurisdiction (164.406(a))", Exempt: hipaaExempt,
	Conditions: hipaa(inOneState(501, "more than 500 residents (164.406(a))", "not more than 500 (164.406(a))")),
	Contents:   []string{"the same as to the people (164.406(c))"}, Delay: hipaaDelay,
}, {
	ID: "US-HIPAA-B", Law: hipaaLaw, Article: "45 CFR 164.410", Title: "Tell the covered entity",
	Source: hipaaSource, Version: "2013-03-26", How: CopyRead, Detail: hipaaRead, Checked: "2026-11-24", From: "2013-03-26", Owes: "business associate",
	To: to(Owner, "the covered entity", "America/New_York", ""), Starts: Discovery, Period: days(60),
	Ends: "the covered entity is told", Threshold: hipaaEnough + " held for a covered entity", Exempt: hipaaExempt,
	Conditions: []Condition{sector("a business associate (45 CFR 160.103)", "health"), residentsOrSeat(unitedStates), processor, notEncrypted("164.402"), protectedHealth, compromiseLikely},
	Contents:   []string{"each individual concerned, as far as possible (164.410(c)(1))", "what else the covered entity needs for its notice, also later (164.410(c)(2))"}, Later: "further information promptly (164.410(c)(2))", Delay: hipaaDelay,
	Notes: []string{"Contracts often ask for days instead. A company outside the sector that serves one answers with \"sector\": \"health\"."},
}}
