package obligation

var colorado = state{
	id: "US-CO", place: part("US-CO", "Colorado"), zone: "America/Denver",
	law: "Colorado Revised Statutes", source: "https://leg.colorado.gov/sites/default/files/images/olls/crs2023-title-06.pdf",
	version: "2018-09-01", how: Summaries, from: "2018-09-01",
	detail: "a chart and a file of rules checked against the code agree; of the section only (2)(a) was read",
	data: definition{
		Article: "6-1-716(1)(g)",
		Wants:   "a name with an identity, student, medical, health insurance or biometric datum, a login with its password, or an account number with its code",
		Sets: []set{
			nameWith("(I)(A)", append([]string{"student_id", "military_id", "passport", "medical", "health_insurance", "biometric"}, identityNumbers...)...),
			loginWithSecret("(I)(B)"),
			{"(I)(C)", []wanted{{Any: accounts}, {Any: []string{"access_code", "password"}, Missing: "whether the number opens the account without a code must be judged"}}},
		},
	},
	spared: []Condition{notEncrypted("6-1-716(1)(h)"), coloradoMisuse.met},
	holder: "section 6-1-716(2)(b)", goodFaith: "6-1-716(1)(h)",
	exempt:  "encrypted data with the key safe (6-1-716(1)(h)); misuse has not occurred and is not reasonably likely (6-1-716(2)(a)); procedures of the company or its regulator, which leave the Attorney General's notice (6-1-716(3))",
	delay:   "a law enforcement agency that finds the notice will impede a criminal investigation (6-1-716(2)(c))",
	comment: "Where another law that applies asks for a shorter time, the shorter holds (6-1-716(3)(b)).",
}

var coloradoCRS = []Rule{
	colorado.people(Rule{
		Article: "section 6-1-716(2)(a)", How: CopyRead, Detail: "6-1-716(2)(a) in a quotation of the statutes of 2023; the rest through a chart", Starts: Determination, Period: days(30),
		Contents: []string{"the date or range of dates of the breach (6-1-716(2)(a.2))", "the personal information acquired (6-1-716(2)(a.2))", "how to ask the company (6-1-716(2)(a.2))",
			"numbers, addresses and websites of the consumer reporting agencies and the Federal Trade Commission (6-1-716(2)(a.2))", "that these inform on fraud alerts and security freezes (6-1-716(2)(a.2))",
			"for a login that was misused or may be: to change the password and security question promptly (6-1-716(2)(a.3))"},
		Form: "written, by telephone or electronic (6-1-716(1)(f)); never to a mail account of the company that was breached (6-1-716(2)(a.3))",
	}),
	colorado.agency("AG", "the Colorado Attorney General", "https://coag.gov/resources/data-protection-laws/", Rule{
		Article: "section 6-1-716(2)(f)", Starts: Determination, Period: days(30),
		Threshold: "500 or more residents (6-1-716(2)(f))", Conditions: []Condition{atLeast(colorado.place, 500, "6-1-716(2)(f)")},
		Contents: []string{"the breach (6-1-716(2)(f))"}, Form: "the Attorney General's online form",
	}),
	colorado.reporting(Rule{
		Article: "section 6-1-716(2)(d)", Threshold: "more than 1,000 residents (6-1-716(2)(d))",
		Conditions: []Condition{moreThan(colorado.place, 1000, "6-1-716(2)(d)"), notSector("whoever is subject to title V of the Gramm-Leach-Bliley Act is exempt (6-1-716(2)(d))", "finance")},
		Contents:   []string{"the anticipated date of the notice (6-1-716(2)(d))", "the approximate number of residents (6-1-716(2)(d))"},
	}),
	colorado.owner(Rule{Article: "section 6-1-716(2)(b)", Period: promptly("in the most expedient time possible and without unreasonable delay following discovery")}),
}

// coloradoMisuse is found out by an investigation in good faith.
var coloradoMisuse = measure{
	id: "US-CO-harm", article: "6-1-716(2)(a)", excuses: true,
	ask: "has misuse of the information occurred, or is it reasonably likely to occur?",
}
