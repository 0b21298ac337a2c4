package obligation

var thailand = country("TH", "Thailand")

const (
	thLaw    = "Personal Data Protection Act B.E. 2562 (2019)"
	thSource = "https://www.pdpc.or.th/"
	thRead   = "section 37(4) in a Thai copy; the Committee's notification of 2022-12-15 through several law firms' summaries; the official page was not opened"
)

var thailandPDPA = []Rule{{
	ID: "TH-PDPA-P", Law: thLaw, Article: "section 37(4)", Title: "Notify the Office of the PDPC",
	Source: thSource, Version: "2019-05-27", How: CopyRead, Checked: "2026-11-24", Detail: thRead, From: "2022-06-01", Owes: "data controller",
	To: to(Regulator, "the Office of the Personal Data Protection Committee (PDPC)", "Asia/Bangkok", ""), Starts: Awareness, Period: hours72,
	Ends: "the Office is notified", Threshold: "unless there is no risk to the rights and freedoms of persons (section 37(4))",
	Conditions: []Condition{residentsOrSeat(thailand), controller("section 40(2)"), riskNotExcluded},
	Contents: []string{"a short description of the breach and of what kind it is (notification B.E. 2565, clause 6)", "a contact (notification B.E. 2565, clause 6)",
		"the effects that may follow, and the measures (notification B.E. 2565, clause 6)"},
	Later: "details as they are found; where 72 hours cannot be kept for unavoidable reasons, with those, within 15 days of awareness",
	Notes: []string{"As far as possible within 72 hours. The clauses of the notification were not read; their numbers need a check."},
}, {
	ID: "TH-PDPA-S", Law: thLaw, Article: "section 37(4)", Title: "Tell the people concerned",
	Source: thSource, Version: "2019-05-27", How: CopyRead, Checked: "2026-11-24", Detail: thRead, From: "2022-06-01", Owes: "data controller",
	To: to(People, "the people concerned", "Asia/Bangkok", ""), Starts: Awareness, Period: Period{Words: "without delay"},
	Ends: "they are told, with the remedies", Threshold: "a high risk to the rights and freedoms of persons (section 37(4))",
	Conditions: []Condition{residentsOrSeat(thailand), controller("section 40(2)"), risk("high", "section 37(4)")},
	Contents:   []string{"the breach and the remedial measures (section 37(4))"},
}, {
	ID: "TH-PDPA-B", Law: thLaw, Article: "section 40(2)", Title: "Tell the controller",
	Source: thSource, Version: "2019-05-27", How: Summaries, Checked: "2026-11-24", Detail: "summaries of the notification of 2022-12-15; section 40(2) was not read", From: "2022-06-01", Owes: "data processor",
	To: to(Owner, "the controller", "Asia/Bangkok", ""), Starts: Awareness, Period: Period{Words: "promptly"},
	Ends: "the controller is told", Threshold: "any personal data breach (section 40(2))",
	Conditions: []Condition{residentsOrSeat(thailand), processor},
	Contents:   []string{"the breach that occurred (section 40(2))"},
}}
