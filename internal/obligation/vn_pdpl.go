package obligation

var vietnam = country("VN", "Viet Nam")

const (
	vnLaw    = "Law No. 91/2025/QH15 on Personal Data Protection (before 2026: Decree No. 13/2023/ND-CP)"
	vnSource = "https://thuviennhadat.vn/vbpl/luat-bao-ve-du-lieu-ca-nhan-2025-so-91-2025-qh15-625628.html"
	vnRead   = "Article 23 in paraphrases that cite it paragraph by paragraph and agree; a copy of the law was found but not that article"
	vnTo     = "the agency in charge of personal data protection (Ministry of Public Security, A05)"
)

var vietnamPDPL = []Rule{{
	ID: "VN-PDPL-P", Law: vnLaw, Article: "Article 23(1)", Title: "Notify the Ministry of Public Security",
	Source: vnSource, Version: "2025-06-26", How: Summaries, Checked: "2026-11-24", Detail: vnRead, From: "2026-01-01", Owes: "controller, controller-processor or third party",
	To: to(Regulator, vnTo, "Asia/Ho_Chi_Minh", ""), Starts: Detection, Period: hours72,
	Ends: "the agency is notified, and a record of the violation is made (Article 23(2))", Threshold: "it may harm defence, security or public order, or the life, health, honour, dignity or property of the people (Article 23(1))",
	Conditions: []Condition{residentsOrSeat(vietnam), controller("Article 23(1), second sentence"), vietnamHarm.met},
	Contents:   []string{"the violation: when, where, what, by whom, which data and how many (Decree 356/2025; Article 23)", "a contact, the consequences, and the measures (Decree 356/2025; Article 23)"},
	Language:   "an official one of the country; not looked up", Later: "in stages, where not all is known",
	Notes: []string{"The law itself does not oblige to tell the people, except in finance (Decree 356/2025, Article 8(3)).",
		"It reaches foreign companies that take part in handling data of Vietnamese citizens (Article 1(2)(c)). The files of violations are kept for 5 years (Decree 356/2025)."},
}, {
	ID: "VN-PDPL-B", Law: vnLaw, Article: "Article 23(1), second sentence", Title: "Tell the controller",
	Source: vnSource, Version: "2025-06-26", How: Summaries, Checked: "2026-11-24", Detail: vnRead, From: "2026-01-01", Owes: "processor",
	To: to(Owner, "the controller", "Asia/Ho_Chi_Minh", ""), Starts: Detection, Period: Period{Words: "promptly"},
	Ends: "the controller is told", Threshold: "a violation of the rules on personal data protection (Article 23(1))",
	Conditions: []Condition{residentsOrSeat(vietnam), processor},
	Contents:   []string{"the violation (Article 23(1))"},
}, {
	ID: "VN-PDPL-S", Law: vnLaw, Article: "Decree No. 356/2025/ND-CP, Article 8(3)", Title: "Finance: tell the people concerned, and the Ministry",
	Source: vnSource, Version: "2025-12-31", How: Summaries, Checked: "2026-11-24", Detail: "Article 8(3) through a paraphrase that cites it, a law firm's account of January 2026 and one of the draft, which agree; the decree's own official page was not found", From: "2026-01-01", Owes: "collector of data in finance, banking or credit information",
	To: to(People, "the people concerned, and "+vnTo, "Asia/Ho_Chi_Minh", ""), Starts: Detection, Period: hours72,
	Ends: "both are told", Threshold: "leak or loss of sensitive personal data in finance, banking or credit information (Decree 356/2025, Article 8(3))",
	Conditions: []Condition{residentsOrSeat(vietnam), sector("in finance, banking or credit information (Decree 356/2025, Article 8)", "finance"), controller("Article 23(1) of the law")},
	Contents:   []string{"the leak or loss, and the measures (Decree 356/2025, Article 8(3))"}, Language: "an official one of the country; not looked up",
	Notes: []string{"Customer data of banks count as sensitive by the decree; whether names and contacts alone do, counsel says.", "By that law firm's account the decree has duties on breaches for further kinds of sensitive data: which, was not seen."},
}, {
	ID: "VN-DECREE13-P", Law: vnLaw, Article: "Decree No. 13/2023/ND-CP, Article 23(1)", Title: "Notify the Ministry of Public Security",
	Source: "https://informatica-juridica.com/etiqueta/consent-of-the-data-subject", Version: "2023-04-17", How: CopyRead, Checked: "2026-11-24",
	Detail: "the phrase of Article 23 in Vietnamese and an English copy of other articles; replaced by Law 91/2025 and Decree 356/2025", From: "2023-07-01", Until: "2025-12-31", Owes: "controller or controller-processor",
	To: to(Regulator, vnTo, "Asia/Ho_Chi_Minh", ""), Starts: Detection, Period: hours72,
	Ends: "the agency is notified by the decree's form", Threshold: "a violation of the rules on personal data protection (Article 23(1))",
	Conditions: []Condition{residentsOrSeat(vietnam), controller("Article 23(2)")},
	Contents:   []string{"the violation, a contact, the consequences, and the measures (Article 23(3))"}, Language: "an official one of the country; not looked up",
	Notes: []string{"72 hours after the violation occurred, which may be before it was detected: say why it comes late."},
}}

// vietnamHarm is what the violation may do.
var vietnamHarm = measure{
	id: "VN-PDPL-harm", article: "Article 23(1)", excuses: true,
	ask: "may it harm defence, security or public order, or the life, health, honour, dignity or property of the people?",
}
