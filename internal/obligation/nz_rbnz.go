package obligation

var newZealandRBNZ = []Rule{{
	ID: "NZ-RBNZ-72h", Law: "RBNZ cyber resilience reporting (Banking (Prudential Supervision) Act 1989, section 93; Insurance (Prudential Supervision) Act 2010, section 121)", Article: "notice of the Reserve Bank (not looked up)", Title: "Finance: report the material cyber incident to the Reserve Bank",
	Source: "https://www.rbnz.govt.nz/", How: NotVerified, Checked: "2026-11-24", Detail: "one careful summary with citations, of autumn 2026; no second one, and the notice was not read; version not known", From: "2024-04-08", Owes: "registered bank, licensed deposit taker or licensed insurer",
	To: to(Regulator, "the Reserve Bank of New Zealand (RBNZ)", "Pacific/Auckland", ""), Starts: Awareness, Period: hours72,
	Ends: "the initial report is submitted; updates and a report after the incident follow", Threshold: "a material cyber incident (notice under section 93 of the Act of 1989, section 121 of that of 2010)",
	Conditions: []Condition{established(newZealand), sector("a registered bank, licensed deposit taker or licensed insurer", "bank", "insurance"), classified("material", "notice of the Reserve Bank")},
	Contents:   []string{"what the template asks (notice in force since 2024-04-08)"}, Later: "updates, and the report after the incident",
	Notes: []string{"As soon as practicable, and within 72 hours. Licensees of the Financial Markets Authority have a condition of 72 hours as well: no rule for it here."},
}}
