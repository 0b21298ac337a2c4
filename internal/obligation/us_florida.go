package obligation

var florida = state{
	id: "US-FL", place: part("US-FL", "Florida"), zone: "America/New_York",
	law: "Florida Statutes", source: "https://www.flsenate.gov/Laws/Statutes/2025/501.171",
	version: "2024-07-01", how: CopyRead, from: "2024-07-01",
	detail: "subsections (1)(a), (b) and (g), (3)(a), (4)(a) and (c), (5) and (6)(a) quoted subsection by subsection from the Senate's page of 2025 as of August 2026 in a legal note, and in other copies",
	data: definition{
		Article: "section 501.171(1)(g)",
		Wants:   "a name with an identity, account, medical, health insurance, biometric or geolocation datum, or a login with its password",
		Sets: []set{
			nameWith("1.a.", append([]string{"passport", "military_id", "government_id", "medical", "health_insurance", "biometric", "location"}, identityNumbers...)...),
			nameWithAccount("1.a.(III)"),
			loginWithSecret("1.b."),
		},
	},
	spared: []Condition{notEncrypted("501.171(1)(g)2.")},
	holder: "section 501.171(6)(a)", goodFaith: "501.171(1)(a)",
	exempt:  "data encrypted or otherwise unusable (501.171(1)(g)2.); the people only: after consulting law enforcement, no identity theft or financial harm is likely, recorded for five years and given to the Department within 30 days (501.171(4)(c))",
	delay:   "for the people: a law enforcement agency's written request (501.171(4)(b))",
	comment: "Access alone is a breach, also without a copy (501.171(1)(a)). Good cause given to the Department in writing within the 30 days brings 15 more for the people (501.171(3)(a)).",
}

// floridaHarm excuses from telling the people alone.
var floridaHarm = measure{
	id: "US-FL-harm", article: "501.171(4)(c)", excuses: true,
	ask: "may it result in identity theft or other financial harm? no only after an investigation and after consulting law enforcement, in writing, kept for 5 years and given to the Department of Legal Affairs within 30 days",
}

var floridaFIPA = []Rule{
	florida.people(Rule{
		Article: "section 501.171(4)(a)", Starts: Suspicion, Period: days(30), Conditions: []Condition{floridaHarm.met},
		Contents: []string{"the date or range of dates of the breach (501.171(4)(e)1.)", "the personal information that was accessed (501.171(4)(e)2.)", "how to ask the company about the breach and the data held (501.171(4)(e)3.)"},
		Form:     "written to the postal address, or e-mail to the address on record (501.171(4)(d))",
		Notes:    []string{"Counted from the determination of the breach or, if earlier, from reason to believe that one occurred."},
	}),
	florida.agency("P", "the Florida Department of Legal Affairs", "", Rule{
		Article: "section 501.171(3)(a)", Starts: Suspicion, Period: days(30),
		Threshold: "500 or more individuals in the state (501.171(3)(a))", Conditions: []Condition{atLeast(florida.place, 500, "501.171(3)(a)")},
		Contents: []string{"a synopsis of the events (501.171(3)(b)1.)", "the number of individuals in the state (501.171(3)(b)2.)", "services offered free of charge, and how to use them (501.171(3)(b)3.)",
			"a copy of the notice to the people, or what was done instead (501.171(3)(b)4.)", "name, address, telephone and e-mail of a contact (501.171(3)(b)5.)"},
		Later: "supplementary information at any time (501.171(3)(d)); on request a police or forensic report, the policies on breaches and the steps taken (501.171(3)(c))",
	}),
	florida.reporting(Rule{
		Article: "section 501.171(5)", Threshold: "more than 1,000 individuals told at a single time (501.171(5))",
		Conditions: []Condition{floridaHarm.met, moreThan(florida.place, 1000, "501.171(5)")},
		Contents:   []string{"timing, distribution and content of the notices (501.171(5))"},
	}),
	florida.owner(Rule{Article: "section 501.171(6)(a)", Starts: Suspicion, Period: days(10)}),
}
