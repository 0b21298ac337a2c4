package obligation

var illinois = state{
	id: "US-IL", place: part("US-IL", "Illinois"), zone: "America/Chicago",
	law: "Illinois Personal Information Protection Act, 815 ILCS 530", source: "https://www.ilga.gov/legislation/ilcs/ilcs3.asp?ActID=2702&ChapterID=67",
	version: "2020-01-01", how: CopyRead, from: "2020-01-01",
	detail: "section 10(e) and the definitions of section 5 quoted subsection by subsection from the official page as of August 2026 in a legal note",
	data: definition{
		Article: "815 ILCS 530/5",
		Wants:   "a name with an identity, account, medical, health insurance or biometric datum, or a login with its password",
		Sets: []set{
			nameWith("(1)", append([]string{"medical", "health_insurance", "biometric"}, identityNumbers...)...),
			nameWithNumber("(1)(C)"),
			loginWithSecret("(2)"),
		},
	},
	spared: []Condition{notEncrypted("530/5")},
	holder: "section 10(b)", goodFaith: "530/5",
	exempt:  "data encrypted or redacted with the key safe (530/5)",
	delay:   "a law enforcement agency's written request, if the notice would interfere with a criminal investigation (530/10(b-5))",
	comment: "An account's or card's number counts with or without a code. Entities that comply with HIPAA give the Attorney General their notice within five business days of the federal one (530/50).",
}

var illinoisPIPA = []Rule{
	illinois.people(Rule{
		Article: "section 10(a)", How: OfficialText,
		Detail: "section 10(a) whole in a stored copy of the official page, and what a breach is; the kinds of data in section 5 quoted from it in a copy", Period: promptly("in the most expedient time possible and without unreasonable delay"),
		Contents: []string{"toll-free numbers and addresses of the consumer reporting agencies (530/10(a))", "toll-free number, address and website of the Federal Trade Commission (530/10(a))",
			"that these inform on fraud alerts and security freezes (530/10(a))", "for a login: to change the password and security question promptly (530/10(a)(2))"},
		Form: "free of charge (530/10(a)); the letter must not say how many residents are affected",
	}),
	illinois.agency("AG", "the Illinois Attorney General", "", Rule{
		Article: "section 10(e)", Period: promptly("in the most expedient time possible, not later than the notice to the people"),
		Threshold: "more than 500 residents (530/10(e))", Conditions: []Condition{moreThan(illinois.place, 500, "530/10(e)")},
		Contents: []string{"the nature of the breach (530/10(e))", "the number of residents (530/10(e))", "steps taken and planned (530/10(e))", "the date of the breach, or as soon as it is known (530/10(e))"},
		Notes:    []string{"The 45 days of section 12 bind state agencies only. Companies owe the consumer reporting agencies nothing under this law."},
	}),
	illinois.owner(Rule{Article: "section 10(b)", How: OfficialText, Detail: "section 10(b) in Public Act 94-0947 on the official site; a quotation of 2026 has the same words", Period: promptly("immediately following discovery")}),
}
