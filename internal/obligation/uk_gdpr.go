package obligation

var unitedKingdom = country("GB", "the United Kingdom")

const (
	ukLaw    = "UK GDPR, Regulation (EU) 2016/679 as retained"
	ukSource = "https://www.legislation.gov.uk/eur/2016/679/article/"
	ico      = "the Information Commissioner (ICO; Information Commission)"
)

var ukGDPR = []Rule{{
	ID: "UK-GDPR-33", Law: ukLaw, Article: "Article 33(1)", Title: "Notify the Information Commissioner",
	Source: ukSource + "33", How: Summaries, Checked: "2026-11-24",
	Detail: "summaries of 2025 and 2026 give 72 hours, weekends and bank holidays included; the Data (Use and Access) Act 2025 gave electronic communications the same period",
	From:   "2021-01-01", Owes: "controller", To: at(ico, "Europe/London"), Starts: Awareness, Period: hours72,
	Conditions: []Condition{residentsOrSeat(unitedKingdom), controller("Article 33(2)"), riskNotExcluded},
	Notes:      []string{"72 hours by the clock, bank holidays and weekends included. What is not yet known may follow in phases (Article 33(4))."},
}, {
	ID: "UK-GDPR-33-2", Law: ukLaw, Article: "Article 33(2)", Title: "Tell the controller",
	Source: ukSource + "33", How: Summaries, Checked: "2026-11-24", Detail: "the EU's identical paragraph was read in copies",
	From: "2021-01-01", Owes: "processor", To: at("the controller", "Europe/London"), Starts: Awareness, Period: Period{Words: "without undue delay"},
	Conditions: []Condition{residentsOrSeat(unitedKingdom), processor},
}, {
	ID: "UK-GDPR-34", Law: ukLaw, Article: "Article 34(1)", Title: "Tell the people concerned",
	Source: ukSource + "34", How: OfficialText, Checked: "2026-11-24",
	Detail: "paragraph 1 in a stored copy of the official page as of 2022-06-06; later amendments not checked",
	From:   "2021-01-01", Owes: "controller", To: at("the people concerned", "Europe/London"), Starts: Awareness, Period: Period{Words: "without undue delay"},
	Conditions: []Condition{residentsOrSeat(unitedKingdom), controller("Article 33(2)"), highRisk},
}}
