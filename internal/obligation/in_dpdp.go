package obligation

const (
	dpdpLaw    = "Digital Personal Data Protection Act, 2023, section 8(6), and Rules, 2025"
	dpdpSource = "https://egazette.gov.in/WriteReadData/2025/267650.pdf"
	dpdpRead   = "rules 1(4) and 7 quoted word for word in several copies of the gazette (G.S.R. 846(E)); eighteen months after publication on 2025-11-13 is 2027-05-13"
	dpdpAny    = "any personal data breach, from one person on and whatever the risk (section 8(6))"
	dpdpStart  = "Rule 7 starts on 2027-05-13, eighteen months after the gazette of 2025-11-13 (rule 1(4)); where publication is counted from 14 November, a day later. Check whether the time was shortened since."
)

var indiaDPDP = []Rule{{
	ID: "IN-DPDP-P-first", Law: dpdpLaw, Article: "rule 7(2)(a)", Title: "Tell the Data Protection Board at once",
	Source: dpdpSource, Version: "2025-12-10", How: CopyRead, Checked: "2026-11-24", Detail: dpdpRead, From: "2027-05-13", Owes: "data fiduciary",
	To: to(Regulator, "the Data Protection Board of India", "Asia/Kolkata", ""), Starts: Awareness, Period: Period{Words: "without delay"},
	Ends: "the Board has the description", Threshold: dpdpAny,
	Conditions: []Condition{residentsOrSeat(india), controller("its contract with the data fiduciary")},
	Contents:   []string{"a description of the breach: nature, extent, time, place and likely impact (rule 7(2)(a))"},
	Notes:      []string{dpdpStart},
}, {
	ID: "IN-DPDP-P", Law: dpdpLaw, Article: "rule 7(2)(b)", Title: "Give the Data Protection Board the details",
	Source: dpdpSource, Version: "2025-12-10", How: CopyRead, Checked: "2026-11-24", Detail: dpdpRead, From: "2027-05-13", Owes: "data fiduciary",
	To: to(Regulator, "the Data Protection Board of India", "Asia/Kolkata", ""), Starts: Awareness, Period: hours72,
	Ends: "the Board has the details, or has allowed a longer time in writing", Threshold: dpdpAny,
	Conditions: []Condition{residentsOrSeat(india), controller("its contract with the data fiduciary")},
	Contents: []string{"updated details of the description (rule 7(2)(b)(i))", "the events, circumstances and reasons (rule 7(2)(b)(ii))", "measures against the risk (rule 7(2)(b)(iii))",
		"what was found about who caused it (rule 7(2)(b)(iv))", "measures against recurrence (rule 7(2)(b)(v))", "a report on the notices given to the people (rule 7(2)(b)(vi))"},
	Later: "what the Board allows on a request in writing (rule 7(2)(b))",
	Notes: []string{dpdpStart},
}, {
	ID: "IN-DPDP-S", Law: dpdpLaw, Article: "rule 7(1)", Title: "Tell the people concerned",
	Source: dpdpSource, Version: "2025-12-10", How: CopyRead, Checked: "2026-11-24", Detail: dpdpRead, From: "2027-05-13", Owes: "data fiduciary",
	To: to(People, "each affected data principal", "Asia/Kolkata", ""), Starts: Awareness, Period: Period{Words: "without delay"},
	Ends: "each of them is told through the user account or a registered way to reach them", Threshold: dpdpAny,
	Conditions: []Condition{residentsOrSeat(india), controller("its contract with the data fiduciary")},
	Contents: []string{"the breach: nature, extent, time and place (rule 7(1)(a))", "the consequences likely for them (rule 7(1)(b))", "the measures against the risk (rule 7(1)(c))",
		"what they can do for their safety (rule 7(1)(d))", "a business contact for questions (rule 7(1)(e))"},
	Language: "concise, clear and plain",
	Notes:    []string{dpdpStart},
}}
