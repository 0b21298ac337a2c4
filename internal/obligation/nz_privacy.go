package obligation

var newZealand = country("NZ", "New Zealand")

const (
	nzLaw    = "Privacy Act 2020, Part 6"
	nzSource = "https://www.legislation.govt.nz/act/public/2020/0031/latest/LMS23223.html"
	nzRead   = "the Commissioner's own pages (whom to tell, when, what 72 hours mean, what serious harm is); section 113 in a copy, sections 112 to 118 through summaries that agree, one of autumn 2026 section by section; version not known"
	nzHarm   = "the breach has caused serious harm to somebody, or is likely to (sections 112(1) and 113)"
)

// The Commissioner's guidance expects 72 hours where the Act names no period.
var nzGuide = Guide{Period: hours72}

var newZealandPrivacy = []Rule{{
	ID: "NZ-PRIVACY-P", Law: nzLaw, Article: "section 114", Title: "Notify the Privacy Commissioner",
	Source: nzSource, How: Guidance, Checked: "2026-11-24", Detail: nzRead, From: "2020-12-01", Owes: "agency",
	To: to(Regulator, "the Office of the Privacy Commissioner (OPC)", "Pacific/Auckland", ""), Starts: Awareness,
	Period: Period{Words: "as soon as practicable"}, Guide: nzGuide,
	Ends: "the Commissioner is notified", Threshold: nzHarm,
	Conditions: []Condition{residentsOrSeat(newZealand), controller("the contract; data held for an agency are the agency's own, section 11"), seriousHarm("sections 112(1) and 113")},
	Contents: []string{"the breach, how many people it affects and who may have the data (section 117(1))", "the steps taken or intended (section 117(1))",
		"whether the people are told, and if not the exception relied on; a contact (section 117(1))"},
	Later: "in increments, as they become known (section 117(5))",
	Notes: []string{"72 hours from knowing that the breach is notifiable are the Commissioner's expectation, not the Act's.",
		"What employees, agents and service providers know counts as the agency's knowledge, and data held for it are its own (section 11): a processor tells at once.",
		"Overseas agencies are bound in the course of carrying on business in New Zealand; counsel checks."},
}, {
	ID: "NZ-PRIVACY-S", Law: nzLaw, Article: "section 115", Title: "Tell the people concerned",
	Source: nzSource, How: Guidance, Checked: "2026-11-24", Detail: nzRead, From: "2020-12-01", Owes: "agency",
	To: to(People, "each affected person, or the public where that is not reasonably practicable", "Pacific/Auckland", ""), Starts: Awareness,
	Period: Period{Words: "as soon as practicable"},
	Ends:   "each of them is told, or public notice is given", Threshold: nzHarm,
	Exempt:     "prejudice to security, defence or the maintenance of the law, danger to safety, a trade secret; a representative instead (section 116)",
	Conditions: []Condition{residentsOrSeat(newZealand), controller("the contract; data held for an agency are the agency's own, section 11"), seriousHarm("sections 112(1) and 113")},
	Contents: []string{"the breach and whether the taker is known, without saying who (section 117(2))", "the steps taken, and those that they may wish to take (section 117(2))",
		"that the Commissioner has been notified and may be complained to; a contact (section 117(2))"},
	Delay: "only while the risks of telling outweigh its benefits, and never for the Commissioner's notice (section 116(4))",
}}
