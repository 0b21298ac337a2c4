package obligation

const (
	hbnrLaw    = "Health Breach Notification Rule, 16 CFR part 318"
	hbnrSource = "https://www.ecfr.gov/current/title-16/chapter-I/subchapter-C/part-318"
	hbnrRead   = "318.3 to 318.5 through two detailed summaries with citations that agree; 318.1, the definition of a breach in 318.2, 318.5(a) and 318.6 in copies of the code"
	hbnrEnough = "a breach of security of unsecured identifiable health information in a personal health record, an unauthorized disclosure included (318.2)"
	hbnrExempt = "information secured, as by encryption with the key safe (318.2); entities under HIPAA (318.1)"
	hbnrDelay  = "a law enforcement official who finds that the notice would impede a criminal investigation or damage national security (318.4(d))"
)

func healthRecords(more ...Condition) []Condition {
	return append([]Condition{sector("a vendor of personal health records or a related entity (318.2)", "health_records"), notSector("HIPAA binds it instead (318.1)", "health"),
		residentsOrSeat(unitedStates), controller("16 CFR 318.3(b)"), notEncrypted("318.2")}, more...)
}

var ftcHealthBreach = []Rule{{
	ID: "US-FTC-HBNR-S", Law: hbnrLaw, Article: "16 CFR 318.3(a)(1), 318.4(a)", Title: "Tell the people concerned",
	Source: hbnrSource, Version: "2024-07-29", How: Summaries, Detail: hbnrRead, Checked: "2026-11-24", From: "2024-07-29", Owes: "vendor of personal health records, related entity",
	To: to(People, "each citizen or resident of the United States concerned", "America/New_York", ""), Starts: Discovery, Period: days(60),
	Ends: "each of them is told, or substitute notice is given", Threshold: hbnrEnough, Exempt: hbnrExempt, Conditions: healthRecords(),
	Contents: []string{"what happened, with the dates, and who acquired the information, or a description where the name would be a risk (318.6(a))", "the types of information (318.6(b))", "what they should do (318.6(c))", "what is done (318.6(d))", "at least two ways to ask (318.6(e))"},
	Form:     "electronic or by first-class mail (318.5(a))", Delay: hbnrDelay, Notes: []string{"Without unreasonable delay; the 60 days are the limit."},
}, {
	ID: "US-FTC-HBNR-P", Law: hbnrLaw, Article: "16 CFR 318.4(b), 318.5(c)", Title: "Notify the Federal Trade Commission",
	Source: hbnrSource, Version: "2024-07-29", How: Summaries, Detail: hbnrRead, Checked: "2026-11-24", From: "2024-07-29", Owes: "vendor of personal health records, related entity",
	To: to(Regulator, "the Federal Trade Commission", "America/New_York", ""), Starts: Discovery, Period: days(60), Vary: byYearBelow500,
	Ends: "the form is submitted", Threshold: hbnrEnough + "; 500 or more at the time of telling the people, fewer within 60 days after the year (318.4(b), 318.5(c))", Exempt: hbnrExempt, Conditions: healthRecords(),
	Contents: []string{"what the Commission's form asks for (318.5(c))"}, Form: "the Commission's form", Delay: hbnrDelay,
	Notes: []string{"500 or more: contemporaneously with the notice to the people. While nobody has counted, the earlier is shown."},
}, {
	ID: "US-FTC-HBNR-M", Law: hbnrLaw, Article: "16 CFR 318.3(a)(3), 318.5(b)", Title: "Tell prominent media of the state",
	Source: hbnrSource, Version: "2024-07-29", How: Summaries, Detail: hbnrRead, Checked: "2026-11-24", From: "2024-07-29", Owes: "vendor of personal health records, related entity",
	To: to(Media, "prominent media outlets of each state with 500 or more affected", "America/New_York", ""), Starts: Discovery, Period: days(60),
	Ends: "the outlets are told", Threshold: hbnrEnough + "; 500 or more residents of a state or jurisdiction (318.5(b))", Exempt: hbnrExempt,
	Conditions: healthRecords(inOneState(500, "500 or more residents (318.5(b))", "fewer than 500 (318.5(b))")),
	Contents:   []string{"the same as to the people (318.6)"}, Delay: hbnrDelay,
}, {
	ID: "US-FTC-HBNR-B", Law: hbnrLaw, Article: "16 CFR 318.3(b)", Title: "Tell the vendor of personal health records",
	Source: hbnrSource, Version: "2024-07-29", How: Summaries, Detail: hbnrRead, Checked: "2026-11-24", From: "2024-07-29", Owes: "third party service provider",
	To: to(Owner, "the vendor or related entity", "America/New_York", ""), Starts: Discovery, Period: days(60),
	Ends: "it acknowledges the notice (318.3(b))", Threshold: hbnrEnough + ", held for a vendor", Exempt: hbnrExempt,
	Conditions: []Condition{sector("a service provider of a vendor of personal health records (318.2)", "health_records"), residentsOrSeat(unitedStates), processor, notEncrypted("318.2")},
	Contents:   []string{"each customer whose information was acquired (318.3(b))"},
}}
