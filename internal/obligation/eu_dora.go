package obligation

import "time"

const (
	doraLaw    = "DORA, Regulation (EU) 2022/2554, Article 19, and Delegated Regulation (EU) 2025/301"
	doraSource = "https://eur-lex.europa.eu/eli/reg_del/2025/301/oj"
	doraRead   = "Article 19, and the Delegated Regulation's Article 5 with its six paragraphs, whole in a copy of the Official Journal's text"
	doraWhen   = "an ICT-related incident classified as major (Article 18; Delegated Regulation (EU) 2024/1772)"
	doraNoon   = "An end on a weekend or bank holiday may move to noon of the next working day (Delegated Regulation, Article 5(4)): shown as the other reading, without national holidays. For the initial and intermediate reports not for banks, central counterparties, trading venues and entities of NIS2 (5(5)), nor for those that the authority names (5(6))."
	doraWarn   = "Who cannot keep a limit tells the authority before it ends, with reasons (Delegated Regulation, Article 5(3)). The EEA took DORA in by decision 40/2025 of 2025-02-20; in Norway it holds since 2025-07-01, the days of Iceland and Liechtenstein were not found."
)

// noon is the relief of Article 5(4) of the Delegated Regulation.
func noon(p Period) []Period {
	p.Roll, p.RollClock = "weekends", "12:00"
	return []Period{p}
}

// doraInTime: classified later than 24 hours after awareness, only the 4 hours
// from the classification hold (Delegated Regulation, Article 5(2)).
func doraInTime(c Case) Verdict {
	if !c.aware.IsZero() && !c.classified.IsZero() && c.classified.Sub(c.aware) > 24*time.Hour {
		return no("classified more than 24 hours after awareness: 4 hours from the classification hold instead (Delegated Regulation, Article 5(2))")
	}
	return Verdict{Answer: Yes}
}

var (
	doraReached = []Condition{established(eea), sector("a financial entity (Article 2)", "finance"), classified("major", "Article 18")}
	doraTo      = euAuthority("the financial supervisor")
	hours4      = Period{N: 4, Unit: Hours}
	hours24     = Period{N: 24, Unit: Hours}
	oneMonth    = Period{N: 1, Unit: Months}
)

var euDORA = []Rule{{
	ID: "EU-DORA-19-4h", Law: doraLaw, Article: "Delegated Regulation, Article 5(1)(a) and (2)", Title: "Initial notification: 4 hours from the classification",
	Source: doraSource, Version: "2025-02-20", How: CopyRead, Checked: "2026-11-24", Detail: doraRead, From: "2025-03-12", Owes: "financial entity",
	To: doraTo, Starts: Classification, Period: hours4, Other: noon(hours4),
	Ends: "the initial notification is submitted", Threshold: doraWhen, Conditions: doraReached,
	Contents: []string{"reference, times of detection and classification, description, criteria met, countries affected, whether a provider is the origin (Delegated Regulation, Article 2)"},
	Form:     "the template of Implementing Regulation (EU) 2025/302", Later: "the intermediate and the final report", Notes: []string{doraNoon, doraWarn},
}, {
	ID: "EU-DORA-19-24h", Law: doraLaw, Article: "Delegated Regulation, Article 5(1)(a)", Title: "Initial notification: 24 hours from awareness at most",
	Source: doraSource, Version: "2025-02-20", How: CopyRead, Checked: "2026-11-24", Detail: doraRead, From: "2025-03-12", Owes: "financial entity",
	To: doraTo, Starts: Awareness, Period: hours24, Other: noon(hours24),
	Ends: "the initial notification is submitted (the same as that of the 4 hours)", Threshold: doraWhen, Conditions: append(doraReached[:3:3], doraInTime),
	Contents: []string{"as for the 4 hours from the classification (Delegated Regulation, Article 2)"},
	Form:     "the template of Implementing Regulation (EU) 2025/302", Notes: []string{doraNoon, doraWarn},
}, {
	ID: "EU-DORA-19-mid", Law: doraLaw, Article: "Delegated Regulation, Article 5(1)(b)", Title: "Intermediate report",
	Source: doraSource, Version: "2025-02-20", How: CopyRead, Checked: "2026-11-24", Detail: doraRead, From: "2025-03-12", Owes: "financial entity",
	To: doraTo, Starts: Reported, After: "EU-DORA-19-4h", Period: hours72, Other: noon(hours72),
	Ends: "the intermediate report is submitted, also where nothing has changed; another when regular activities are recovered", Threshold: doraWhen, Conditions: doraReached,
	Contents: []string{"the authority's reference, time of occurrence, criteria met, kind of incident, areas and clients affected, temporary measures (Delegated Regulation, Article 3)"},
	Form:     "the template of Implementing Regulation (EU) 2025/302", Notes: []string{doraNoon, doraWarn},
}, {
	ID: "EU-DORA-19-final", Law: doraLaw, Article: "Delegated Regulation, Article 5(1)(c)", Title: "Final report",
	Source: doraSource, Version: "2025-02-20", How: CopyRead, Checked: "2026-11-24", Detail: doraRead, From: "2025-03-12", Owes: "financial entity",
	To: doraTo, Starts: Reported, After: "EU-DORA-19-mid", Period: oneMonth, Other: noon(oneMonth),
	Ends: "the final report is submitted", Threshold: doraWhen, Conditions: doraReached,
	Contents: []string{"root causes, resolution, costs and losses, recurrence (Delegated Regulation, Article 4)"},
	Form:     "the template of Implementing Regulation (EU) 2025/302", Notes: []string{"One month after the intermediate report, or after the latest update of it: file the update's time.", doraNoon, doraWarn},
}, {
	ID: "EU-DORA-19-S", Law: doraLaw, Article: "Article 19(3)", Title: "Tell the clients",
	Source: "https://eur-lex.europa.eu/eli/reg/2022/2554/oj", Version: "2022-12-27", How: CopyRead, Checked: "2026-11-24", Detail: "Article 19 whole in a copy of the Official Journal's text", From: "2025-01-17", Owes: "financial entity",
	To: to(People, "the clients concerned", "Europe/Brussels", ""), Starts: Awareness, Period: Period{Words: gdprUndueDelay},
	Ends: "they are told of the incident and of the measures", Threshold: "a major incident with an impact on the financial interests of clients (Article 19(3))",
	Conditions: append(doraReached[:3:3], doraClients.met),
	Contents:   []string{"the incident, and the measures taken against its adverse effects (Article 19(3))"},
}}

// doraClients asks for an impact of any degree.
var doraClients = measure{
	id: "EU-DORA-harm", article: "Article 19(3)", excuses: false,
	ask: "does the major incident have an impact on the financial interests of clients?",
}
