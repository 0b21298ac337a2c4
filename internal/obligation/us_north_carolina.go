package obligation

var northCarolina = state{
	id: "US-NC", place: part("US-NC", "North Carolina"), zone: "America/New_York",
	law: "North Carolina General Statutes", source: "https://www.ncleg.gov/EnactedLegislation/Statutes/PDF/BySection/Chapter_75/GS_75-65.pdf",
	how: CopyRead, from: "2009-07-27", detail: "75-65 in a copy; 75-61(10) and (14) and 14-113.20(b) through a chart; version not known",
	data: definition{
		Article: "75-61(10) and 14-113.20(b)",
		Wants:   "a name with an identity, account or card number, a PIN or biometric data (an e-mail address or a password only if it opens a person's financial resources)",
		Sets: []set{
			nameWith("14-113.20(b)", append([]string{"tax_id", "passport", "biometric", "access_code"}, identityNumbers...)...),
			nameWithNumber("14-113.20(b)"),
			{"75-65(a)", []wanted{name, {Any: []string{"password"}}, {Missing: "whether the password opens financial resources must be judged"}}},
		},
	},
	spared: []Condition{notEncrypted("75-61(14)"), northCarolinaHarm.met},
	holder: "section 75-65(b)", goodFaith: "75-61(14)",
	exempt:  "data encrypted or redacted with the key safe (75-61(14)); no illegal use and no material risk of harm to be expected (75-61(14)); financial institutions under the federal interagency guidance (75-65(h))",
	delay:   "a law enforcement agency's request, in writing or recorded with the officer's name (75-65(c))",
	comment: "Data in any form count, on paper too (75-65(a)).",
}

var northCarolinaGS = []Rule{
	northCarolina.people(Rule{
		Article: "section 75-65(a)", Period: promptly("without unreasonable delay"),
		Contents: []string{"the incident in general (75-65(d)(1))", "the type of personal information (75-65(d)(2))", "what protects it from further access (75-65(d)(3))", "a telephone number for help (75-65(d)(4))",
			"advice to watch account statements and credit reports (75-65(d)(5))", "numbers and addresses of the consumer reporting agencies (75-65(d)(6))", "numbers, addresses and websites of the Federal Trade Commission and of the state's Attorney General, on identity theft (75-65(d)(7))"},
		Form: "written; electronic with agreement; by telephone in person (75-65(e))",
	}),
	northCarolina.agency("AG", "the Consumer Protection Division of the North Carolina Attorney General's Office", "", Rule{
		Article: "section 75-65(e1)", Period: promptly("without unreasonable delay"), Threshold: "any person is told (75-65(e1))",
		Contents: []string{"the nature of the breach (75-65(e1))", "the number of consumers affected (75-65(e1))", "steps to investigate and to prevent another (75-65(e1))", "timing, distribution and content of the notice (75-65(e1))"},
	}),
	northCarolina.reporting(Rule{
		Article: "section 75-65(f)", Threshold: "more than 1,000 persons told at one time (75-65(f))", Conditions: []Condition{moreThan(northCarolina.place, 1000, "75-65(f)")},
		Contents: []string{"timing, distribution and content of the notice (75-65(f))"}, Notes: []string{"The Consumer Protection Division is told the same."},
	}),
	northCarolina.owner(Rule{Article: "section 75-65(b)", Period: promptly("immediately following discovery")}),
}

// northCarolinaHarm is part of what a breach is.
var northCarolinaHarm = measure{
	id: "US-NC-harm", article: "75-61(14)", excuses: false,
	ask: "has illegal use occurred, is it reasonably likely, or is there a material risk of harm to a consumer?",
}
