package obligation

var pennsylvania = state{
	id: "US-PA", place: part("US-PA", "Pennsylvania"), zone: "America/New_York",
	law:     "Pennsylvania Breach of Personal Information Notification Act, 73 P.S. § 2301",
	source:  "https://www.legis.state.pa.us/cfdocs/legis/LI/uconsCheck.cfm?txtType=HTM&yr=2005&sessInd=0&smthLwInd=0&act=94&chpt=0&sctn=3&subsctn=0",
	version: "2024-09-26", how: CopyRead, from: "2024-09-26",
	detail: "sections 2, 3(a) and 5 quoted from the code as of August 2026 in a legal note; section 3(c.1) and the definition as amended by Act 33 of 2024 in quotations of the bill",
	data: definition{
		Article: "section 2",
		Wants:   "a name with an identity, account or health insurance datum, or a login with its password",
		Sets:    []set{nameWith("(1)", append([]string{"health_insurance"}, identityNumbers...)...), nameWithAccount("(1)(iii)"), loginWithSecret("(1)(vi)")},
	},
	spared: []Condition{notEncrypted("section 2"), pennsylvaniaLoss.met},
	holder: "section 3(c)", goodFaith: "section 2",
	exempt:  "data encrypted or redacted (section 2); no loss or injury caused or to be expected (section 2); entities that follow their federal regulator's rules (section 7)",
	delay:   "a law enforcement agency that advises in writing, citing the section, that the notice will impede an investigation (section 4)",
	comment: "With a Social Security, bank account or driver's licence number: a credit report and 12 months of credit monitoring free of charge. Medical information counts only in the hands of state agencies and their contractors.",
}

var pennsylvaniaBPINA = []Rule{
	pennsylvania.people(Rule{
		Article: "section 3(a)", Starts: Determination, Period: promptly("without unreasonable delay"),
		Contents: []string{"the law names none for the letter itself (section 2, \"notice\"): say what happened, which data, what is done and what they can do"},
		Form:     "written to the last known address, by telephone, or by e-mail where there is a business relationship (section 2)",
	}),
	pennsylvania.agency("AG", "the Pennsylvania Office of Attorney General", "", Rule{
		Article: "section 3(c.1)", Period: promptly("concurrently with the notice to the people"),
		Threshold: "more than 500 individuals in the Commonwealth (section 3(c.1))", Conditions: []Condition{moreThan(pennsylvania.place, 500, "section 3(c.1)"), notSector("insurers under 40 Pa.C.S. ch. 45 are exempt (section 3(c.2))", "insurance")},
		Contents: []string{"name and location of the organisation (section 3(c.1)(1))", "the date of the breach (section 3(c.1)(2))", "a summary (section 3(c.1)(3))",
			"estimate of all individuals affected (section 3(c.1)(4))", "estimate of those in the Commonwealth (section 3(c.1)(5))"},
	}),
	pennsylvania.reporting(Rule{
		Article: "section 5", Threshold: "more than 500 persons told at one time (section 5)", Conditions: []Condition{moreThan(pennsylvania.place, 500, "section 5")},
		Contents: []string{"timing, distribution and number of the notices (section 5)"},
		Notes:    []string{"The threshold was 1,000 until 2024-09-26."},
	}),
	pennsylvania.owner(Rule{Article: "section 3(c)", How: Summaries, Detail: "charts that agree; section 3(c) was not read in a copy to be relied on", Period: promptly("without unreasonable delay following discovery")}),
}

// pennsylvaniaLoss is part of what a breach is.
var pennsylvaniaLoss = measure{
	id: "US-PA-harm", article: "section 2", excuses: false,
	ask: "has it caused, or is it reasonably believed that it has caused or will cause, loss or injury to any resident?",
}
