package obligation

var bankIncident = []Rule{{
	ID: "US-BANK-36H", Law: "Computer-Security Incident Notification, 12 CFR parts 53, 225 and 304", Article: "12 CFR 53.3; 225.302; 304.23", Title: "Notify the primary federal regulator",
	Source: "https://www.ecfr.gov/current/title-12/chapter-I/part-53/section-53.3", Version: "2022-04-01", How: CopyRead, Checked: "2026-11-24",
	Detail: "12 CFR 53.3 and 225.302 in copies of the code (April 2026), the definition in 53.2 in a quotation; the agencies' own summary and the dates on the Federal Register's page (86 FR 66424)", From: "2022-05-01", Owes: "banking organization",
	To: to(Regulator, "the OCC, the Federal Reserve or the FDIC, whichever supervises the bank", "America/New_York", ""), Starts: Assessed, Period: Period{N: 36, Unit: Hours},
	Ends: "the regulator's point of contact receives the notice", Threshold: "a notification incident: a computer-security incident that materially disrupts or degrades operations, a business line or financial stability, or is reasonably likely to (53.2(b)(7))",
	Exempt: "an incident that disrupts nothing, such as a theft of data alone (53.2(b)(7)): the bank determines", Conditions: []Condition{sector("a banking organization (53.2(b)(1))", "bank"), established(unitedStates), classified("notifiable", "53.2(b)(7)")},
	Contents: []string{"that a notification incident has occurred; no form is prescribed (53.3)"}, Form: "e-mail, telephone or similar, as the agency prescribes (53.3)",
	Notes: []string{"As soon as possible; 36 hours by the clock from the determination. A bank service provider tells its banks as soon as possible of a disruption of four hours or more (53.4). The interagency guidance of 2005 asks banks, besides, to tell their regulator and customers of misused customer information.", circia},
}}
