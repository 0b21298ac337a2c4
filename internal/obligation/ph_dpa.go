package obligation

var philippines = country("PH", "the Philippines")

const (
	phLaw    = "Data Privacy Act of 2012 (Republic Act No. 10173), section 20(f), and NPC Circular 16-03"
	phSource = "https://www.privacy.gov.ph/memorandum-circulars/npc-circular-16-03-personal-data-breach-management/"
	phRead   = "the Act's section 20(f) and the Circular's section 18(A) quoted, the latter in decisions of the NPC; sections 11 and 17 through quotations and a toolkit. A source numbers the Circular's sections otherwise: those of the NPC's page are used, whose table of contents was read there"
	phWhen   = "sensitive data or data that may enable identity fraud, reason to believe that an unauthorised person has them, and a real risk of serious harm (Circular, section 11)"
	phDelay  = "only to find the scope, prevent further disclosure or restore the system; no delay where 100 people or more are concerned, or sensitive data whose disclosure harms them (Circular, section 17(B))"
)

// phIdentity is section 11(A): sensitive data, or data that may be used for
// identity fraud, which for others than those listed a person must judge.
func phIdentity(c Case) Verdict {
	v := anyElement("Circular, section 11", "government_id", "passport", "drivers_license", "ssn", "tax_id", "state_id", "username", "password", "biometric", "medical", "genetic",
		"health_insurance", "account_number", "credit_card", "debit_card", "access_code", "race", "creed", "criminal_record", "date_of_birth")(c)
	if v.Answer == No {
		return judge("data_elements: may these data be used for identity fraud?", "%s: whether that may enable identity fraud must be judged (Circular, section 11)", taken(c))
	}
	return v
}

var philippinesReached = []Condition{residentsOrSeat(philippines), controller("the contract with the controller; Circular, section 16"), phIdentity, seriousHarm("Circular, section 11(C)")}

var philippinesDPA = []Rule{{
	ID: "PH-DPA-P", Law: phLaw, Article: "Circular, section 17", Title: "Notify the National Privacy Commission",
	Source: phSource, Version: "2016-12-15", How: CopyRead, Checked: "2026-11-24", Detail: phRead, From: "2017-01-01", Owes: "personal information controller",
	To: to(Regulator, "the National Privacy Commission (NPC), through its Data Breach Notification Management System", "Asia/Manila", ""), Starts: Awareness, Period: hours72,
	Ends: "the notification is submitted", Threshold: phWhen, Conditions: philippinesReached,
	Contents: []string{"nature of the breach: how, when, how many (Circular, section 17(C))", "the data possibly involved (Circular, section 17(C))", "the measures taken (Circular, section 17(C))",
		"the data protection officer or another contact, and help for the people (Circular, section 17(C))"},
	Later: "the full report, within 5 days (Circular, section 17(D))", Delay: phDelay,
	Notes: []string{"The 72 hours run from knowledge or reasonable belief. All incidents also go into the yearly report.", "The Circular is of 2016-12-15 and took effect 15 days after its publication; the day of that was not found, and one tracker puts it into 2018. The day shown is the earliest."},
}, {
	ID: "PH-DPA-full", Law: phLaw, Article: "Circular, section 17(D)", Title: "Full report to the National Privacy Commission",
	Source: phSource, Version: "2016-12-15", How: Summaries, Checked: "2026-11-24", Detail: phRead, From: "2017-01-01", Owes: "personal information controller",
	To: to(Regulator, "the National Privacy Commission (NPC), through its Data Breach Notification Management System", "Asia/Manila", ""), Starts: Awareness, Period: Period{N: 5, Unit: Days},
	Ends: "the full report is submitted, or the NPC has given more time", Threshold: phWhen, Conditions: philippinesReached,
	Contents: []string{"all of section 17(C), complete (Circular, section 17(D))"},
	Notes:    []string{"Whether the 5 days run from knowledge or from the first notification was not settled here: the earlier is shown."},
}, {
	ID: "PH-DPA-S", Law: phLaw, Article: "Circular, section 18(A)", Title: "Tell the people concerned",
	Source: phSource, Version: "2016-12-15", How: CopyRead, Checked: "2026-11-24", Detail: phRead, From: "2017-01-01", Owes: "personal information controller",
	To: to(People, "the people concerned, individually", "Asia/Manila", ""), Starts: Awareness, Period: hours72,
	Ends: "each of them is told, or the NPC has exempted or postponed it", Threshold: phWhen, Exempt: "where the NPC exempts it as not in the public interest or theirs (Circular, section 19)",
	Conditions: philippinesReached,
	Contents: []string{"nature of the breach and the data possibly involved (Circular, section 18(C))", "the measures taken, and those that reduce harm (Circular, section 18(C))",
		"a contact for more information, and help offered (Circular, section 18(C))"},
	Later: "on the information available within 72 hours; more as it comes (Circular, section 18(A))", Delay: phDelay,
}}
