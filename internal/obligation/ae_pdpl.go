package obligation

var emirates = country("AE", "the United Arab Emirates")

const (
	aeRead     = "Article 9 whole in an Arabic copy of the official text; that the executive regulations had not been issued by August 2026 through two sources (a third says otherwise); version not known"
	aeFreeZone = "establishments: is the company established in this free zone?"
)

// aeDormant: the federal law gives companies six months from its executive
// regulations, which had not been issued: a person decides what is done.
func aeDormant(Case) Verdict {
	return judge("counsel: have the executive regulations been issued, and have the six months from them passed?",
		"the law stands, but its executive regulations, from which companies have six months, were not known to be issued by August 2026")
}

// inFreeZone asks a person: an establishment's country does not tell the zone.
func inFreeZone(zone string) Condition {
	return func(c Case) Verdict {
		v := established(emirates)(c)
		if v.Answer == Yes {
			return judge(aeFreeZone, "the company is established in the United Arab Emirates: whether in %s must be judged", zone)
		}
		return v
	}
}

var emiratesPDPL = []Rule{{
	ID: "AE-PDPL-P", Law: "Federal Decree-Law No. 45 of 2021", Article: "Article 9(1)", Title: "Notify the UAE Data Office",
	Source: "https://elaws.moj.gov.ae/laws/ref/S-AL1_2_55890", How: CopyRead, Checked: "2026-11-24", Detail: aeRead, From: "2022-01-02", Owes: "controller",
	To: to(Regulator, "the UAE Data Office", "Asia/Dubai", ""), Starts: Awareness, Period: Period{Words: "immediately; the regulations are to name a period"},
	Ends: "the Office is notified", Threshold: "it would prejudice the privacy, confidentiality or security of the data (Article 9(1))",
	Conditions: []Condition{residentsOrSeat(emirates), controller("Article 9(3)"), aeDormant},
	Contents: []string{"the nature, form and causes of the breach, and the approximate numbers (Article 9(1)(a))", "the data protection officer (Article 9(1)(b))", "the effects to be expected (Article 9(1)(c))",
		"the measures taken and proposed (Article 9(1)(d))", "the record of the breach and of what was put right (Article 9(1)(e))", "what else the Office asks (Article 9(1)(f))"},
	Notes: []string{"Not for the free zones with a law of their own (DIFC, ADGM), nor for health, banking and credit data under theirs (Article 2)."},
}, {
	ID: "AE-PDPL-S", Law: "Federal Decree-Law No. 45 of 2021", Article: "Article 9(2)", Title: "Tell the people concerned",
	Source: "https://elaws.moj.gov.ae/laws/ref/S-AL1_2_55890", How: CopyRead, Checked: "2026-11-24", Detail: aeRead, From: "2022-01-02", Owes: "controller",
	To: to(People, "the people concerned", "Asia/Dubai", ""), Starts: Awareness, Period: Period{Words: "within the period that the regulations are to name"},
	Ends: "they are told", Threshold: "it would prejudice the privacy, confidentiality or security of their data (Article 9(2))",
	Conditions: []Condition{residentsOrSeat(emirates), controller("Article 9(3)"), aeDormant},
	Contents:   []string{"the breach and the measures (Article 9(2))"},
}, {
	ID: "AE-DIFC-P", Law: "DIFC Data Protection Law, DIFC Law No. 5 of 2020", Article: "Article 41(1)", Title: "DIFC: notify the Commissioner of Data Protection",
	Source: "https://www.difc.com/", How: Summaries, Checked: "2026-11-24", Detail: "law firms' summaries, one of them after the amendment in force since 2025-07-15; version not known", From: "2020-07-01", Owes: "controller",
	To: to(Regulator, "the DIFC Commissioner of Data Protection", "Asia/Dubai", ""), Starts: Awareness, Period: Period{Words: "as soon as practicable in the circumstances"},
	Ends: "the Commissioner is notified", Threshold: "a breach that compromises a person's confidentiality, security or privacy (Article 41(1))",
	Conditions: []Condition{inFreeZone("the DIFC"), controller("Article 41(2)")},
	Contents:   []string{"the nature of the breach, numbers, contact, consequences, measures (Article 41(3))"},
	Notes: []string{"The people are told as soon as practicable where the risk to them is high (Article 42).", "By a law firm's account the Commissioner holds nobody to 72 hours, and a first notice within them is safe.",
		"A processor tells its controller without undue delay (Article 41(2))."},
}, {
	ID: "AE-ADGM-P", Law: "ADGM Data Protection Regulations 2021", Article: "section 32(1)", Title: "ADGM: notify the Commissioner of Data Protection",
	Source: "https://www.adgm.com/", How: CopyRead, Checked: "2026-11-24", Detail: "section 32(1) quoted in the authority's own questionnaire; version not known", From: "2022-02-14", Owes: "controller",
	To: to(Regulator, "the ADGM Commissioner of Data Protection", "Asia/Dubai", ""), Starts: Awareness, Period: hours72,
	Ends: "the Commissioner is notified", Threshold: "unless it is unlikely to result in a risk to the rights of natural persons (section 32(1))",
	Conditions: []Condition{inFreeZone("the ADGM"), controller("section 32(2)"), riskNotExcluded},
	Contents:   []string{"the nature of the breach, numbers, contact, consequences, measures; the reasons for a delay (section 32(1), (3))"},
	Notes:      []string{"The people are told without undue delay where the risk to them is high (section 33).", "Entities established since 2021-02-14 are bound since 2021-08-14."},
}}
