package obligation

var california = part("US-CA", "California")

const (
	caLaw    = "California Civil Code"
	caSource = "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.82"
	caRead   = "subdivisions (a) to (c) as amended by SB 446 (Stats. 2025, ch. 319) in a copy, and the definition in subdivision (h) in copies"
	caAG     = "the 15 days of SB 446 (Stats. 2025, ch. 319) in quotations and many summaries that agree; subdivision (f) as a whole was not read"
	caWhat   = "unencrypted personal information of subdivision (h), or encrypted with its key, acquired by an unauthorized person (1798.82(a))"
	caExempt = "encrypted data with the key safe (1798.82(a)); good-faith acquisition by an employee for the business's purposes (1798.82(g)); entities that comply with HITECH 13402(f) (1798.82(e))"
)

// personalInformation is the closed list of section 1798.82(h).
var personalInformation = definition{
	Article: "Civil Code 1798.82(h)",
	Wants:   "a name with an identity, account, medical, biometric or like datum, or a login with its password",
	Sets: []set{
		nameWith("(1)", "ssn", "drivers_license", "state_id", "tax_id", "passport", "military_id", "government_id",
			"medical", "health_insurance", "biometric", "genetic", "license_plate"),
		nameWithAccount("(1)(C)"),
		loginWithSecret("(2)"),
	},
}.taken

// californiaResidents takes yes for granted where the data are of the listed
// kind and nobody has counted yet: a count may drop the duty, not a blank.
func californiaResidents(c Case) Verdict {
	if v := personalInformation(c); c.affected == nil && v.Answer == Yes {
		return Verdict{Answer: Yes, Reason: "not yet counted by state, so taken to affect Californians until it is", Needs: []string{needCount}}
	}
	return residents(california)(c)
}

var californiaCivilCode = []Rule{{
	ID: "US-CA-S", Law: caLaw, Article: "section 1798.82(a)", Title: "Tell the people concerned",
	Source: caSource, Version: "2026-01-01", How: CopyRead, Detail: caRead, Checked: "2026-11-24", From: "2026-01-01", Owes: "owner or licensee of the data",
	To: to(People, "the California residents concerned", "America/Los_Angeles", ""), Starts: Discovery, Period: Period{N: 30, Unit: Days},
	Ends: "each of them is told, or substitute notice is given (1798.82(j)(3))", Threshold: caWhat, Exempt: caExempt,
	Conditions: []Condition{californiaResidents, controller("section 1798.82(b)"), notEncrypted("1798.82(a)"), personalInformation},
	Contents: []string{
		"titled \"Notice of Data Breach\", under the headings \"What Happened\", \"What Information Was Involved\", \"What We Are Doing\", \"What You Can Do\" and \"For More Information\", in at least 10 point type (1798.82(d)(1))",
		"name and contact of the business (1798.82(d)(2)(A))", "the types of personal information (1798.82(d)(2)(B))", "the date or range of dates of the breach, and of the notice (1798.82(d)(2)(C))",
		"whether law enforcement delayed the notice (1798.82(d)(2)(D))", "what happened, in general (1798.82(d)(2)(E))",
		"toll-free numbers and addresses of the credit reporting agencies, where a Social Security, driver's licence or identification card number was taken (1798.82(d)(2)(F))",
		"12 months of identity theft prevention free of charge, where the business was the source and such a number was taken (1798.82(d)(2)(G))",
	},
	Language: "plain language", Form: "written, or electronic under 15 U.S.C. 7001 (1798.82(j))",
	Delay: "law enforcement that finds the notice would impede a criminal investigation (1798.82(c))",
	Notes: []string{"Law enforcement, or finding the scope and restoring the system, may justify a delay (1798.82(a)(2)(B)); counsel decides."},
}, {
	ID: "US-CA-AG", Law: caLaw, Article: "section 1798.82(f)", Title: "Send a sample of the letter to the Attorney General",
	Source: caSource, Version: "2026-01-01", How: Summaries, Detail: caAG, Checked: "2026-11-24", From: "2026-01-01", Owes: "owner or licensee of the data",
	To:     to(Regulator, "the California Attorney General", "America/Los_Angeles", "https://oag.ca.gov/privacy/databreach/reporting"),
	Starts: PeopleTold, Period: Period{N: 15, Unit: Days},
	Ends: "the sample is submitted", Threshold: caWhat + "; more than 500 residents (1798.82(f))", Exempt: caExempt,
	Conditions: []Condition{californiaResidents, controller("section 1798.82(b)"), notEncrypted("1798.82(a)"), personalInformation, moreThan(california, 500, "1798.82(f)")},
	Contents:   []string{"one sample copy of the notice, without personally identifiable information (1798.82(f))"}, Form: "the Attorney General's online form",
}, {
	ID: "US-CA-B", Law: caLaw, Article: "section 1798.82(b)", Title: "Tell the owner of the data",
	Source: caSource, Version: "2026-01-01", How: CopyRead, Detail: caRead, Checked: "2026-11-24", From: "2026-01-01", Owes: "holder of somebody else's data",
	To: to(Owner, "the owner or licensee of the data", "America/Los_Angeles", ""), Starts: Discovery, Period: Period{Words: "immediately following discovery"},
	Ends: "the owner or licensee is told", Threshold: "personal information of subdivision (h) held for somebody else (1798.82(b))",
	Conditions: []Condition{californiaResidents, processor, personalInformation},
	Contents:   []string{"that there was a breach of the data (1798.82(b))"},
	Delay:      "as for the people concerned (1798.82(c))",
}}
