package obligation

var oregon = state{
	id: "US-OR", place: part("US-OR", "Oregon"), zone: "America/Los_Angeles",
	law: "Oregon Consumer Information Protection Act", source: "https://www.oregonlegislature.gov/bills_laws/ors/ors646A.html",
	version: "2020-01-01", how: CopyRead, from: "2020-01-01", detail: "646A.602(1) to (8) and 646A.604(1) to (3) in copies; the data elements and the rest through two charts that agree",
	data: definition{
		Article: "ORS 646A.602, \"personal information\"",
		Wants:   "a name with an identity, account, biometric, health insurance or medical datum, or a user name with what authenticates it",
		Sets: []set{
			nameWith("(a)(A)", append([]string{"passport", "government_id", "biometric", "health_insurance", "medical"}, identityNumbers...)...),
			nameWithAccount("(a)(A)"), loginWithSecret("(a)(B)"),
		},
	},
	spared: []Condition{notEncrypted("646A.602"), oregonHarm.met},
	holder: "section 646A.604(2)", goodFaith: "646A.602(1)(b), which speaks of inadvertent acquisition",
	exempt:  "data encrypted, redacted or unusable with the key safe (646A.602); after investigation or consultation, consumers are unlikely to suffer harm, recorded for five years (646A.604); entities under HIPAA, GLBA or a federal regulator (646A.604)",
	delay:   "a law enforcement agency's written request, if the notice will impede a criminal investigation (646A.604(3)(c))",
	comment: "Credit monitoring offered free of charge may not ask for a card number.",
}

var oregonOCIPA = []Rule{
	oregon.people(Rule{
		Article: "section 646A.604(3)(a)", Period: days(45),
		Contents: []string{"the breach in general (646A.604(5))", "its approximate date (646A.604(5))", "the type of personal information (646A.604(5))", "contact of the company (646A.604(5))",
			"contact of the national consumer reporting agencies (646A.604(5))", "advice to report suspected identity theft to law enforcement, the Attorney General and the Federal Trade Commission (646A.604(5))"},
		Form: "written; electronic where that is customary or under 15 U.S.C. 7001; by telephone (646A.604(4))",
	}),
	oregon.agency("AG", "the Oregon Attorney General", "", Rule{
		Article: "section 646A.604(1)(b)", Period: days(45), Threshold: "more than 250 consumers (646A.604(1)(b))", Conditions: []Condition{moreThan(oregon.place, 250, "646A.604(1)(b)")},
		Contents: []string{"notice of the breach, in writing or electronically (646A.604(1)(b))"},
	}),
	oregon.reporting(Rule{
		Article: "section 646A.604(6)", How: Summaries, Detail: "two charts that agree; subsection (6) was not read", Threshold: "more than 1,000 consumers (646A.604(6))", Conditions: []Condition{moreThan(oregon.place, 1000, "646A.604(6)")},
		Contents: []string{"timing, distribution and content of the notice, and the police report's number if there is one (646A.604(6))"},
	}),
	oregon.owner(Rule{
		Article: "section 646A.604(2)(a)", Period: days(10),
		Notes: []string{"A vendor also tells the Attorney General above 250 consumers or an unknown number, unless the covered entity has (646A.604(2)(c))."},
	}),
}

// oregonHarm asks for harm of any degree.
var oregonHarm = measure{
	id: "US-OR-harm", article: "646A.604", excuses: true,
	ask: "may the consumers suffer harm, of any degree? that it is unlikely must be determined by an investigation or with law enforcement, recorded for 5 years",
}
