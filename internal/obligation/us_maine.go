package obligation

var maine = state{
	id: "US-ME", place: part("US-ME", "Maine"), zone: "America/New_York",
	law: "Maine Revised Statutes, title 10", source: "https://legislature.maine.gov/statutes/10/title10sec1348.html",
	version: "2019-09-19", how: CopyRead, from: "2019-09-19",
	detail: "sections 1347(1), (5) and (6), 1348(1), (2), (4) and (5) and 1349(4) quoted subsection by subsection from the Legislature's page as of August 2026 in a legal note",
	data: definition{
		Article: "section 1347(6)",
		Wants:   "a name with an identity number, an account number usable by itself, or a password or access code",
		Sets:    []set{nameWith("(A), (B), (D)", append([]string{"access_code", "password"}, identityNumbers...)...), nameWithUsableNumber("(C)")},
	},
	spared: []Condition{notEncrypted("section 1347(6)"), maineMisuse.met},
	holder: "section 1348(2)", goodFaith: "section 1347(1)",
	exempt:  "data encrypted or redacted (section 1347(6)); after investigation, no reasonable possibility of misuse, except for information brokers (section 1348(1)); entities under rules at least as protective (section 1349(4))",
	delay:   "at most seven business days after a law enforcement agency finds that the notice will not compromise an investigation (section 1348(3))",
	comment: "The elements count without a name, too, if they suffice for identity theft.",
}

var maineMRS = []Rule{
	maine.people(Rule{
		Article: "section 1348(1)", How: CopyRead,
		Detail: "the sentence with the 30 days in the Legislature's own text of the amendment (LD 696 of 2019, S-364); the rest quoted from its page", Starts: Awareness, Period: days(30),
		Contents: []string{"the law names none for the letter itself (section 1347(4)): say what happened, which data, what is done and what they can do"},
		Notes:    []string{"The 30 days run from becoming aware of the breach and identifying its scope: counted here from awareness, the earlier."},
	}),
	maine.agency("P", "the Maine Attorney General, or the regulator in the Department of Professional and Financial Regulation", "", Rule{
		Article: "section 1348(5)", Starts: Awareness, Period: promptly("when notice to the people is required"), Guide: Guide{Period: days(30)}, Threshold: "any resident is to be told (section 1348(5))",
		Contents: []string{"the breach (section 1348(5))"}, Notes: []string{"Who is regulated by that department tells its regulator, everybody else the Attorney General."},
	}),
	maine.reporting(Rule{
		Article: "section 1348(4)", Threshold: "more than 1,000 persons at a single time (section 1348(4))", Conditions: []Condition{moreThan(maine.place, 1000, "section 1348(4)")},
		Contents: []string{"the date of the breach, the number of persons, and when they are told (section 1348(4))"},
	}),
	maine.owner(Rule{Article: "section 1348(2)", Starts: Awareness, Period: promptly("immediately following discovery")}),
}

// maineMisuse is found out by an investigation in good faith.
var maineMisuse = measure{
	id: "US-ME-harm", article: "section 1348(1)(B)", excuses: true,
	ask: "has the information been misused, or is misuse reasonably possible?",
}
