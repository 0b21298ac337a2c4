package obligation

var ftcSafeguards = []Rule{{
	ID: "US-FTC-SAFEGUARDS", Law: "Standards for Safeguarding Customer Information (Safeguards Rule), 16 CFR part 314", Article: "16 CFR 314.4(j)", Title: "Notify the Federal Trade Commission",
	Source: "https://www.ecfr.gov/current/title-16/chapter-I/subchapter-C/part-314", Version: "2024-05-13", How: CopyRead, Checked: "2026-11-24",
	Detail: "314.4(j), 314.2(m) and 314.5 in several quotations of the code that agree", From: "2024-05-13", Owes: "financial institution under the FTC's jurisdiction",
	To: to(Regulator, "the Federal Trade Commission", "America/New_York", ""), Starts: Discovery, Period: days(30),
	Ends: "the form is submitted", Threshold: "a notification event: unencrypted customer information of at least 500 consumers acquired without authorization (314.2(m), 314.4(j)(1))",
	Exempt: "encrypted information with the key safe (314.2(m)); reliable evidence that what was accessed could not have been acquired (314.2(m)); institutions under other regulators (314.1(b))",
	Conditions: []Condition{sector("a financial institution under the FTC's jurisdiction (314.1(b))", "finance"), notSector("it has a regulator of its own (314.1(b))", "bank", "securities", "insurance"),
		residentsOrSeat(unitedStates), controller("its contract with the institution, 314.4(f)"), notEncrypted("314.2(m)"), atLeast(anywhere, 500, "314.4(j)(1)")},
	Contents: []string{"name and contact of the institution (314.4(j)(1)(i))", "the types of information (314.4(j)(1)(ii))", "the date or range of dates, if it can be determined (314.4(j)(1)(iii))",
		"the number of consumers affected or potentially affected (314.4(j)(1)(iv))", "the event in general (314.4(j)(1)(v))", "whether law enforcement asked in writing to keep it from the public, and a contact (314.4(j)(1)(vi))"},
	Form:  "the form on ftc.gov (314.4(j)(1))",
	Delay: "not of this notice: law enforcement may ask that it is not made public (314.4(j)(1)(vi))",
	Notes: []string{"Any customer information counts, also a name with an address and a ticket. Access is presumed to be acquisition. Discovered on the first day it is known to anybody but the one who did it (314.4(j)(2)). As soon as possible; the 30 days are the limit."},
}}
