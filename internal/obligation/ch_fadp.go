package obligation

var switzerland = country("CH", "Switzerland")

const (
	chLaw    = "Federal Act on Data Protection (FADP)"
	chSource = "https://www.fedlex.admin.ch/eli/cc/2022/491/en"
	chRead   = "Article 24 in two copies of the English version that agree; the FDPIC's guidelines of February 2025 through a summary"
	chReach  = "The Act also reaches what happens abroad and has effect in Switzerland (Article 3); an entry to the EU's authority does not replace this one."
)

// swissProtection is Article 24(4): needed for their own protection, or asked
// for by the FDPIC.
func swissProtection(c Case) Verdict {
	switch {
	case c.risk == "high":
		return yes("the risk was judged high: telling them is taken as needed for their protection (Article 24(4))")
	case c.risk == "unlikely":
		return no("a risk was judged unlikely: telling them is not needed for their protection (Article 24(4))")
	}
	return judge(needRisk, "whether telling them is needed for their protection must be judged (Article 24(4))")
}

var swissFADP = []Rule{{
	ID: "CH-FADP", Law: chLaw, Article: "Article 24(1)", Title: "Notify the FDPIC",
	Source: chSource, Version: "2025-04-01", How: CopyRead, Checked: "2026-11-24", Detail: chRead, From: "2023-09-01", Owes: "controller",
	To: to(Regulator, "the Federal Data Protection and Information Commissioner (FDPIC)", "Europe/Zurich", ""), Starts: Awareness, Period: Period{Words: "as quickly as possible"},
	Ends: "the FDPIC is notified", Threshold: "likely to lead to a high risk to the personality or fundamental rights (Article 24(1))",
	Conditions: []Condition{residentsOrSeat(switzerland), controller("Article 24(3)"), risk("high", "Article 24(1)")},
	Contents:   []string{"the nature of the breach of data security, its consequences, and the measures taken or planned (Article 24(2))"},
	Language:   "an official one of the country; not looked up", Later: "what is not known yet is added as soon as it is",
	Notes: []string{chReach, "Operators of critical infrastructure also report cyberattacks under the Information Security Act (since 2025-04-01): no rule for that here; counsel checks."},
}, {
	ID: "CH-FADP-B", Law: chLaw, Article: "Article 24(3)", Title: "Tell the controller",
	Source: chSource, Version: "2025-04-01", How: CopyRead, Checked: "2026-11-24", Detail: chRead, From: "2023-09-01", Owes: "processor",
	To: to(Owner, "the controller", "Europe/Zurich", ""), Starts: Awareness, Period: Period{Words: "as quickly as possible"},
	Ends: "the controller is told", Threshold: "any breach of data security, whatever the risk (Article 24(3))",
	Conditions: []Condition{residentsOrSeat(switzerland), processor},
	Contents:   []string{"the breach of data security (Article 24(3))"},
}, {
	ID: "CH-FADP-S", Law: chLaw, Article: "Article 24(4)", Title: "Tell the people concerned",
	Source: chSource, Version: "2025-04-01", How: CopyRead, Checked: "2026-11-24", Detail: chRead, From: "2023-09-01", Owes: "controller",
	To: to(People, "the people concerned", "Europe/Zurich", ""), Starts: Awareness, Period: Period{Words: "when it is required for their protection"},
	Ends: "they are told, or a public announcement reaches them equally", Threshold: "required for their protection, or the FDPIC asks for it (Article 24(4))",
	Exempt:     "a statutory duty of secrecy or overriding interests, impossible or disproportionate, or a public announcement instead (Article 24(5))",
	Conditions: []Condition{residentsOrSeat(switzerland), controller("Article 24(3)"), notEncrypted("Article 24(4)"), swissProtection},
	Contents:   []string{"what happened, the consequences and the measures, in plain language (Article 24(2), (4); Data Protection Ordinance, Article 15)"},
	Notes:      []string{chReach},
}}
