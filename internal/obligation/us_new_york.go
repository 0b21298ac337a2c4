package obligation

var newYork = state{
	id: "US-NY", place: part("US-NY", "New York"), zone: "America/New_York",
	law: "New York General Business Law", source: "https://www.nysenate.gov/legislation/laws/GBS/899-AA",
	version: "2025-03-21", how: CopyRead, from: "2025-03-21",
	detail: "subdivisions 1(b) and (c), 2, 3, 5, 8 and 9 quoted subsection by subsection from the Senate's page as of August 2026 in a legal note; the first half of 1(b) also on a stored copy of that page; that the Department of Financial Services is told by its covered entities alone through bill memoranda",
	data: definition{
		Article: "GBL 899-aa(1)(b)",
		Wants:   "information that identifies a person with an identity, account, biometric, medical or health insurance datum, or a login with its password",
		Sets: []set{
			{"(i)", []wanted{identified, {Any: append([]string{"biometric", "medical", "health_insurance"}, identityNumbers...)}}},
			{"(i)(3)", []wanted{identified, {Any: accounts}, {Any: []string{"access_code", "password"}, Missing: "whether the number opens the account by itself must be judged"}}},
			loginWithSecret("(ii)"),
		},
	},
	spared: []Condition{notEncrypted("899-aa(1)(b)"), notInadvertent},
	holder: "section 899-aa(3)", goodFaith: "899-aa(1)(c)",
	exempt:  "encrypted data with the key safe (899-aa(1)(b)); an inadvertent disclosure by authorized persons that is unlikely to lead to misuse or harm, recorded for five years and, above 500 residents, given to the Attorney General within ten days (899-aa(2)(a)); people already told under GLBA, HIPAA or 23 NYCRR 500 (899-aa(2)(b))",
	delay:   "law enforcement that finds the notice impedes a criminal investigation (899-aa(4)); finding the scope no longer is a ground",
	comment: "Access alone is a breach, also without a copy (899-aa(1)(c)). Who must notify the federal health department tells the Attorney General within five business days of it (899-aa(9)).",
}

// identified is what tells whose data they are: New York asks for no name.
var identified = wanted{
	Any:     []string{"name", "email", "phone", "address", "username", "customer_id", "government_id", "passport", "biometric"},
	Missing: "whether the taker knows whose they are must be judged",
}

// notInadvertent keeps out what New York's only test of harm does: a slip of
// somebody who may read the data, and no misuse to be expected.
func notInadvertent(c Case) Verdict {
	if c.wrongful != nil && !*c.wrongful && c.seriousHarm != nil && !*c.seriousHarm {
		return judge("counsel: was it an inadvertent disclosure by persons authorized to access the data (899-aa(2)(a))?",
			"no wrongful purpose and no harm to be expected: the exception for inadvertent disclosures may hold (899-aa(2)(a))")
	}
	return Verdict{Answer: Yes}
}

var newYorkGBL = []Rule{
	newYork.people(Rule{
		Article: "section 899-aa(2)", Period: days(30),
		Contents: []string{"contact of the company (899-aa(7))", "telephone numbers and websites of the state and federal agencies on breaches and identity theft (899-aa(7))",
			"the categories of information, and which elements of personal and private information (899-aa(7))"},
		Form: "written, by telephone with a log, or electronic with the person's express consent (899-aa(5))",
	}),
	newYork.agency("AG", "the Attorney General, the Department of State and the State Police of New York", "https://formsnym.ag.ny.gov/OAGOnlineSubmissionForm/faces/OAGSBHome", Rule{
		Article: "section 899-aa(8)(a)", Period: promptly("with the notice to the residents, without delaying it"), Guide: Guide{Period: days(30)},
		Threshold: "any resident is to be told (899-aa(8)(a))",
		Contents:  []string{"timing, content and distribution of the notices (899-aa(8)(a))", "the approximate number of people affected (899-aa(8)(a))", "a copy of the template of the notice (899-aa(8)(a))"},
		Form:      "the Attorney General's form, which reaches the three of them",
		Notes:     []string{"Covered entities of the Department of Financial Services notify it too, under 23 NYCRR 500.17."},
	}),
	newYork.reporting(Rule{
		Article: "section 899-aa(8)(b)", Period: promptly("without delaying the notice to the residents"),
		Threshold: "more than 5,000 residents to be told at one time (899-aa(8)(b))", Conditions: []Condition{moreThan(newYork.place, 5000, "899-aa(8)(b)")},
		Contents: []string{"timing, content and distribution of the notices (899-aa(8)(b))", "the approximate number of people affected (899-aa(8)(b))"},
	}),
	newYork.owner(Rule{Article: "section 899-aa(3)", Period: days(30), Notes: []string{"Immediately; the 30 days are the limit."}}),
}
