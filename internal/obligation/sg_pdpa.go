package obligation

var singapore = country("SG", "Singapore")

const (
	sgLaw    = "Personal Data Protection Act 2012, Part 6A"
	sgSource = "https://sso.agc.gov.sg/Act/PDPA2012?ProvIds=P16A-"
	sgRead   = "sections 26A to 26E whole in a copy of the official page (April 2026); sections 26B to 26D and regulation 4 also quoted from it as of 2026-10-09, regulation 3 in copies; the Schedule of prescribed data only in part; version not known"
	sgPortal = "https://www.pdpc.gov.sg/organisations/e-services/report-your-organisations-data-breach"
	sgHarm   = "significant harm to a person: prescribed data were taken, or it is likely otherwise (section 26B(1)(a), (2))"
	sgWithin = "a breach only within the organisation is not notifiable (section 26B(4)): data sold outside are not within"
	sgReach  = "The Act reaches organisations that handle data in Singapore, wherever they are formed; counsel checks."
)

// sgPrescribed is regulation 3 of the Notification of Data Breaches Regulations
// 2021. Of medical data the Schedule names some kinds only; all are taken here.
var sgPrescribed = definition{
	Article: "regulation 3", Wants: "a name or identity number with financial, health or other data of the Schedule, or an account with what opens it",
	Sets: []set{
		{"(1)(a)", []wanted{
			{Any: []string{"name", "government_id", "passport", "state_id", "tax_id"}, Missing: "whether the taker knows whose they are must be judged"},
			{Any: []string{"account_number", "credit_card", "debit_card", "medical", "health_insurance", "crime_victim"}},
		}},
		{"(1)(b)", []wanted{
			{Any: []string{"username", "email", "account_number", "customer_id"}},
			{Any: []string{"password", "security_answer", "access_code", "biometric"}},
		}},
	},
}

// sgSignificantHarm is met by prescribed data, or by a judgement. Without
// either it is not, and says what would change that.
func sgSignificantHarm(c Case) Verdict {
	v := sgPrescribed.taken(c)
	switch {
	case v.Answer == Yes:
		return v
	case c.seriousHarm != nil && *c.seriousHarm:
		return yes("significant harm was judged likely (section 26B(1)(a))")
	case v.Answer == No && c.seriousHarm == nil:
		v.Reason += "; nobody has judged significant harm to be likely otherwise"
		v.Needs = []string{needHarm}
	}
	return v
}

// sgNotAssessed looks at the assessment under this Act alone: that another law
// finds the incident material assesses nothing here.
func sgNotAssessed(c Case) Verdict {
	if c.class != nil {
		return no("the assessment has been made")
	}
	return yes("whether it is notifiable is still to be assessed")
}

var sgContents = []string{
	"how and when it became aware, and what it did then (regulation 5(1))",
	"how the breach occurred, how many people it affects and which of their data (regulation 5(1))",
	"the potential harm, and the action taken or planned against it (regulation 5(1))",
	"the plan to tell the people, or the grounds not to; a contact (regulation 5(1))",
	"the reasons and evidence, where it comes after the 3 days (regulation 5(2))",
}

var singaporePDPA = []Rule{{
	ID: "SG-PDPA-assess", Law: sgLaw, Article: "section 26C(2)", Title: "Assess whether the breach is notifiable",
	Source: sgSource, How: CopyRead, Checked: "2026-11-24", Detail: sgRead, From: "2021-02-01", Owes: "organisation",
	To: to(Self, "the company itself (keep the record)", "Asia/Singapore", ""), Starts: Suspicion,
	Period: Period{Words: "in a reasonable and expeditious manner"}, Guide: Guide{Period: Period{N: 30, Unit: Days}},
	Ends: "the assessment is made, whatever it finds (fact classified, under SG-PDPA)", Threshold: "reason to believe that a data breach has occurred (section 26C(2))", Exempt: sgWithin,
	Conditions: []Condition{residentsOrSeat(singapore), controller("section 26C(3)"), sgNotAssessed},
	Contents:   []string{"the steps of the assessment, kept in writing (section 26C(2); Advisory Guidelines on Key Concepts, paragraph 20.4)"},
	Notes:      []string{"30 calendar days are the PDPC's expectation (Advisory Guidelines, paragraph 20.4), not the Act's.", sgReach},
}, {
	ID: "SG-PDPA-P", Law: sgLaw, Article: "section 26D(1)", Title: "Notify the Commission",
	Source: sgSource, How: CopyRead, Checked: "2026-11-24", Detail: sgRead, From: "2021-02-01", Owes: "organisation",
	To: to(Regulator, "the Personal Data Protection Commission (PDPC)", "Asia/Singapore", sgPortal), Starts: Assessed, Period: Period{N: 3, Unit: Days},
	Ends: "the notification is submitted", Threshold: "500 or more people (regulation 4), or " + sgHarm, Exempt: sgWithin,
	Conditions: []Condition{residentsOrSeat(singapore), controller("section 26C(3)"), anyOf(atLeast(singapore, 500, "regulation 4"), sgSignificantHarm)},
	Contents:   sgContents, Language: "English", Form: "the PDPC's e-service", Later: "what becomes known later is added",
	Notes: []string{"As soon as practicable, and no later than 3 calendar days after the day of the assessment.",
		"The day of the assessment is the entry SG-PDPA of the fact classified; without one the 3 days are shown from classified_at, which may be another law's finding.", sgReach},
}, {
	ID: "SG-PDPA-S", Law: sgLaw, Article: "section 26D(2)", Title: "Tell the people concerned",
	Source: sgSource, How: CopyRead, Checked: "2026-11-24", Detail: sgRead, From: "2021-02-01", Owes: "organisation",
	To: to(People, "each affected person", "Asia/Singapore", ""), Starts: Assessed, Period: Period{Words: "on or after notifying the Commission"},
	Ends: "each of them is told in a reasonable manner", Threshold: sgHarm,
	Exempt:     "action or a technological measure, such as encryption, that makes significant harm unlikely (section 26D(5)); where law enforcement or the PDPC forbids it (26D(6)); a waiver (26D(7))",
	Conditions: []Condition{residentsOrSeat(singapore), controller("section 26C(3)"), notEncrypted("section 26D(5)(b)"), sgSignificantHarm},
	Contents: []string{"when and how the breach occurred, and which of their data (regulation 6)", "the potential harm, what the organisation does, and what they can do themselves (regulation 6)",
		"a contact (regulation 6)"},
	Delay: "must not be told while a law enforcement agency so instructs (section 26D(6))",
	Notes: []string{"Numbers alone (500 or more) do not oblige to tell the people. The PDPC's page says as soon as practicable, with or after its own notice."},
}, {
	ID: "SG-PDPA-B", Law: sgLaw, Article: "section 26C(3)(a)", Title: "Tell the organisation whose data they are",
	Source: sgSource, How: CopyRead, Checked: "2026-11-24", Detail: sgRead, From: "2021-02-01", Owes: "data intermediary",
	To: to(Owner, "the organisation (or public agency) for which the data are processed", "Asia/Singapore", ""), Starts: Awareness, Period: Period{Words: "without undue delay"},
	Ends: "it is told", Threshold: "reason to believe that a data breach has occurred (section 26C(3))",
	Conditions: []Condition{residentsOrSeat(singapore), processor},
	Contents:   []string{"that the data breach occurred (section 26C(3)(a))"},
}}
