package obligation

var turkey = country("TR", "Türkiye")

const (
	trLaw    = "Law No. 6698 on the Protection of Personal Data (KVKK)"
	trSource = "https://www.kvkk.gov.tr/Icerik/5362/Veri-Ihlali-Bildirimi"
	trRead   = "Article 12(5) in a copy of the official text; the Board's decision 2019/10 of 2019-01-24 quoted in Turkish and in a translation, and 2019/271 of 2019-09-18 through two accounts that agree; the authority's page not read; version not known"
	trReach  = "The Board also wants it from a controller abroad where people in Türkiye who use its products or services there are affected (decision 2019/10; that part not read)."
)

var turkeyKVKK = []Rule{{
	ID: "TR-KVKK", Law: trLaw, Article: "Article 12(5); decision 2019/10 of the Board", Title: "Notify the Personal Data Protection Board",
	Source: trSource, How: CopyRead, Checked: "2026-11-24", Detail: trRead, From: "2019-01-24", Owes: "data controller",
	To: to(Regulator, "the Personal Data Protection Board (KVKK)", "Europe/Istanbul", trSource), Starts: Awareness, Period: hours72,
	Ends: "the Board is notified; the notification may be completed in phases", Threshold: "data obtained by others by unlawful means, whatever the risk and the number (Article 12(5))",
	Conditions: []Condition{residentsOrSeat(turkey), controller("decision 2019/10")},
	Contents: []string{"the Board's breach form: whether first or follow-up, when it happened and was found, its source, the people and data concerned (decision 2019/10)",
		"the reasons for the delay, where it comes after 72 hours (decision 2019/10)"},
	Language: "an official one of the country; not looked up", Form: "the Board's breach notification form", Later: "what is not known yet, in phases without delay (decision 2019/10)",
	Notes: []string{"The law says as soon as possible, which the Board reads as 72 hours, holidays included.", trReach},
}, {
	ID: "TR-KVKK-S", Law: trLaw, Article: "Article 12(5); decision 2019/10 of the Board", Title: "Tell the people concerned",
	Source: trSource, How: CopyRead, Checked: "2026-11-24", Detail: trRead, From: "2019-01-24", Owes: "data controller",
	To: to(People, "the people concerned", "Europe/Istanbul", ""), Starts: Awareness, Period: Period{Words: "as soon as reasonably possible after it is known who they are"},
	Ends: "each of them is told directly, or on the company's website where there is no contact", Threshold: "data obtained by others by unlawful means (Article 12(5))",
	Conditions: []Condition{residentsOrSeat(turkey), controller("decision 2019/10")},
	Contents:   []string{"when it happened, which data, the likely consequences, the measures, and a contact, in plain language (decision 2019/271)"},
	Language:   "plain language that they understand",
	Notes:      []string{trReach, "The contents are those of the Board's decision 2019/271."},
}, {
	ID: "TR-KVKK-B", Law: trLaw, Article: "decision 2019/10 of the Board", Title: "Tell the controller",
	Source: trSource, How: NotVerified, Checked: "2026-11-24", Detail: "the processor's sentence of the decision in one Turkish note that says it was checked against the authority's announcement; no second one was found, and the decision itself was not read; version not known", From: "2019-01-24", Owes: "data processor",
	To: to(Owner, "the controller", "Europe/Istanbul", ""), Starts: Awareness, Period: Period{Words: "without any delay"},
	Ends: "the controller is told", Threshold: "data held by the processor were obtained by others by unlawful means (decision 2019/10)",
	Conditions: []Condition{residentsOrSeat(turkey), processor},
	Contents:   []string{"what was obtained, when and how (decision 2019/10)"},
}}
