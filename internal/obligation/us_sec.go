package obligation

import "slices"

// registrant: securities listed in the United States. A company may be one
// without a listing (registered debt), which counsel knows.
func registrant(c Case) Verdict {
	switch {
	case c.listed == nil:
		return judge("listed_in: in which countries are the company's securities listed?", "not said whether the company is listed in the United States")
	case slices.Contains(c.listed, "US"):
		return yes("the company is listed in the United States")
	}
	return no("the company is not listed in the United States")
}

func material(c Case) Verdict {
	if c.classified.IsZero() {
		return judge("classified_at: is the incident material to investors, and when was that determined (without unreasonable delay after discovery)?",
			"whether the incident is material has not been determined")
	}
	return yes("the incident was determined to be material")
}

var secForm8K = []Rule{{
	ID: "US-SEC-8K-1.05", Law: "Securities Exchange Act of 1934, Form 8-K", Article: "Item 1.05; General Instruction B.1", Title: "Report the material cybersecurity incident to investors",
	Source: "https://www.sec.gov/files/form8-k.pdf", How: CopyRead, Checked: "2026-11-24",
	Detail: "General Instruction B.1 in an older copy of the form, 17 CFR 232.13 in a copy, Item 1.05 through quotations; a petition of 2025 to rescind it was seen, no repeal",
	From:   "2023-12-18", Owes: "registrant", To: at("the SEC, for investors (EDGAR)", "America/New_York"), Starts: Materiality,
	Period: Period{N: 4, Unit: BusinessDays, Calendar: "US federal"}, Guide: Guide{Clock: "17:30"},
	Conditions: []Condition{registrant, material},
	Notes: []string{"EDGAR counts what comes after 17:30 Eastern as filed on the next business day (17 CFR 232.13(a)(2)): 17:30 is shown as the time to aim at.",
		"A foreign private issuer files Form 6-K instead. Smaller reporting companies: since 2024-06-15."},
}}
