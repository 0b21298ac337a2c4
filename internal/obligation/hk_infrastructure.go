package obligation

const (
	hk653Law    = "Protection of Critical Infrastructures (Computer Systems) Ordinance (Cap. 653)"
	hk653Source = "https://www.legco.gov.hk/yr2025/english/ord/2025ord004-e.pdf"
	hk653Read   = "section 28, its schedule of times and the definitions quoted from the official file as of 2026-10-09"
)

var hongKongInfrastructure = []Rule{{
	ID: "HK-CAP653-12h", Law: hk653Law, Article: "section 28(2)(a)", Title: "Notify the incident that disrupts the core function",
	Source: hk653Source, Version: "2025-03-28", How: CopyRead, Checked: "2026-11-24", Detail: hk653Read + "; the date of the version is that of the gazette, from general knowledge", From: "2026-01-01", Owes: "designated operator of a critical infrastructure",
	To: to(Regulator, "the Commissioner of Critical Infrastructure (Computer-system Security)", "Asia/Hong_Kong", ""), Starts: Awareness, Period: Period{N: 12, Unit: Hours},
	Ends: "the notification is made", Threshold: "it has disrupted, disrupts or is likely to disrupt the core function of the infrastructure (section 28, schedule)",
	Conditions: []Condition{established(hongKong), sector("an operator designated under section 12", "critical_infrastructure"), classified("disrupting the core function", "section 28, schedule")},
	Contents:   []string{"what the Commissioner's form asks (section 28)"},
	Notes:      []string{"An incident of computer systems, not of personal data: a theft by an insider's authorised access may be none. Counsel checks."},
}, {
	ID: "HK-CAP653-48h", Law: hk653Law, Article: "section 28(2)(a)", Title: "Notify the computer-system security incident",
	Source: hk653Source, Version: "2025-03-28", How: CopyRead, Checked: "2026-11-24", Detail: hk653Read + "; the date of the version is that of the gazette, from general knowledge", From: "2026-01-01", Owes: "designated operator of a critical infrastructure",
	To: to(Regulator, "the Commissioner of Critical Infrastructure (Computer-system Security)", "Asia/Hong_Kong", ""), Starts: Awareness, Period: Period{N: 48, Unit: Hours},
	Ends: "the notification is made", Threshold: "any other computer-system security incident (section 28, schedule)",
	Conditions: []Condition{established(hongKong), sector("an operator designated under section 12", "critical_infrastructure")},
	Contents:   []string{"what the Commissioner's form asks (section 28)"},
	Notes:      []string{"As soon as practicable, at most 48 hours."},
}}
