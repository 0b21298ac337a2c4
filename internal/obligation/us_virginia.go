package obligation

var virginia = state{
	id: "US-VA", place: part("US-VA", "Virginia"), zone: "America/New_York",
	law: "Code of Virginia", source: "https://law.lis.virginia.gov/vacode/title18.2/chapter6/section18.2-186.6/",
	version: "2022-07-01", how: CopyRead, from: "2019-07-01",
	detail: "subsections A (in part), B to E in copies; the data elements through a federal law firm's report of the act of 2019 and a summary that agree, one chart differs",
	data: definition{
		Article: "18.2-186.6(A)",
		Wants:   "a name with a Social Security, driver's licence, state identification, passport or military number, or an account number with its code (a login with its password is not on the list)",
		Sets:    []set{nameWith("1, 2, 4, 5", append([]string{"passport", "military_id"}, identityNumbers...)...), nameWithAccount("3")},
	},
	spared: []Condition{notEncrypted("18.2-186.6(A) and (C)"), virginiaFraud.met},
	holder: "18.2-186.6(D)", goodFaith: "18.2-186.6(A)",
	exempt:  "data encrypted or redacted with the key safe (18.2-186.6(A), (C)); no identity theft or other fraud caused or to be expected (18.2-186.6(B)); entities under title V of the Gramm-Leach-Bliley Act (18.2-186.6(G))",
	delay:   "a law enforcement agency that was notified and advises that the notice will impede an investigation or security; or to find the scope and restore the system (18.2-186.6(B))",
	comment: "Medical information held by public bodies has a law of its own (32.1-127.1:05), and so have employers' payroll data (18.2-186.6(M)).",
}

var virginiaCode = []Rule{
	virginia.people(Rule{
		Article: "section 18.2-186.6(B)", Period: promptly("without unreasonable delay"),
		Contents: []string{"the incident in general (18.2-186.6(A), \"notice\")", "the type of personal information (18.2-186.6(A), \"notice\")", "what protects it from further access (18.2-186.6(A), \"notice\")",
			"a telephone number for help, if there is one (18.2-186.6(A), \"notice\")", "advice to watch account statements and credit reports (18.2-186.6(A), \"notice\")"},
		Form: "written, by telephone or electronic (18.2-186.6(A))",
	}),
	virginia.agency("AG", "the Virginia Office of the Attorney General", "https://www.oag.state.va.us/programs-initiatives/computer-crime", Rule{
		Article: "section 18.2-186.6(B)", Period: promptly("without unreasonable delay"), Threshold: "any resident is told (18.2-186.6(B))",
		Contents: []string{"the breach (18.2-186.6(B))", "above 1,000 people, the timing, distribution and content of the notice (18.2-186.6(E))"},
		Form:     "by letter to the Computer Crime Section",
	}),
	virginia.reporting(Rule{
		Article: "section 18.2-186.6(E)", Threshold: "more than 1,000 persons told at one time (18.2-186.6(E))", Conditions: []Condition{moreThan(virginia.place, 1000, "18.2-186.6(E)")},
		Contents: []string{"timing, distribution and content of the notice (18.2-186.6(E))"},
	}),
	virginia.owner(Rule{Article: "section 18.2-186.6(D)", Period: promptly("without unreasonable delay following discovery")}),
}

// virginiaFraud is what the notice depends on.
var virginiaFraud = measure{
	id: "US-VA-harm", article: "18.2-186.6(B)", excuses: false,
	ask: "has it caused, or is it reasonably believed that it has caused or will cause, identity theft or another fraud to any resident?",
}
