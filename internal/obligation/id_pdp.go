package obligation

var indonesia = country("ID", "Indonesia")

const (
	idLaw    = "Law No. 27 of 2022 on Personal Data Protection"
	idSource = "https://peraturan.bpk.go.id/Details/229798/uu-no-27-tahun-2022"
	idRead   = "Article 46 quoted in Indonesian in several copies that agree; the official page was not opened"
	idAny    = "any failure of personal data protection, whatever the risk and the number (Article 46(1))"
	idClock  = "Article 46(1) says 3 x 24 hours without saying from when: taken from awareness."
)

var idContents = []string{
	"the personal data disclosed (Article 46(2)(a))",
	"when and how they were disclosed (Article 46(2)(b))",
	"what the controller does to handle it and to recover (Article 46(2)(c))",
}

var indonesiaPDP = []Rule{{
	ID: "ID-PDP-P", Law: idLaw, Article: "Article 46(1)(b)", Title: "Notify the personal data protection agency",
	Source: idSource, Version: "2022-10-17", How: CopyRead, Checked: "2026-11-24", Detail: idRead, From: "2024-10-17", Owes: "personal data controller",
	To: to(Regulator, "the personal data protection agency; until it is set up, the Ministry of Communication and Digital Affairs (Komdigi)", "Asia/Jakarta", ""), Starts: Awareness, Period: hours72,
	Ends: "the agency has it in writing", Threshold: idAny,
	Conditions: []Condition{residentsOrSeat(indonesia), controller("the contract with the controller")},
	Contents:   idContents, Language: "an official one of the country; not looked up", Form: "in writing",
	Notes: []string{idClock, "The two years of transition ended on 2024-10-17. In certain cases the public must be told as well (Article 46(3))."},
}, {
	ID: "ID-PDP-S", Law: idLaw, Article: "Article 46(1)(a)", Title: "Tell the people concerned",
	Source: idSource, Version: "2022-10-17", How: CopyRead, Checked: "2026-11-24", Detail: idRead, From: "2024-10-17", Owes: "personal data controller",
	To: to(People, "the people concerned", "Asia/Jakarta", ""), Starts: Awareness, Period: hours72,
	Ends: "each of them has it in writing", Threshold: idAny,
	Conditions: []Condition{residentsOrSeat(indonesia), controller("the contract with the controller")},
	Contents:   idContents, Language: "an official one of the country; not looked up", Form: "in writing",
	Notes: []string{idClock},
}}
