package obligation

var georgia = state{
	id: "US-GA", place: part("US-GA", "Georgia"), zone: "America/New_York",
	law: "Georgia Code, title 10, chapter 1, article 34", source: "https://www.legis.ga.gov/api/legislation/document/20052006/24776",
	version: "2007-05-24", how: CopyRead, from: "2007-05-24",
	detail: "10-1-911(1) to (4) and (6), 10-1-912(a), (b) and (d) quoted from the code as of August 2026 in a legal note; the source is the act of 2005 (another copy that was found has sentences which no other has, and was not relied on)",
	data: definition{
		Article: "section 10-1-911(6)",
		Wants:   "a name with an identity number, an account number usable by itself, or a password or access code",
		Sets:    []set{nameWith("(A) to (D)", append([]string{"access_code", "password"}, identityNumbers...)...), nameWithUsableNumber("(C)")},
	},
	spared: []Condition{sector("an information broker or a data collector of government (10-1-911(2) and (3))", "data_broker", "credit_bureau", "public"), notEncrypted("10-1-911(6)")},
	holder: "section 10-1-912(b)", goodFaith: "10-1-911(1)",
	exempt:  "whoever is neither an information broker nor a public data collector (10-1-911); data encrypted or redacted (10-1-911(6))",
	delay:   "a law enforcement agency that finds the notice will compromise a criminal investigation (10-1-912(c))",
	comment: "Georgia binds information brokers (who furnish data on people to others for money) and public bodies alone: most companies owe nothing under it. No authority of the state is told. The elements count without a name, too, if they suffice for identity theft (10-1-911(6)(E)).",
}

var georgiaCode = []Rule{
	georgia.people(Rule{
		Article: "section 10-1-912(a)", Period: promptly("in the most expedient time possible and without unreasonable delay"),
		Contents: []string{"the law names none for the letter itself (10-1-911(4)): say what happened, which data, what is done and what they can do"},
	}),
	georgia.reporting(Rule{
		Article: "section 10-1-912(d)", Threshold: "more than 10,000 residents told at one time (10-1-912(d))", Conditions: []Condition{moreThan(georgia.place, 10_000, "10-1-912(d)")},
		Contents: []string{"timing, distribution and content of the notices (10-1-912(d))"},
	}),
	georgia.owner(Rule{
		Article: "section 10-1-912(b)", Period: Period{N: 24, Unit: Hours},
		Notes: []string{"Whoever maintains the data for an information broker or a public data collector: within 24 hours of discovery."},
	}),
}
