package obligation

// sensitiveCustomer: what could bring substantial harm or inconvenience is open;
// identity and account data surely could.
func sensitiveCustomer(c Case) Verdict {
	const need = "data_elements: is it sensitive customer information (17 CFR 248.30(d)(9))?"
	switch found := c.has(append(append([]string{"tax_id", "passport", "biometric", "password", "access_code"}, identityNumbers...), accounts...)...); {
	case len(found) > 0:
		return yes("sensitive customer information was taken (248.30(d)(9))")
	case c.elements == nil:
		return judge(need, "not yet known what was taken")
	case len(c.elements)+len(c.unknownElements) == 0:
		return no("nothing was taken")
	}
	return judge(need, "%s: whether that could create a reasonably likely risk of substantial harm or inconvenience must be judged (248.30(d)(9))", taken(c))
}

var secRegulationSP = []Rule{{
	ID: "US-SEC-SP-S", Law: "SEC Regulation S-P, 17 CFR part 248", Article: "17 CFR 248.30(a)(4)", Title: "Tell the people concerned",
	Source: "https://www.ecfr.gov/current/title-17/chapter-II/part-248", Version: "2024-08-02", How: Summaries, Checked: "2026-11-24",
	Detail: "several accounts with citations agree; the text was not read", From: "2025-12-03", Owes: "broker-dealer, investment company, registered investment adviser, transfer agent",
	To: to(People, "the individuals whose sensitive customer information was or may have been accessed or used", "America/New_York", ""), Starts: Awareness, Period: days(30),
	Ends: "each of them is told", Threshold: "unauthorized access to or use of sensitive customer information has occurred or is reasonably likely to have (248.30(a)(4)(i))",
	Exempt:     "after a reasonable investigation, no use that would bring substantial harm or inconvenience is reasonably likely (248.30(a)(4)(i))",
	Conditions: []Condition{sector("a covered institution (248.30(d)(3))", "securities"), residentsOrSeat(unitedStates), controller("17 CFR 248.30(a)(5): service providers within 72 hours"), regulationSPHarm.met, sensitiveCustomer},
	Contents:   []string{"the incident and the type of information, in general (248.30(a)(4)(iv))", "the date or estimated date (248.30(a)(4)(iv))", "how to ask the institution (248.30(a)(4)(iv))", "what they can do: statements, fraud alerts, credit reports, the FTC's advice (248.30(a)(4)(iv))"},
	Form:       "in writing, clear and conspicuous (248.30(a)(4)(iv))", Delay: "the Attorney General may find a substantial risk to national security or public safety: 30 days, and more (248.30(a)(4)(iii))",
	Notes: []string{"As soon as practicable; the 30 days are the limit. Larger entities since 2025-12-03, smaller ones since 2026-06-03. A service provider tells the institution within 72 hours."},
}}

// regulationSPHarm counts inconvenience beside harm.
var regulationSPHarm = measure{
	id: "US-SEC-SP-harm", article: "17 CFR 248.30(a)(4)(i)", excuses: true,
	ask: "has the information been used, or is it reasonably likely to be used, in a way that would bring substantial harm or inconvenience? that it is not must be determined by a reasonable investigation",
}
