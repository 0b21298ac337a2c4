package obligation

var southAfrica = country("ZA", "South Africa")

const (
	zaLaw    = "Protection of Personal Information Act 4 of 2013 (POPIA)"
	zaSource = "https://inforegulator.org.za/knowledge-base/section-22-notification-of-security-compromises/"
	zaRead   = "section 22(1) and (2) as several sources quote them, section 22(3) to (5) and 21(2) through a summary of autumn 2026 that cites them; the Regulator's statements of 2025 through quotations; version not known"
	zaPortal = "https://eservices.inforegulator.org.za/compromises/default.aspx"
	zaAny    = "reasonable grounds to believe that an unauthorised person has accessed or acquired the data; no threshold of risk or number (section 22(1))"
	zaReach  = "The Act binds those domiciled in South Africa or using means there (section 3(1)(b)); counsel checks."
)

var southAfricaPOPIA = []Rule{{
	ID: "ZA-POPIA-P", Law: zaLaw, Article: "section 22(1)(a) and (2)", Title: "Notify the Information Regulator",
	Source: zaSource, How: CopyRead, Checked: "2026-11-24", Detail: zaRead, From: "2021-07-01", Owes: "responsible party",
	To: to(Regulator, "the Information Regulator", "Africa/Johannesburg", zaPortal), Starts: Discovery, Period: Period{Words: "as soon as reasonably possible after the discovery"},
	Ends: "the compromise is reported on the eServices portal, which is mandatory since 2025-04-01", Threshold: zaAny,
	Conditions: []Condition{residentsOrSeat(southAfrica), controller("section 21(2)")},
	Contents: []string{"the Regulator's form: the compromise, whose data, the consequences, the measures, how the people are told (section 22; form SCN1)",
		"the reasons for a delay (form SCN1, section 22(2))"},
	Later: "the investigation need not be finished: report what is known, and update it",
	Delay: "only for the needs of law enforcement, to find the scope, or to restore the system (section 22(2))",
	Notes: []string{"No number of hours in the Act; 72 hours are counselled by practitioners only.", zaReach},
}, {
	ID: "ZA-POPIA-S", Law: zaLaw, Article: "section 22(1)(b), (2) to (5)", Title: "Tell the people concerned",
	Source: zaSource, How: CopyRead, Checked: "2026-11-24", Detail: zaRead, From: "2021-07-01", Owes: "responsible party",
	To: to(People, "the people concerned", "Africa/Johannesburg", ""), Starts: Discovery, Period: Period{Words: "as soon as reasonably possible after the discovery"},
	Ends: "each of them is told in writing: mail, e-mail, website, news media, or as the Regulator directs", Threshold: zaAny, Exempt: "those whose identity cannot be established (section 22(1)(b))",
	Conditions: []Condition{residentsOrSeat(southAfrica), controller("section 21(2)")},
	Contents: []string{"the possible consequences (section 22(5)(a))", "the measures taken or intended (section 22(5)(b))",
		"what they should do themselves (section 22(5)(c))", "who accessed the data, if known (section 22(5)(d))"},
	Form:  "in writing",
	Delay: "where a law enforcement body or the Regulator determines that it would impede a criminal investigation (section 22(3))",
	Notes: []string{zaReach},
}, {
	ID: "ZA-POPIA-B", Law: zaLaw, Article: "section 21(2)", Title: "Tell the responsible party",
	Source: zaSource, How: Summaries, Checked: "2026-11-24", Detail: "section 21(2) through summaries; version not known", From: "2021-07-01", Owes: "operator",
	To: to(Owner, "the responsible party", "Africa/Johannesburg", ""), Starts: Awareness, Period: Period{Words: "immediately"},
	Ends: "the responsible party is told", Threshold: zaAny,
	Conditions: []Condition{residentsOrSeat(southAfrica), processor},
	Contents:   []string{"that there are reasonable grounds to believe it, and whose data (section 21(2))"},
}}
