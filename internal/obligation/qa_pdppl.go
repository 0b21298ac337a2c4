package obligation

var qatar = country("QA", "Qatar")

const (
	qaLaw    = "Law No. 13 of 2016 on Personal Data Privacy Protection"
	qaSource = "https://www.almeezan.qa/LawViewWord.aspx?LawID=7121&mode=DOC&language=ar"
	qaRead   = "Articles 13, 14 and 30 of the law, and the Cabinet's decision 1 of 2018, in Arabic copies of the official text; the guidelines through a few summaries; version not known"
	// In force on 2017-01-29; Article 30 and the Cabinet's decision 1 of 2018 gave
	// twelve months from then to comply.
	qaFrom = "2018-01-29"
	qaHarm = "the breach may cause serious damage to the data or the privacy of a person (Article 14)"
)

var qatarPDPPL = []Rule{{
	ID: "QA-PDPPL-P", Law: qaLaw, Article: "Article 14", Title: "Notify the National Cyber Security Agency",
	Source: qaSource, How: CopyRead, Checked: "2026-11-24", Detail: qaRead, From: qaFrom, Owes: "controller",
	To: to(Regulator, "the National Cyber Security Agency (NCSA), National Cyber Governance and Assurance Affairs", "Asia/Qatar", ""), Starts: Awareness,
	Period: Period{Words: "no period in the law; 72 hours by the guidelines"}, Guide: Guide{Period: hours72},
	Ends: "the agency is notified", Threshold: qaHarm,
	Conditions: []Condition{residentsOrSeat(qatar), controller("Article 13"), seriousHarm("Article 14")},
	Contents:   []string{"the breach of the precautions; the article names nothing else (Article 14)"},
	Notes:      []string{"72 hours are the guidelines', not the law's.", "Companies of the Qatar Financial Centre have a law of their own: no rule for it here."},
}, {
	ID: "QA-PDPPL-S", Law: qaLaw, Article: "Article 14", Title: "Tell the people concerned",
	Source: qaSource, How: CopyRead, Checked: "2026-11-24", Detail: qaRead, From: qaFrom, Owes: "controller",
	To: to(People, "the people concerned", "Asia/Qatar", ""), Starts: Awareness,
	Period: Period{Words: "no period in the law; 72 hours by the guidelines"}, Guide: Guide{Period: hours72},
	Ends: "they are told", Threshold: qaHarm,
	Conditions: []Condition{residentsOrSeat(qatar), controller("Article 13"), seriousHarm("Article 14")},
	Contents:   []string{"the breach of the precautions; the article names nothing else (Article 14)"},
	Notes:      []string{"72 hours are the guidelines', not the law's."},
}, {
	ID: "QA-PDPPL-B", Law: qaLaw, Article: "Article 13, third paragraph", Title: "Tell the controller",
	Source: qaSource, How: CopyRead, Checked: "2026-11-24", Detail: qaRead, From: qaFrom, Owes: "processor",
	To: to(Owner, "the controller", "Asia/Qatar", ""), Starts: Awareness, Period: Period{Words: "immediately"},
	Ends: "the controller is told", Threshold: "any breach of the precautions or danger to the data, whatever the damage (Article 13)",
	Conditions: []Condition{residentsOrSeat(qatar), processor},
	Contents:   []string{"the breach or danger (Article 13)"},
}}
