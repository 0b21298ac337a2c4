package obligation

var china = country("CN", "mainland China")

const (
	cnLaw    = "Personal Information Protection Law (PIPL)"
	cnSource = "https://www.cac.gov.cn/2021-08/20/c_1631050028355286.htm"
	cnRead   = "Article 57 quoted from the National People's Congress's page as of 2026-10-09; no hours are named in it"
	cnAny    = "a leak, alteration or loss that has happened or may have happened; no number and no degree of risk (Article 57(1))"
	cnReach  = "The law also reaches handling abroad that offers products or services to people in China or analyses them (Article 3); counsel checks."
)

var chinaContents = []string{
	"the kinds of information, the cause and the harm that may follow (Article 57(1)(1))",
	"the remedial measures taken, and what people can do themselves (Article 57(1)(2))",
	"how to reach the company (Article 57(1)(3))",
}

var chinaPIPL = []Rule{{
	ID: "CN-PIPL-P", Law: cnLaw, Article: "Article 57(1)", Title: "Notify the department in charge",
	Source: cnSource, Version: "2021-08-20", How: CopyRead, Checked: "2026-11-24", Detail: cnRead, From: "2021-11-01", Owes: "personal information handler",
	To: to(Regulator, "the department in charge of personal information protection (the Cyberspace Administration, CAC, or that of the sector)", "Asia/Shanghai", ""), Starts: Awareness,
	Period: Period{Words: "immediately"},
	Ends:   "the department is notified", Threshold: cnAny,
	Conditions: []Condition{residentsOrSeat(china), controller("Article 59")},
	Contents:   chinaContents, Language: "an official one of the country; not looked up",
	Notes: []string{cnReach, "The Network Data Security Management Regulations, Article 11 (since 2025-01-01), ask for reports according to the rules of the sector as well.",
		"An entrusted company assists its principal (Article 59)."},
}, {
	ID: "CN-PIPL-S", Law: cnLaw, Article: "Article 57", Title: "Tell the people concerned",
	Source: cnSource, Version: "2021-08-20", How: CopyRead, Checked: "2026-11-24", Detail: cnRead, From: "2021-11-01", Owes: "personal information handler",
	To: to(People, "the people concerned", "Asia/Shanghai", ""), Starts: Awareness, Period: Period{Words: "immediately"},
	Ends: "they are told: telephone, text, messenger, mail or announcement", Threshold: cnAny,
	Exempt:     "the measures taken effectively avoid harm; the department may still demand it (Article 57(2))",
	Conditions: []Condition{residentsOrSeat(china), controller("Article 59"), chinaHarm.met},
	Contents:   chinaContents, Language: "an official one of the country; not looked up",
	Notes: []string{cnReach},
}}

// chinaHarm is about measures that avoid harm, not about its degree.
var chinaHarm = measure{
	id: "CN-PIPL-harm", article: "Article 57(2)", excuses: true,
	ask: "may harm from the leak, alteration or loss still follow, with the measures that were taken? that they effectively avoid it excuses from telling the people",
}
