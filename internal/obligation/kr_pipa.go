package obligation

var korea = country("KR", "South Korea")

const (
	krLaw    = "Personal Information Protection Act"
	krSource = "https://www.law.go.kr/LSW/lsInfoP.do?lsId=011357"
	krRead   = "Act, Article 34, and Enforcement Decree, Articles 39 to 40, quoted from the official page as of 2026-10-09 (Act No. 21445, Presidential Decree No. 36671)"
	krSince  = "Since 2026-09-11 forgery, alteration and damage count too, and all who may be affected are told within 72 hours where an unlawful access leaves open whose data leaked, or where some of the data were found traded (Act, Article 34(2); Decree, Article 39-2)."
)

// koreaIntrusion is the third trigger: unlawful access from outside. An
// insider's is not from outside, which the facts do not tell apart.
func koreaIntrusion(c Case) Verdict {
	const need = "wrongful_purpose: was there unlawful access from outside to the processing system?"
	switch {
	case c.wrongful == nil:
		return judge(need, "not known whether there was unlawful access from outside (Decree, Article 40(1)3)")
	case *c.wrongful:
		return judge(need, "done on purpose: whether by unlawful access from outside must be judged (Decree, Article 40(1)3)")
	}
	return no("no unlawful access from outside (Decree, Article 40(1)3)")
}

var koreaPIPA = []Rule{{
	ID: "KR-PIPA-P", Law: krLaw, Article: "Article 34(4); Enforcement Decree, Article 40(1)", Title: "Report to the PIPC or KISA",
	Source: krSource, Version: "2026-09-11", How: CopyRead, Checked: "2026-11-24", Detail: krRead, From: "2023-09-15", Owes: "personal information controller",
	To: to(Regulator, "the Personal Information Protection Commission (PIPC) or the Korea Internet & Security Agency (KISA)", "Asia/Seoul", ""), Starts: Awareness, Period: hours72,
	Ends:      "the report is filed; what is found later is added at once",
	Threshold: "1,000 or more people, or sensitive data or unique identifiers, or unlawful access from outside (Decree, Article 40(1))",
	Exempt:    "the route of the leak is known and the data were recovered or deleted, so that harm is considerably less likely (Decree, Article 40(1))",
	Conditions: []Condition{residentsOrSeat(korea), anyOf(atLeast(korea, 1000, "Decree, Article 40(1)1"),
		anyElement("Decree, Article 40(1)2", "medical", "genetic", "biometric", "race", "creed", "criminal_record", "government_id", "passport", "drivers_license"), koreaIntrusion)},
	Contents: []string{"the data that leaked (Article 34(1)1)", "when and how (Article 34(1)2)", "what people can do against harm (Article 34(1)3)",
		"the controller's measures and the remedies, the contact, and rights such as damages and mediation (Article 34(1))"},
	Language: "an official one of the country; not looked up", Later: "the fact of the leak and what is known are reported first, the rest as soon as it is known (Decree, Article 40(2))",
	Notes: []string{krSince, "An outsourcee is bound likewise (Article 26(8), by a summary); who reports, counsel settles with the entruster."},
}, {
	ID: "KR-PIPA-S", Law: krLaw, Article: "Article 34(1); Enforcement Decree, Article 39(1)", Title: "Tell the people concerned",
	Source: krSource, Version: "2026-09-11", How: CopyRead, Checked: "2026-11-24", Detail: krRead, From: "2023-09-15", Owes: "personal information controller",
	To: to(People, "each person concerned", "Asia/Seoul", ""), Starts: Awareness, Period: hours72,
	Ends: "each of them is told in writing, by mail, telephone, text or the like", Threshold: "any loss, theft or leak, from one person on (Article 34(1))",
	Exempt:     "where contacts are unknown, 30 days on the company's website instead (Decree, Article 39(3))",
	Conditions: []Condition{residentsOrSeat(korea)},
	Contents: []string{"the data that leaked (Article 34(1)1)", "when and how (Article 34(1)2)", "what they can do against harm (Article 34(1)3)",
		"the controller's measures and the remedies, the contact, and rights such as damages and mediation (Article 34(1))"},
	Language: "an official one of the country; not looked up", Later: "what is found later, as soon as it is known (Decree, Article 39(2))",
	Delay: "only to stop the spread, or for a natural disaster and the like: then as soon as that is over (Decree, Article 39(1))",
	Notes: []string{krSince},
}}
