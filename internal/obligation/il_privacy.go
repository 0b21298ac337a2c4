package obligation

var israel = country("IL", "Israel")

var israelPrivacy = []Rule{{
	ID: "IL-PRIVACY-P", Law: "Protection of Privacy (Data Security) Regulations, 2017", Article: "regulation 11(d)", Title: "Report the severe security incident to the Privacy Protection Authority",
	Source: "https://www.gov.il/en/departments/the_privacy_protection_authority", How: Summaries, Checked: "2026-11-24",
	Detail: "the definition and the duty as law firms quote them, the Authority's policy of September 2022 through one; nothing was found that Amendment 13 (in force 2025-08-14) changed them; version not known",
	From:   "2018-05-08", Owes: "controller of the database",
	To: to(Regulator, "the Privacy Protection Authority", "Asia/Jerusalem", ""), Starts: Awareness, Period: Period{Words: "immediately"},
	Ends:       "the report is made, and the steps taken afterwards are reported too",
	Threshold:  "a severe security incident: any use without authority of a database of the high security level, or of a material part of one of the medium level (regulations 1 and 11(d))",
	Conditions: []Condition{residentsOrSeat(israel), controller("the contract with the controller; regulation 15"), classified("a severe security incident", "regulation 1")},
	Contents:   []string{"the incident and the steps taken because of it (regulation 11(d))"}, Language: "an official one of the country; not looked up",
	Notes: []string{"Until September 2022 the Authority took immediately as 24 hours, 72 at most; since then it wants the report at once, also on a reasonable suspicion.",
		"The level follows from the kind of data, the number of people and of those with access; a database of contacts alone may be of the basic level, without this duty. Counsel grades it.",
		"The people are told when the Authority so orders, after it has asked the head of the national cyber directorate (regulation 11(d)).", "Banks, insurers, health funds and others have rules of their sectors besides."},
}}
