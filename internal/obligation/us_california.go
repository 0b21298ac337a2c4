package obligation

import "strings"

var california = region{name: "California", in: func(p string) bool { return p == "US-CA" }, maybe: "US"}

const (
	caLaw    = "California Civil Code"
	caSource = "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.82"
	caRead   = "SB 446 (Stats. 2025, ch. 319) through many summaries and quotations that agree; the definition in subdivision (h) in copies"
	// caManyPeople: told more than this many residents, the Attorney General gets a sample.
	caManyPeople = 500
)

// personalInformation is the closed list of section 1798.82(h).
func personalInformation(c Case) Verdict {
	name := len(c.has("name")) > 0
	with := c.has("ssn", "drivers_license", "state_id", "tax_id", "passport", "military_id", "government_id",
		"medical", "health_insurance", "biometric", "genetic", "license_plate")
	account, code := c.has("account_number", "credit_card", "debit_card"), c.has("access_code", "password")
	login, secret := c.has("username", "email"), c.has("password", "security_answer")
	const need = "data_elements: which of the data of Civil Code 1798.82(h) were taken?"
	switch {
	case name && len(with) > 0:
		return yes("a name with %s was taken (1798.82(h)(1))", strings.Join(with, ", "))
	case name && len(account) > 0 && len(code) > 0:
		return yes("a name with %s and the code to use it was taken (1798.82(h)(1))", strings.Join(account, ", "))
	case len(login) > 0 && len(secret) > 0:
		return yes("%s with %s was taken (1798.82(h)(2))", login[0], secret[0])
	case c.elements == nil:
		return judge(need, "not yet known what was taken")
	case len(c.unknownElements) > 0:
		return judge(need, "not known whether %s is among the data of 1798.82(h)", strings.Join(c.unknownElements, ", "))
	case len(with) > 0:
		return judge(need, "%s was taken without the name: whether the taker knows the name must be judged", strings.Join(with, ", "))
	case name && len(account) > 0:
		return judge(need, "%s was taken without a code: whether it opens the account by itself must be judged", strings.Join(account, ", "))
	}
	taken := "nothing"
	if len(c.elements) > 0 {
		taken = strings.Join(c.elements, ", ")
	}
	return no("%s: no element of Civil Code 1798.82(h), which wants a name with an identity, account, medical, biometric or like datum, or a login with its password", taken)
}

// californiaResidents takes yes for granted where the data are of the listed
// kind and nobody has counted yet: a count may drop the duty, not a blank.
func californiaResidents(c Case) Verdict {
	if v := personalInformation(c); c.affected == nil && v.Answer == Yes {
		return Verdict{Answer: Yes, Reason: "not yet counted by state, so taken to affect Californians until it is", Needs: []string{needCount}}
	}
	return residents(california)(c)
}

func californiaNotEncrypted(c Case) Verdict {
	if c.encrypted != nil && *c.encrypted {
		return no("what was taken is encrypted and the key was not (1798.82(a))")
	}
	return Verdict{Answer: Yes}
}

// moreThan500 is the Attorney General's threshold, subdivision (f).
func moreThan500(c Case) Verdict {
	known, possible := c.tally(california)
	switch {
	case known > caManyPeople:
		return yes("%s, more than 500", people(known))
	case possible > caManyPeople:
		return judge(needCount, "not yet known whether more than 500 Californians are affected")
	}
	return no("%s in California, not more than 500", people(possible))
}

var californiaCivilCode = []Rule{{
	ID: "US-CA-S", Law: caLaw, Article: "section 1798.82(a)", Title: "Tell the people concerned",
	Source: caSource, How: Summaries, Detail: caRead, Checked: "2026-11-24", From: "2026-01-01", Owes: "owner or licensee of the data",
	To: at("the California residents concerned", "America/Los_Angeles"), Starts: Discovery, Period: Period{N: 30, Unit: Days},
	Conditions: []Condition{californiaResidents, controller("section 1798.82(b)"), californiaNotEncrypted, personalInformation},
	Notes:      []string{"Law enforcement, or finding the scope and restoring the system, may justify a delay (1798.82(a)(2)(B)); counsel decides."},
}, {
	ID: "US-CA-AG", Law: caLaw, Article: "section 1798.82(f)", Title: "Send a sample of the letter to the Attorney General",
	Source: caSource, How: Summaries, Detail: caRead, Checked: "2026-11-24", From: "2026-01-01", Owes: "owner or licensee of the data",
	To: at("the California Attorney General", "America/Los_Angeles"), Starts: PeopleTold, Period: Period{N: 15, Unit: Days},
	Conditions: []Condition{californiaResidents, controller("section 1798.82(b)"), californiaNotEncrypted, personalInformation, moreThan500},
}, {
	ID: "US-CA-B", Law: caLaw, Article: "section 1798.82(b)", Title: "Tell the owner of the data",
	Source: caSource, How: Summaries, Detail: "the sister section 1798.29(b) was read in a copy", Checked: "2026-11-24", From: "2026-01-01", Owes: "holder of somebody else's data",
	To: at("the owner or licensee of the data", "America/Los_Angeles"), Starts: Discovery, Period: Period{Words: "immediately following discovery"},
	Conditions: []Condition{californiaResidents, processor, personalInformation},
}}
