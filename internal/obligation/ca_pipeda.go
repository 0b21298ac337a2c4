package obligation

var canada = country("CA", "Canada")

const (
	pipedaLaw    = "Personal Information Protection and Electronic Documents Act (PIPEDA), S.C. 2000, c. 5"
	pipedaSource = "https://laws-lois.justice.gc.ca/eng/acts/P-8.6/"
	pipedaRead   = "sections 10.1 to 10.3 of the Act and sections 1 to 7 of the Regulations in the Department of Justice's own XML, consolidated to 2026-03-26"
	pipedaEnough = "a breach of security safeguards with a real risk of significant harm to an individual (10.1(1), (7), (8))"
	pipedaNote   = "Every breach, also without that risk, is recorded for 24 months (10.3; SOR/2018-64, section 6). Within Quebec, Alberta and British Columbia provincial laws take its place for business within the province (26(2)(b)); British Columbia's asks for no notice."
)

var canadaPIPEDA = []Rule{{
	ID: "CA-PIPEDA-P", Law: pipedaLaw, Article: "section 10.1(1) and (2)", Title: "Report to the Privacy Commissioner",
	Source: pipedaSource, Version: "2025-03-04", How: OfficialText, Detail: pipedaRead, Checked: "2026-11-24", From: "2018-11-01", Owes: "organization in control of the information",
	To: to(Regulator, "the Privacy Commissioner of Canada", "America/Toronto", ""), Starts: Determination, Period: promptly("as soon as feasible after the organization determines that the breach has occurred"),
	Ends: "the report is sent", Threshold: pipedaEnough, Conditions: []Condition{residentsOrSeat(canada), controller("section 10.1 binds who controls the information"), seriousHarm("10.1(8): real risk of significant harm")},
	Contents: []string{"the circumstances and, if known, the cause (SOR/2018-64, 2(1)(a))", "the day or period, or an approximate one (SOR/2018-64, 2(1)(b))", "the personal information, as far as known (SOR/2018-64, 2(1)(c))", "the number of individuals, or an approximate one (SOR/2018-64, 2(1)(d))",
		"steps to reduce the risk of harm (SOR/2018-64, 2(1)(e))", "steps to notify the individuals (SOR/2018-64, 2(1)(f))", "a contact for the Commissioner's questions (SOR/2018-64, 2(1)(g))"},
	Language: "English or French", Form: "in writing, by any secure means (SOR/2018-64, 2(1), (3))", Later: "new information that it becomes aware of afterwards (SOR/2018-64, 2(2))", Notes: []string{pipedaNote},
}, {
	ID: "CA-PIPEDA-S", Law: pipedaLaw, Article: "section 10.1(3) and (6)", Title: "Tell the people concerned",
	Source: pipedaSource, Version: "2025-03-04", How: OfficialText, Detail: pipedaRead, Checked: "2026-11-24", From: "2018-11-01", Owes: "organization in control of the information",
	To: to(People, "the individuals concerned", "America/Toronto", ""), Starts: Determination, Period: promptly("as soon as feasible after the organization determines that the breach has occurred"),
	Ends: "each of them is told directly, or indirectly where that is allowed (SOR/2018-64, 5)", Threshold: pipedaEnough, Conditions: []Condition{residentsOrSeat(canada), controller("section 10.1 binds who controls the information"), seriousHarm("10.1(8): real risk of significant harm")},
	Contents: []string{"the circumstances (SOR/2018-64, 3(a))", "the day or period, or an approximate one (SOR/2018-64, 3(b))", "the personal information, as far as known (SOR/2018-64, 3(c))", "steps to reduce the risk of harm (SOR/2018-64, 3(d))",
		"what they can do to reduce it (SOR/2018-64, 3(e))", "a contact (SOR/2018-64, 3(f))"},
	Form: "in person, by telephone, mail, e-mail or otherwise as is reasonable (SOR/2018-64, 4)", Notes: []string{pipedaNote},
}, {
	ID: "CA-PIPEDA-O", Law: pipedaLaw, Article: "section 10.2", Title: "Tell others who can reduce the harm",
	Source: pipedaSource, Version: "2025-03-04", How: OfficialText, Detail: pipedaRead, Checked: "2026-11-24", From: "2018-11-01", Owes: "organization in control of the information",
	To: to(Agencies, "organizations or government institutions that may be able to reduce the risk (banks, credit bureaus, police)", "America/Toronto", ""), Starts: Determination, Period: promptly("as soon as feasible after the organization determines that the breach has occurred"),
	Ends: "they are told", Threshold: pipedaEnough + ", where the people are told and others may reduce the risk (10.2(1))", Conditions: []Condition{residentsOrSeat(canada), controller("section 10.1 binds who controls the information"), seriousHarm("10.1(8): real risk of significant harm")},
	Contents: []string{"what they need to reduce the risk of harm (10.2(1))"}, Notes: []string{"Whether somebody can reduce the risk is for the organization to believe."},
}}
