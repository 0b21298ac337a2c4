package obligation

var unitedKingdom = country("GB", "the United Kingdom")

const (
	ukLaw    = "UK GDPR, Regulation (EU) 2016/679 as retained"
	ukSource = "https://www.legislation.gov.uk/eur/2016/679/article/"
	ico      = "the Information Commissioner (ICO; Information Commission)"
)

var ukGDPR = []Rule{{
	ID: "UK-GDPR-33", Law: ukLaw, Article: "Article 33(1)", Title: "Notify the Information Commissioner",
	Source: ukSource + "33", How: Guidance, Checked: "2026-11-24",
	Detail: "the ICO's own pages on assessing and reporting a breach (72 hours, what the report holds, no report without a risk), and summaries of 2025 and 2026, weekends and bank holidays included; the article's United Kingdom text was not read; version not known",
	From:   "2021-01-01", Owes: "controller", To: to(Regulator, ico, "Europe/London", "https://ico.org.uk/for-organisations/report-a-breach/"), Starts: Awareness, Period: hours72,
	Ends: "the notification reaches the ICO; what is missing follows in phases", Threshold: gdprRisk,
	Conditions: []Condition{residentsOrSeat(unitedKingdom), controller("Article 33(2)"), riskNotExcluded},
	Contents:   gdprNotice, Language: "English", Form: "the ICO's online form or telephone line", Later: gdprLater, Delay: gdprDelay,
	Notes: []string{"72 hours by the clock, bank holidays and weekends included. What is not yet known may follow in phases (Article 33(4)).",
		"The Data (Use and Access) Act 2025 left these 72 hours and gave telecoms the same (UK-PECR-5A)."},
}, {
	ID: "UK-GDPR-33-2", Law: ukLaw, Article: "Article 33(2)", Title: "Tell the controller",
	Source: ukSource + "33", How: Summaries, Checked: "2026-11-24", Detail: "the EU's identical paragraph was read in copies; version not known",
	From: "2021-01-01", Owes: "processor", To: to(Owner, "the controller", "Europe/London", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "the controller is told", Threshold: "every personal data breach (Article 33(2))",
	Conditions: []Condition{residentsOrSeat(unitedKingdom), processor},
	Contents:   []string{"that there was a breach, with what the controller needs for its own notice (Articles 33(2), 28(3)(f))"},
}, {
	ID: "UK-GDPR-34", Law: ukLaw, Article: "Article 34(1)", Title: "Tell the people concerned",
	Source: ukSource + "34", Version: "2022-06-06", How: OfficialText, Checked: "2026-11-24",
	Detail: "paragraph 1 in a stored copy of the official page; later amendments not checked",
	From:   "2021-01-01", Owes: "controller", To: to(People, "the people concerned", "Europe/London", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "each of them is told, or the public where that is disproportionate (Article 34(3)(c))", Threshold: gdprHighRisk, Exempt: gdprExempt,
	Conditions: []Condition{residentsOrSeat(unitedKingdom), controller("Article 33(2)"), highRisk},
	Contents:   gdprLetter, Language: "clear and plain", Delay: gdprDelay,
}}
