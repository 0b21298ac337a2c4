package obligation

const (
	craLaw    = "Cyber Resilience Act, Regulation (EU) 2024/2847"
	craSource = "https://eur-lex.europa.eu/eli/reg/2024/2847/oj"
	craRead   = "Article 14 whole in a copy of the Official Journal's text"
	craWhen   = "a severe incident having an impact on the security of a product with digital elements (Article 14(3), (5))"
	craNote   = "For whoever makes a product with digital elements for the EU's market, wherever established. A theft from the company's own database is one only if it bears on the security of the product, such as its keys or updates. Actively exploited vulnerabilities have the same first two limits (Article 14(2)): no rule for them here."
)

var (
	craReached = []Condition{sector("a manufacturer of products with digital elements", "manufacturing"), classified("a severe incident for the product", "Article 14(5)")}
	craTo      = euAuthority("the CSIRT designated as coordinator, and ENISA, by the single reporting platform,")
)

var euCRA = []Rule{{
	ID: "EU-CRA-14-early", Law: craLaw, Article: "Article 14(4)(a)", Title: "Products: early warning of the severe incident",
	Source: craSource, Version: "2024-11-20", How: CopyRead, Checked: "2026-11-24", Detail: craRead, From: "2026-09-11", Owes: "manufacturer",
	To: craTo, Starts: Awareness, Period: hours24,
	Ends: "the early warning is submitted", Threshold: craWhen, Conditions: craReached,
	Contents: []string{"whether unlawful or malicious acts are suspected; where the product has been made available (Article 14(4)(a))"}, Notes: []string{craNote},
}, {
	ID: "EU-CRA-14-72h", Law: craLaw, Article: "Article 14(4)(b)", Title: "Products: notification of the severe incident",
	Source: craSource, Version: "2024-11-20", How: CopyRead, Checked: "2026-11-24", Detail: craRead, From: "2026-09-11", Owes: "manufacturer",
	To: craTo, Starts: Awareness, Period: hours72,
	Ends: "the notification is submitted", Threshold: craWhen, Conditions: craReached,
	Contents: []string{"the nature of the incident, a first assessment, the measures taken and those that users can take (Article 14(4)(b))"}, Notes: []string{craNote},
}, {
	ID: "EU-CRA-14-final", Law: craLaw, Article: "Article 14(4)(c)", Title: "Products: final report on the severe incident",
	Source: craSource, Version: "2024-11-20", How: CopyRead, Checked: "2026-11-24", Detail: craRead, From: "2026-09-11", Owes: "manufacturer",
	To: craTo, Starts: Reported, After: "EU-CRA-14-72h", Period: oneMonth,
	Ends: "the final report is submitted", Threshold: craWhen, Conditions: craReached,
	Contents: []string{"the incident in detail, its severity and impact, the threat or root cause, the measures (Article 14(4)(c))"}, Notes: []string{craNote},
}, {
	ID: "EU-CRA-14-S", Law: craLaw, Article: "Article 14(8)", Title: "Products: tell the users",
	Source: craSource, Version: "2024-11-20", How: CopyRead, Checked: "2026-11-24", Detail: craRead, From: "2026-09-11", Owes: "manufacturer",
	To: to(People, "the impacted users of the product, and where appropriate all", "Europe/Brussels", ""), Starts: Awareness, Period: Period{Words: "after becoming aware"},
	Ends: "they are told, with what they can do", Threshold: craWhen, Conditions: craReached,
	Contents: []string{"the severe incident and, where necessary, what users can do (Article 14(8))"}, Notes: []string{craNote},
}}
