package obligation

var saudiArabia = country("SA", "Saudi Arabia")

const (
	saLaw    = "Personal Data Protection Law (Royal Decree M/19) and its Implementing Regulation"
	saSource = "https://ksapdpl.com/pdpl-implementing-regulation-article-24-notification-of-personal-data-breach"
	saRead   = "Article 20 of the Law in an Arabic copy of the official text; Implementing Regulation, Article 24(1), in a copy of the official English text; the rest of it and the guide of October 2024 through summaries; version not known"
)

var saContents = []string{
	"the breach: time, date, circumstances, and when the controller became aware (Implementing Regulation, Article 24(1)(a))",
	"the kinds of data and the numbers of people, exact or approximate (Article 24(1)(b))",
	"the risks, the effects, and the measures taken and planned (Article 24(1)(c))",
	"whether the people have been told (Article 24(1)(d))",
	"a contact of the controller or its data protection officer (Article 24(1)(e))",
}

var saudiPDPL = []Rule{{
	ID: "SA-PDPL-P", Law: saLaw, Article: "Law, Article 20(1); Implementing Regulation, Article 24(1)", Title: "Notify SDAIA",
	Source: saSource, How: CopyRead, Checked: "2026-11-24", Detail: saRead, From: "2024-09-14", Owes: "controller",
	To: to(Regulator, "the Saudi Data and AI Authority (SDAIA), National Data Governance Platform", "Asia/Riyadh", ""), Starts: Awareness, Period: hours72,
	Ends: "the notification is submitted", Threshold: "it potentially harms the data or the person, or conflicts with their rights or interests (Implementing Regulation, Article 24(1))",
	Conditions: []Condition{residentsOrSeat(saudiArabia), controller("the processor's duty to tell it"), saudiHarm.met},
	Contents:   saContents, Language: "an official one of the country; not looked up", Later: "what cannot be given within 72 hours, as soon as possible with reasons",
	Notes: []string{"Breaches may also have to be reported to the National Cybersecurity Authority; counsel checks."},
}, {
	ID: "SA-PDPL-S", Law: saLaw, Article: "Law, Article 20(2); Implementing Regulation, Article 24(5)", Title: "Tell the people concerned",
	Source: saSource, How: CopyRead, Checked: "2026-11-24", Detail: saRead, From: "2024-09-14", Owes: "controller",
	To: to(People, "the people concerned", "Asia/Riyadh", ""), Starts: Awareness, Period: Period{Words: "without undue delay"},
	Ends: "they are told in simple and clear language", Threshold: "it may damage their data or conflict with their rights or interests (Implementing Regulation, Article 24(5))",
	Conditions: []Condition{residentsOrSeat(saudiArabia), controller("the processor's duty to tell it"), saudiHarm.met},
	Contents:   []string{"the breach, the risks, the measures, the contact, and what they can do (Implementing Regulation, Article 24(5))"},
}, {
	ID: "SA-PDPL-B", Law: saLaw, Article: "the contract with the controller (Implementing Regulation; article not found)", Title: "Tell the controller",
	Source: saSource, How: NotVerified, Checked: "2026-11-24", Detail: "one law firm's summary of the guide of October 2024; another firm says that processors owe it by their contract alone; version not known", From: "2024-09-14", Owes: "processor",
	To: to(Owner, "the controller", "Asia/Riyadh", ""), Starts: Awareness, Period: Period{Words: "without delay"},
	Ends: "the controller is told", Threshold: "any incident of disclosure, destruction or unauthorised access, on purpose or not (guide of October 2024)",
	Conditions: []Condition{residentsOrSeat(saudiArabia), processor},
	Contents:   []string{"what the controller needs for its own notice (Implementing Regulation, Article 24(1))"},
}}

// saudiHarm counts a conflict with rights beside harm.
var saudiHarm = measure{
	id: "SA-PDPL-harm", article: "Implementing Regulation, Article 24(1) and (5)", excuses: true,
	ask: "may it harm the data or the people, or conflict with their rights or interests?",
}
