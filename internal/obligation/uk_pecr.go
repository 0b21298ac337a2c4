package obligation

const (
	pecrLaw    = "Privacy and Electronic Communications (EC Directive) Regulations 2003 (PECR)"
	pecrSource = "https://www.legislation.gov.uk/uksi/2003/2426/regulation/5A"
	pecrRead   = "the ICO's and a society's notices of the Data (Use and Access) Act 2025 and its first commencement regulations (SI 2025/904) agree; regulation 5A was not read"
	pecrWho    = "a provider of a public electronic communications service"
)

var ukPECR = []Rule{{
	ID: "UK-PECR-5A", Law: pecrLaw, Article: "regulation 5A(2)", Title: "Telecoms: notify the Information Commissioner",
	Source: pecrSource, Version: "2025-08-20", How: Guidance, Checked: "2026-11-24", Detail: pecrRead, From: "2025-08-20", Owes: "provider of a public electronic communications service",
	To: to(Regulator, ico, "Europe/London", "https://ico.org.uk/for-organisations/report-a-breach/"), Starts: Awareness, Period: hours72,
	Ends: "the Commissioner is notified", Threshold: "any personal data breach in connection with the service (regulation 5A(2))",
	Conditions: []Condition{residentsOrSeat(unitedKingdom), sector(pecrWho, "telecom", "internet")},
	Contents:   []string{"the nature of the breach, its consequences, and the measures (regulation 5A(4))"}, Later: "in phases, with the reasons for a delay",
	Notes: []string{"Until 2025-08-19 it was 24 hours. Counted through weekends and bank holidays."},
}, {
	ID: "UK-PECR-5A-24h", Law: pecrLaw, Article: "regulation 5A(2)", Title: "Telecoms: notify the Information Commissioner",
	Source: pecrSource, How: Summaries, Checked: "2026-11-24", Detail: "law firms' summaries of the ICO's statements of 2023 and 2025; version not known", From: "2021-01-01", Until: "2025-08-19", Owes: "provider of a public electronic communications service",
	To: to(Regulator, ico, "Europe/London", ""), Starts: Awareness, Period: Period{N: 24, Unit: Hours},
	Ends: "the Commissioner is notified", Threshold: "any personal data breach in connection with the service (regulation 5A(2))",
	Conditions: []Condition{residentsOrSeat(unitedKingdom), sector(pecrWho, "telecom", "internet")},
	Contents:   []string{"the nature of the breach, its consequences, and the measures (regulation 5A(4))"},
}, {
	ID: "UK-PECR-5A-S", Law: pecrLaw, Article: "regulation 5A(3)", Title: "Telecoms: tell the subscribers or users concerned",
	Source: pecrSource, How: Summaries, Checked: "2026-11-24", Detail: "law firms' summaries of the ICO's statements of 2023; version not known", From: "2021-01-01", Owes: "provider of a public electronic communications service",
	To: to(People, "the subscribers or users concerned", "Europe/London", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "they are told", Threshold: "likely to affect adversely their personal data or privacy (regulation 5A(3))", Exempt: "data made unintelligible, shown to the Commissioner's satisfaction (regulation 5A(6))",
	Conditions: []Condition{residentsOrSeat(unitedKingdom), sector(pecrWho, "telecom", "internet"), notEncrypted("regulation 5A(6)"), risk("risk", "regulation 5A(3)")},
	Contents:   []string{"the nature of the breach, a contact, and what they can do (regulation 5A(5))"},
}}
