package obligation

var nydfsCybersecurity = []Rule{{
	ID: "US-NYDFS-500", Law: "Cybersecurity Requirements for Financial Services Companies, 23 NYCRR part 500", Article: "23 NYCRR 500.17(a)(1)", Title: "Notify the Superintendent of Financial Services",
	Source: "https://www.dfs.ny.gov/system/files/documents/2023/10/rf_fs_2amend23NYCRR500_text_20231101.pdf", Version: "2023-11-01", How: CopyRead, Checked: "2026-11-24",
	Detail: "500.17(a)(1) and 500.1(g) in several quotations of the second amendment that agree", From: "2023-12-01", Owes: "covered entity",
	To: to(Regulator, "the Superintendent of Financial Services of New York", "America/New_York", "https://www.dfs.ny.gov/industry_guidance/cybersecurity"), Starts: Assessed, Period: Period{N: 72, Unit: Hours},
	Ends: "the electronic form is submitted; later changes are updated (500.17(a)(2))", Threshold: "a cybersecurity incident: another authority must be told, normal operations may be materially harmed, or ransomware was deployed (500.1(g))",
	Exempt:     "whoever holds no license, registration or charter under the Banking, Insurance or Financial Services Law (500.1(e)); persons exempt from the whole part (500.19(e), (g))",
	Conditions: []Condition{sector("a covered entity under New York's Banking, Insurance or Financial Services Law (500.1(e))", "finance"), established(unitedStates), classified("notifiable", "500.1(g)")},
	Contents:   []string{"what the department's form asks for (500.17(a)(1))", "information that it requests, promptly (500.17(a)(2))"}, Form: "the department's electronic form",
	Later: "a continuing duty to update material changes (500.17(a)(2))",
	Notes: []string{"Only with a New York license: counsel confirms. Having to tell another authority is enough to be a cybersecurity incident, so a state's duty brings this one. An extortion payment is notified within 24 hours of it, its reasons within 30 days (500.17(c)).", circia},
}}
