package obligation

var washington = state{
	id: "US-WA", place: part("US-WA", "Washington"), zone: "America/Los_Angeles",
	law: "Revised Code of Washington", source: "https://app.leg.wa.gov/rcw/default.aspx?cite=19.255.010",
	version: "2020-03-01", how: CopyRead, from: "2020-03-01",
	detail: "19.255.005(1) and (2)(a) on the official page, 19.255.010(7) and (8) in a quotation of it, the rest through a chart and a law firm's summary",
	data: definition{
		Article: "RCW 19.255.005(2)",
		Wants:   "a name with an identity, account, birth, key, student, health, biometric or like datum, or a login with its password",
		Sets: []set{
			nameWith("(a)(i)", append([]string{"ssn_last_four", "date_of_birth", "private_key", "student_id", "military_id", "passport", "health_insurance", "medical", "biometric"}, identityNumbers...)...),
			nameWithAccount("(a)(i)(C)"),
			loginWithSecret("(a)(ii)"),
		},
	},
	spared: []Condition{notEncrypted("19.255.010(1)"), washingtonHarm.met},
	holder: "section 19.255.010(2)", goodFaith: "19.255.005(1)",
	exempt:  "data secured with the key safe (19.255.010(1)); not reasonably likely to subject consumers to a risk of harm (19.255.010(1)); entities under HIPAA and institutions under the interagency guidance, for the people alone (19.255.030)",
	delay:   "law enforcement's request (19.255.010(3)); measures to find the scope and restore the system (19.255.010(8))",
	comment: "The elements count without a name, too, if they suffice for identity theft. This law names no duty to tell the consumer reporting agencies.",
}

var washingtonRCW = []Rule{
	washington.people(Rule{
		Article: "section 19.255.010(8)", Period: days(30),
		Contents: []string{"name and contact of the company (19.255.010(6))", "the types of personal information (19.255.010(6))", "the time of exposure: date of the breach and of its discovery (19.255.010(6))", "numbers and addresses of the credit reporting agencies (19.255.010(6))"},
		Language: "plain language", Form: "written, or electronic under 15 U.S.C. 7001; for a login, never to the account that was breached",
	}),
	washington.agency("AG", "the Washington Attorney General", "", Rule{
		Article: "section 19.255.010(7)", Period: days(30), Threshold: "more than 500 residents (19.255.010(7))", Conditions: []Condition{moreThan(washington.place, 500, "19.255.010(7)")},
		Contents: []string{"the number of residents affected, or an estimate (19.255.010(7)(a)(i))", "the types of personal information (19.255.010(7)(a)(ii))", "the time of exposure, with the dates of breach and discovery (19.255.010(7)(a)(iii))",
			"steps taken to contain the breach (19.255.010(7)(a)(iv))", "a sample of the notice, without personally identifiable information (19.255.010(7)(a)(v))"},
		Later: "what is not known when the notice is due: update it (19.255.010(7)(b))",
	}),
	washington.owner(Rule{Article: "section 19.255.010(2)", How: Summaries, Detail: "a chart and a law firm's summary; subsection (2) was not read", Period: promptly("immediately following discovery")}),
}

// washingtonHarm asks for a risk, not for harm.
var washingtonHarm = measure{
	id: "US-WA-harm", article: "19.255.010(1)", excuses: true,
	ask: "is it reasonably likely to subject consumers to a risk of harm?",
}
