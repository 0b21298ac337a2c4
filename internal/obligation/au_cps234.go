package obligation

var australiaCPS234 = []Rule{{
	ID: "AU-CPS234", Law: "APRA Prudential Standard CPS 234 Information Security", Article: "paragraph 35", Title: "Notify APRA of the material information security incident",
	Source: "https://www.apra.gov.au/standards/cps-234", Version: "2019-07-01", How: CopyRead, Checked: "2026-11-24", Detail: "paragraph 35 quoted word for word from APRA's page by several, one as of 2026-10-01", From: "2019-07-01", Owes: "APRA-regulated entity",
	To: to(Regulator, "the Australian Prudential Regulation Authority (APRA)", "Australia/Sydney", ""), Starts: Awareness, Period: hours72,
	Ends: "APRA is notified", Threshold: "it materially affected, or had the potential to, the entity or its depositors, policyholders, beneficiaries or other customers; or another regulator was notified (paragraph 35(a), (b))",
	Conditions: []Condition{established(australia), sector("APRA-regulated: a bank, an insurer or a superannuation fund", "finance"), classified("material, or notified to another regulator", "paragraph 35")},
	Contents:   []string{"the incident, and whom else it was notified to (paragraph 35)"},
	Notes: []string{"As soon as possible, at most 72 hours. A control weakness that cannot be mended in time is notified within 10 business days (paragraph 36): no rule for that here.",
		"Not every financial company is regulated by APRA; counsel checks."},
}}
