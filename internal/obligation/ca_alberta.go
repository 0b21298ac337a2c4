package obligation

var alberta = part("CA-AB", "Alberta")

var albertaPIPA = []Rule{{
	ID: "CA-AB-PIPA-P", Law: "Personal Information Protection Act (Alberta), S.A. 2003, c. P-6.5", Article: "section 34.1", Title: "Notify the Information and Privacy Commissioner",
	Source: "https://kings-printer.alberta.ca/1266.cfm?page=P06P5.cfm&leg_type=Acts", Version: "2010-05-01", How: CopyRead, Checked: "2026-11-24",
	Detail: "34.1(1) and (2) quoted in several places that agree, 37.1(1) in part; the regulation's contents were not read", From: "2010-05-01", Owes: "organization in control of the information",
	To: to(Regulator, "the Information and Privacy Commissioner of Alberta", "America/Edmonton", ""), Starts: Awareness, Period: promptly("without unreasonable delay"),
	Ends: "the notice is given", Threshold: "loss of, or unauthorized access to or disclosure of, personal information where a reasonable person would consider that there is a real risk of significant harm (34.1(1))",
	Conditions: []Condition{residentsOrSeat(alberta), controller("section 34.1 binds who controls the information"), seriousHarm("34.1(1): real risk of significant harm")},
	Contents:   []string{"what the regulation prescribes (34.1(2); Regulation 366/2003, section 19)"}, Form: "in writing",
	Notes: []string{"The Commissioner may require to tell the individuals (37.1); nothing forbids to tell them at once."},
}}
