package obligation

var canadaOSFI = []Rule{{
	ID: "CA-OSFI-24h", Law: "OSFI Advisory, Technology and Cyber Security Incident Reporting", Article: "Advisory of 2021-08-13, criteria and initial report", Title: "Finance: report the incident to OSFI",
	Source: "https://www.osfi-bsif.gc.ca/en/guidance/guidance-library/osfi-technology-cyber-incident-report-detailed-instructions", Version: "2021-08-13", How: Guidance, Checked: "2026-11-24",
	Detail: "the head of OSFI's advisory and its instructions for the form of 2025 in stored copies of its pages; the criteria through two law firms' accounts that agree", From: "2021-08-13", Owes: "federally regulated financial institution",
	To: to(Regulator, "the Office of the Superintendent of Financial Institutions (OSFI): its Technology Risk Division and the lead supervisor", "America/Toronto", ""), Starts: Awareness, Period: hours24,
	Ends: "the initial report is submitted", Threshold: "an incident with an impact, or the potential for one, on operations, confidentiality, integrity or availability, that has one or more of the criteria (Advisory of 2021-08-13)",
	Conditions: []Condition{established(canada), sector("a federally regulated bank, insurer, or trust or loan company", "bank", "insurance"), classified("reportable by OSFI's criteria", "Advisory of 2021-08-13")},
	Contents:   []string{"the mandatory fields of the form in force since 2025-04-01: institution, incident, type, status (detailed instructions, 2025)"},
	Language:   "English or French", Form: "the form, by mail to the Technology Risk Division and the lead supervisor", Later: "situation updates until it is resolved, and a report after the incident",
	Notes: []string{"24 hours, or sooner if possible; the advisory's text on when they start was not read, so they are shown from awareness. In doubt the lead supervisor is asked.",
		"Provincially regulated companies have other supervisors; counsel checks."},
}}
