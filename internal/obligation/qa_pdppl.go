package obligation

var qatar = country("QA", "Qatar")

const (
	qaLaw    = "Law No. 13 of 2016 on Personal Data Privacy Protection"
	qaSource = "https://www.almeezan.qa/"
	qaRead   = "the law and the guidelines through a few summaries; neither text was read, and the first day in force (in 2017) was not looked up; version not known"
	qaHarm   = "the breach may cause serious damage to the data or the privacy of a person (Article 14)"
)

var qatarPDPPL = []Rule{{
	ID: "QA-PDPPL-P", Law: qaLaw, Article: "Article 14", Title: "Notify the National Cyber Security Agency",
	Source: qaSource, How: Summaries, Checked: "2026-11-24", Detail: qaRead, From: "2017-12-31", Owes: "controller",
	To: to(Regulator, "the National Cyber Security Agency (NCSA), National Cyber Governance and Assurance Affairs", "Asia/Qatar", ""), Starts: Awareness,
	Period: Period{Words: "without delay; 72 hours by the guidelines"}, Guide: Guide{Period: hours72},
	Ends: "the agency is notified", Threshold: qaHarm,
	Conditions: []Condition{residentsOrSeat(qatar), controller("the processor's duty to tell it"), seriousHarm("Article 14")},
	Contents:   []string{"the breach, the data, the damage that may follow, and the measures (Article 14)"},
	Notes:      []string{"72 hours are the guidelines', not the law's.", "Companies of the Qatar Financial Centre have a law of their own: no rule for it here."},
}, {
	ID: "QA-PDPPL-S", Law: qaLaw, Article: "Article 14", Title: "Tell the people concerned",
	Source: qaSource, How: Summaries, Checked: "2026-11-24", Detail: qaRead, From: "2017-12-31", Owes: "controller",
	To: to(People, "the people concerned", "Asia/Qatar", ""), Starts: Awareness,
	Period: Period{Words: "without delay; 72 hours by the guidelines"}, Guide: Guide{Period: hours72},
	Ends: "they are told", Threshold: qaHarm,
	Conditions: []Condition{residentsOrSeat(qatar), controller("the processor's duty to tell it"), seriousHarm("Article 14")},
	Contents:   []string{"the breach, the damage that may follow, and what they can do (Article 14)"},
	Notes:      []string{"72 hours are the guidelines', not the law's."},
}, {
	ID: "QA-PDPPL-B", Law: qaLaw, Article: "the processor's duty (article not looked up)", Title: "Tell the controller",
	Source: qaSource, How: Summaries, Checked: "2026-11-24", Detail: qaRead, From: "2017-12-31", Owes: "processor",
	To: to(Owner, "the controller", "Asia/Qatar", ""), Starts: Awareness, Period: Period{Words: "immediately"},
	Ends: "the controller is told", Threshold: "any breach or danger to the data, whatever the damage (Law No. 13 of 2016)",
	Conditions: []Condition{residentsOrSeat(qatar), processor},
	Contents:   []string{"the breach or danger (Law No. 13 of 2016)"},
}}
