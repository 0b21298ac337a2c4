package obligation

var newZealandRBNZ = []Rule{{
	ID: "NZ-RBNZ-72h", Law: "RBNZ cyber resilience reporting (Banking (Prudential Supervision) Act 1989, section 93; Insurance (Prudential Supervision) Act 2010, section 121)", Article: "notice of the Reserve Bank in force since 2024-04-08 (paragraph not known)", Title: "Finance: report the material cyber incident to the Reserve Bank",
	Source: "https://www.rbnz.govt.nz/", How: Summaries, Checked: "2026-11-24", Detail: "two law firms, two newspapers and a careful summary of autumn 2026 agree on the period, the first day and the definition; the notice was not read; version not known", From: "2024-04-08", Owes: "registered bank, licensed deposit taker or licensed insurer",
	To: to(Regulator, "the Reserve Bank of New Zealand (RBNZ)", "Pacific/Auckland", ""), Starts: Detection, Period: hours72,
	Ends: "the initial report is submitted; updates and a report after the incident follow", Threshold: "a cyber incident that materially affected, or had the potential to materially affect, the entity or the interests of depositors, policyholders or other customers (notice under section 93 of the Act of 1989, section 121 of that of 2010)",
	Conditions: []Condition{established(newZealand), sector("a registered bank, licensed deposit taker or licensed insurer", "bank", "insurance"), classified("material", "notice of the Reserve Bank")},
	Contents:   []string{"what the template asks (notice in force since 2024-04-08)"}, Later: "updates, and the report after the incident",
	Notes: []string{"As soon as practicable, and within 72 hours of detection. What is material is the entity's own judgement. Licensees of the Financial Markets Authority have a condition of 72 hours as well: no rule for it here."},
}}
