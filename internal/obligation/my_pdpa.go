package obligation

var malaysia = country("MY", "Malaysia")

const (
	myLaw    = "Personal Data Protection Act 2010, section 12B, and Circular No. 2/2025 of the Commissioner"
	mySource = "https://www.pdp.gov.my/"
	myRead   = "section 12B in two copies that agree; the Circular and the Guideline of 2025-02-25, which name 72 hours, 7 days and 1,000, through several summaries that agree"
	myHarm   = "a risk that the data may result in physical harm, financial loss, a negative effect on credit records or damage to property, may be misused for illegal purposes, are sensitive, or may enable identity fraud (Guideline; section 12B(2))"
	myClock  = "The Circular says 72 hours of the occurrence, the Guideline starts when the company is informed: counted from awareness. If the breach is older, say why it comes late."
)

// malaysiaHarm is the Guideline's significant harm.
func malaysiaHarm(c Case) Verdict {
	sensitive := anyElement("Personal Data Protection Act 2010, section 4", "medical", "genetic", "biometric", "creed", "criminal_record")(c)
	fraud := anyElement("Guideline, identity fraud", "government_id", "passport", "tax_id", "account_number", "credit_card", "debit_card", "password")(c)
	harm := seriousHarm("Guideline, significant harm")(c)
	switch {
	case sensitive.Answer == Yes:
		return sensitive
	case fraud.Answer == Yes:
		return fraud
	case harm.Answer == Judge && c.wrongful != nil && *c.wrongful:
		return judge(needHarm, "significant harm must be judged; data taken on purpose point to a misuse for illegal purposes (Guideline)")
	}
	return harm
}

var malaysiaPDPA = []Rule{{
	ID: "MY-PDPA-P", Law: myLaw, Article: "section 12B(1)", Title: "Notify the Personal Data Protection Commissioner",
	Source: mySource, How: CopyRead, Checked: "2026-11-24", Detail: myRead + "; version not known", From: "2025-06-01", Owes: "data controller",
	To: to(Regulator, "the Personal Data Protection Commissioner", "Asia/Kuala_Lumpur", ""), Starts: Awareness, Period: hours72,
	Ends: "the notification is submitted", Threshold: "more than 1,000 people, or " + myHarm,
	Conditions: []Condition{residentsOrSeat(malaysia), controller("the contract with the controller"), anyOf(moreThan(malaysia, 1000, "Guideline, significant scale"), malaysiaHarm)},
	Contents: []string{"the breach, the data and the people concerned, the chronology (Circular No. 2/2025)", "the possible consequences and the measures (Circular No. 2/2025)",
		"a contact; the reasons and evidence where it comes late (Circular No. 2/2025)"},
	Later: "what is missing, in phases and within 30 days of the first notification",
	Notes: []string{myClock, "The Act by itself wants every breach told; that only those with significant harm are is the Guideline's reading. Counsel checks."},
}, {
	ID: "MY-PDPA-S", Law: myLaw, Article: "section 12B(2)", Title: "Tell the people concerned",
	Source: mySource, How: CopyRead, Checked: "2026-11-24", Detail: myRead + "; version not known", From: "2025-06-01", Owes: "data controller",
	To: to(People, "each person concerned", "Asia/Kuala_Lumpur", ""), Starts: Reported, After: "MY-PDPA-P", Period: Period{N: 7, Unit: Days},
	Ends: "each of them is told directly, or publicly where that is impracticable", Threshold: myHarm,
	Conditions: []Condition{residentsOrSeat(malaysia), controller("the contract with the controller"), malaysiaHarm},
	Contents:   []string{"the breach, the consequences, the measures, what they can do, and a contact (Circular No. 2/2025)"},
	Notes: []string{"Without unnecessary delay, and within 7 days of the first notification to the Commissioner; while that is not filed, of its own due time.",
		"Numbers alone (more than 1,000) do not oblige to tell the people."},
}}
