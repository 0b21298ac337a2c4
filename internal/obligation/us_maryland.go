package obligation

var maryland = state{
	id: "US-MD", place: part("US-MD", "Maryland"), zone: "America/New_York",
	law: "Maryland Code, Commercial Law", source: "https://mgaleg.maryland.gov/mgawebsite/Laws/StatuteText?article=gcl&section=14-3504",
	version: "2022-10-01", how: CopyRead, from: "2022-10-01", detail: "14-3501, 14-3504 and 14-3507 in a copy; 14-3506 through a chart",
	data: definition{
		Article: "14-3501(e)(1)",
		Wants:   "a name with an identity, account, health, health insurance, biometric or genetic datum, or what opens an e-mail account",
		Sets: []set{
			nameWith("(i)", append([]string{"tax_id", "passport", "government_id", "medical", "health_insurance", "biometric", "genetic"}, identityNumbers...)...),
			nameWithAccount("(i)3"),
			{"(ii)", []wanted{{Any: []string{"username", "email"}}, {Any: secrets}, {Missing: "whether they open the e-mail account itself must be judged"}}},
		},
	},
	spared: []Condition{notEncrypted("14-3501(e)(1)(i)"), marylandMisuse.met},
	holder: "section 14-3504(c)", goodFaith: "14-3504(a)(2)",
	exempt:  "data encrypted, redacted or unreadable (14-3501(e)(1)(i)); no likelihood of misuse, recorded for three years (14-3504(b)(2), (4)); entities that comply with their regulator's rules, GLBA or HIPAA (14-3507)",
	delay:   "a law enforcement agency that finds the notice will impede a criminal investigation or jeopardise security: then at most seven days after it no longer does, or the end of the 45 days (14-3504(d))",
	comment: "The Attorney General is told first.",
}

var marylandPIPA = []Rule{
	maryland.people(Rule{
		Article: "section 14-3504(b)(3)", Period: days(45),
		Contents: []string{"the categories and elements of information (14-3504(g)(1))", "address and telephone of the company (14-3504(g)(2))", "numbers and addresses of the major consumer reporting agencies (14-3504(g)(3))",
			"numbers, addresses and websites of the Federal Trade Commission and the Attorney General, and that they inform on identity theft (14-3504(g)(4))"},
		Form: "written; e-mail with consent or for a business on the internet; by telephone (14-3504(e))",
	}),
	maryland.agency("AG", "the Maryland Office of the Attorney General", "", Rule{
		Article: "section 14-3504(h)", Period: promptly("before the people are told"), Guide: Guide{Period: days(45)}, Threshold: "any resident is to be told (14-3504(h)(1))",
		Contents: []string{"the number of residents (14-3504(h)(2)(i))", "the breach, when and how it occurred (14-3504(h)(2)(ii))", "steps taken or planned (14-3504(h)(2)(iii))", "the form of the notice and a sample (14-3504(h)(2)(iv))"},
	}),
	maryland.reporting(Rule{
		Article: "section 14-3506(a)", How: Summaries, Detail: "a chart and a survey; the section was not read", Threshold: "1,000 or more individuals (14-3506(a))", Conditions: []Condition{atLeast(maryland.place, 1000, "14-3506(a)")},
		Contents: []string{"timing, distribution and content of the notices, without names (14-3506(a), (b))"},
	}),
	maryland.owner(Rule{Article: "section 14-3504(c)(2)", Period: days(10)}),
}

// marylandMisuse is found out by an investigation.
var marylandMisuse = measure{
	id: "US-MD-harm", article: "14-3504(b)(2)", excuses: true,
	ask: "is there a likelihood that the information has been or will be misused? that there is none must be determined by an investigation, recorded for 3 years",
}
