package notify

// californiaLetter: the agencies' numbers and addresses are those of companies' notices
// and public offices' pages read on 2026-11-24, which differ among themselves.
var californiaLetter = Part{
	Place: "US-CA", Duty: "US-CA-S", Languages: []string{"en"}, Own: "Notice of Data Breach",
	Items: []Item{
		{"1798.82(d)(1)", "the title", says{"en": "Notice of Data Breach"}},
		{"1798.82(d)(1)", "the first heading", says{"en": "What Happened"}},
		{"1798.82(d)(1)", "the second heading", says{"en": "What Information Was Involved"}},
		{"1798.82(d)(1)", "the third heading", says{"en": "What We Are Doing"}},
		{"1798.82(d)(1)", "the fourth heading", says{"en": "What You Can Do"}},
		{"1798.82(d)(1)", "the fifth heading", says{"en": "For More Information"}},
		{"1798.82(d)(2)(A)", "name and contact of the business", says{"en": "Please give the reference"}},
		{"1798.82(d)(2)(C)", "the date of the notice", says{"en": "The date of this notice is the day on which it was sent"}},
		{"1798.82(d)(2)(D)", "whether law enforcement delayed it", says{"en": "not delayed by a law enforcement investigation"}},
	},
	Confirm: []string{
		"California (US-CA): the letter says that no law enforcement investigation delayed it; say no if one did (1798.82(d)(2)(D)).",
		"California (US-CA): where Social Security, driver's licence or identification card numbers were taken, 12 months of identity theft prevention must be offered; the letter has no such offer (1798.82(d)(2)(G)); and look the credit reporting agencies' addresses up again, which change (1798.82(d)(2)(F)).",
	},
}
