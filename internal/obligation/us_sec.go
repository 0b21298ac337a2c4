package obligation

var secForm8K = []Rule{{
	ID: "US-SEC-8K-1.05", Law: "Securities Exchange Act of 1934, Form 8-K", Article: "Item 1.05; General Instruction B.1", Title: "Report the material cybersecurity incident to investors",
	Source: "https://www.sec.gov/files/form8-k.pdf", How: CopyRead, Checked: "2026-11-24",
	Detail: "General Instruction B.1 in an older copy of the form, 17 CFR 232.13 in a copy, Item 1.05 through quotations; a petition of 2025 to rescind it was seen, no repeal; version not known",
	From:   "2023-12-18", Owes: "registrant", To: to(Investors, "the SEC, for investors (EDGAR)", "America/New_York", "https://www.edgarfiling.sec.gov/"), Starts: Materiality,
	Period: Period{N: 4, Unit: BusinessDays, Calendar: "US federal"}, Guide: Guide{Clock: "17:30"},
	Ends: "the Form 8-K is filed", Threshold: "a registrant's cybersecurity incident that it determines to be material (Item 1.05(a))",
	// A company may be a registrant without a listing (registered debt), which counsel knows.
	Conditions: []Condition{listed("US", "the United States"), classified("material", "Item 1.05(a)")},
	Contents: []string{"the material aspects of the nature, scope and timing of the incident (Item 1.05(a))",
		"the material impact or reasonably likely material impact on the registrant (Item 1.05(a))"},
	Language: "English", Form: "Form 8-K, with Inline XBRL (Item 1.05; Regulation S-T)", Later: "what is not determined or available: say so, and amend within four business days of it (Instruction 2 to Item 1.05)",
	Delay: "the Attorney General may find a substantial risk to national security or public safety: 30 days, and more (Item 1.05(c))",
	Notes: []string{"EDGAR counts what comes after 17:30 Eastern as filed on the next business day (17 CFR 232.13(a)(2)): 17:30 is shown as the time to aim at.",
		"A foreign private issuer files Form 6-K instead. Smaller reporting companies: since 2024-06-15.",
		"A carrier that must keep a breach from the public for seven business days (47 CFR 64.2011(b)(1)) may delay as long, if it tells the SEC by EDGAR correspondence in time (Item 1.05(d))."},
}}
