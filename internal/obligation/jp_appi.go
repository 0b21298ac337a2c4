package obligation

import (
	"slices"
	"strings"
)

var japan = country("JP", "Japan")

const (
	jpLaw    = "Act on the Protection of Personal Information (Act No. 57 of 2003)"
	jpSource = "https://laws.e-gov.go.jp/law/428M60020000003" // the Enforcement Rules
	jpTold   = "the Personal Information Protection Commission (PPC), or the ministry it delegated to"
	jpRead   = "Article 26 of the Act in a copy of the official text; Articles 7 and 8 of the Enforcement Rules in a Japanese copy, version of 2024-04-01, and quoted from the official page as of 2026-10-09; the guideline's 3 to 5 days quoted, its counting of days through summaries"
	jpNew    = "An amendment of 2026-07-17, to start within two years, will ease telling the people where their interests are little endangered (Article 26(2)); by 2026-10-09 it had not started."
	// jpManyPeople: more than this many people is a trigger by itself, Article 7(iv).
	jpManyPeople = 1000
)

// japanTrigger is Article 7 of the Enforcement Rules: special care-required
// data, data open to financial abuse, a wrongful purpose, or more than 1,000 people.
func japanTrigger(c Case) Verdict {
	known, possible := c.tally(japan)
	if slices.Contains(c.establishments, "JP") {
		possible = max(possible, c.total()) // data handled there count wherever the people live
	}
	sensitive := c.has("medical", "genetic", "race", "creed", "social_status", "criminal_record", "crime_victim")
	money := c.has("credit_card", "debit_card")
	switch {
	case len(sensitive) > 0:
		return yes("special care-required data were taken (%s), from one person on (Article 7(i))", strings.Join(sensitive, ", "))
	case len(money) > 0:
		return yes("data open to financial abuse were taken (%s), from one person on (Article 7(ii))", strings.Join(money, ", "))
	case c.wrongful != nil && *c.wrongful:
		return yes("done with a wrongful purpose, such as an insider's theft: from one person on (Article 7(iii))")
	case known > jpManyPeople:
		return yes("%s, more than 1,000 (Article 7(iv))", people(known))
	}
	var v Verdict
	if c.wrongful == nil {
		v.Needs = append(v.Needs, needWrongful)
	}
	if possible > jpManyPeople {
		v.Needs = append(v.Needs, needCount)
	}
	if len(c.unknownElements) > 0 {
		v.Needs = append(v.Needs, "data_elements: are these special care-required data, or open to financial abuse: "+strings.Join(c.unknownElements, ", ")+"?")
	}
	if len(v.Needs) > 0 {
		v.Answer, v.Reason = Judge, "none of the triggers is known to be met (more than 1,000 people, a wrongful purpose, special care-required or financial data)"
		return v
	}
	v = no("%s, not more than 1,000, no wrongful purpose, no special care-required or financial data known (Article 7)", people(possible))
	if c.elements == nil {
		v.Needs = []string{"data_elements: what was taken? Special care-required or financial data would change this"}
	}
	return v
}

var japanReached = []Condition{residentsOrSeat(japan), notEncrypted("Article 7(i): data under advanced encryption are excepted"), japanTrigger}

const (
	jpThreshold = "special care-required data; data open to financial abuse; a wrongful purpose; or more than 1,000 people (Article 7)"
	jpExempt    = "data under advanced encryption or the like (Article 7(i))"
)

// What the report must hold, Article 8(1); the letter, items 1, 2, 4, 5 and 9 (Article 10).
var jpContents = []string{
	"an outline of what happened (Article 8(1)(i))", "the data concerned (Article 8(1)(ii))", "the number of people (Article 8(1)(iii))",
	"the cause (Article 8(1)(iv))", "secondary damage or the danger of it (Article 8(1)(v))", "what was done for the people concerned (Article 8(1)(vi))",
	"whether and how it was made public (Article 8(1)(vii))", "measures against a recurrence (Article 8(1)(viii))", "anything else of use (Article 8(1)(ix))",
}

var japanAPPI = []Rule{{
	ID: "JP-APPI-prelim", Law: jpLaw, Article: "Article 26(1); Enforcement Rules Article 8(1)", Title: "Preliminary report to the PPC",
	Source: jpSource, Version: "2024-04-01", How: CopyRead, Detail: jpRead, Checked: "2026-11-24", From: "2022-04-01", Owes: "business operator",
	To: to(Regulator, jpTold, "Asia/Tokyo", "https://www.ppc.go.jp/personalinfo/legal/leakAction/"), Starts: Awareness, Period: Period{Words: "promptly"}, Guide: Guide{Period: Period{N: 5, Unit: Days, FirstDay: true}},
	Ends:      "the preliminary report, with what is known by then (Article 8(1))",
	Threshold: jpThreshold, Exempt: jpExempt, Conditions: japanReached,
	Contents: jpContents, Language: "Japanese", Form: "the PPC's online form", Later: "what is not known yet: in the final report",
	Notes: []string{"The guideline takes promptly as about 3 to 5 days, weekends included; the fifth is shown, the day of awareness being the first.",
		"An entrusted company that has told its principal need not report itself (Article 26(1), proviso)."},
}, {
	ID: "JP-APPI-final", Law: jpLaw, Article: "Article 26(1); Enforcement Rules Article 8(2)", Title: "Final report to the PPC",
	Source: jpSource, Version: "2024-04-01", How: CopyRead, Detail: jpRead, Checked: "2026-11-24", From: "2022-04-01", Owes: "business operator",
	To: to(Regulator, jpTold, "Asia/Tokyo", "https://www.ppc.go.jp/personalinfo/legal/leakAction/"), Starts: Awareness, Period: Period{N: 30, Unit: Days, FirstDay: true},
	Vary: func(c Case) Period {
		n := 30
		if c.wrongful != nil && *c.wrongful {
			n = 60
		}
		return Period{N: n, Unit: Days, FirstDay: true}
	},
	Ends:      "the final report, complete (Article 8(2))",
	Threshold: jpThreshold, Exempt: jpExempt, Conditions: japanReached,
	Contents: jpContents, Language: "Japanese", Form: "the PPC's online form", Later: "what cannot be found out in time, as soon as it is",
	Notes: []string{"30 days, or 60 where the purpose was wrongful; while that is not known, 30.",
		"The day of awareness counts as the first by the PPC's guideline, which (by summaries) also moves an end on a weekend, holiday or from 29 December to 3 January to the next working day; the earlier is shown."},
}, {
	ID: "JP-APPI-S", Law: jpLaw, Article: "Article 26(2); Enforcement Rules Article 10", Title: "Tell the people concerned",
	Source: jpSource, Version: "2024-04-01", How: CopyRead, Detail: "Article 26(2) and Article 10 of the Rules quoted from the official page as of 2026-10-09", Checked: "2026-11-24", From: "2022-04-01", Owes: "business operator",
	To: to(People, "the people concerned", "Asia/Tokyo", ""), Starts: Awareness, Period: Period{Words: "promptly, as the situation allows"},
	Ends:      "each of them is told, or substitute measures stand where that is difficult (Article 26(2), proviso)",
	Threshold: jpThreshold, Exempt: jpExempt, Conditions: japanReached,
	Contents: []string{"an outline of what happened; the data concerned; the cause; secondary damage or the danger of it; anything else of use (Article 10 with Article 8(1)(i), (ii), (iv), (v), (ix))"}, Language: "understandable to them",
	Notes: []string{jpNew},
}}
