package obligation

var southAfricaFinance = []Rule{{
	ID: "ZA-JS2-24h", Law: "Joint Standard 2 of 2024 (Cybersecurity and Cyber Resilience) and Joint Notice 2 of 2026", Article: "notification of material incidents (paragraph not found)", Title: "Finance: notify the Authorities of the material incident",
	Source: "https://www.fsca.co.za/", How: NotVerified, Checked: "2026-11-24", Detail: "the 24 hours, the 14 days and Joint Notice 2 of 2026 in one careful summary of autumn 2026 alone; that the Standard holds since 2025-06-01, whom it binds, and that a template was drafted in September 2025 through five that agree; the text was not read; version not known", From: "2025-06-01", Owes: "financial institution",
	To: to(Regulator, "the Financial Sector Conduct Authority (FSCA) and the Prudential Authority", "Africa/Johannesburg", ""), Starts: Classification, Period: hours24,
	Ends: "the initial notice is given by the template (in force since 2026-09-01)", Threshold: "a cyber or information security incident classified as material (Joint Standard 2 of 2024)",
	Conditions: []Condition{established(southAfrica), sector("a financial institution of the Joint Standard", "finance"), classified("material", "Joint Standard 2 of 2024")},
	Contents:   []string{"what the template asks (Joint Notice 2 of 2026)"}, Later: "an update within 14 calendar days",
	Notes: []string{"The Cybercrimes Act's duty to report within 72 hours (section 54) had not started."},
}}
