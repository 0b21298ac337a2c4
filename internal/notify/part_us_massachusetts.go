package notify

import "slices"

// massachusettsLetter: chapter 93H, sections 1, 3 and 3A, were read in a copy, and the
// state's own page on what the notice must hold, on 2026-11-24. Where chapter 93H asks
// for no letter, people get the general one, which may say what happened.
var massachusettsLetter = Part{
	Place: "US-MA", Duty: "US-MA-S", Languages: []string{"en"}, Own: "Massachusetts", When: massachusettsData,
	Items: []Item{
		{"c. 93H, 3(b)", "the right to obtain a police report", says{"en": "You have the right to obtain a police report"}},
		{"c. 93H, 3(b)", "how to request a security freeze", says{"en": "Request one from each of the three agencies"}},
		{"c. 93H, 3(b)", "what is needed for it", says{"en": "your date of birth and your Social Security number"}},
		{"c. 93H, 3(b)", "that it is free", says{"en": "There is no charge for placing, lifting or removing a security freeze"}},
	},
	Confirm: []string{
		"Massachusetts (US-MA): where identity or account numbers were taken, people there get a letter that says neither what happened nor how many are affected, since c. 93H, section 3(b), forbids both; it tells of the police report and the security freeze. Otherwise they get the general letter.",
		"Massachusetts (US-MA): where Social Security numbers were taken, 18 months of credit monitoring must be offered (section 3A); if the company has a parent or affiliated corporation, it must be named (section 3(d)). The letter has neither: say no and write to these people otherwise.",
	},
}

// massachusettsData reports data of section 1: a name with an identity or an account number.
func massachusettsData(fields []string) bool {
	account := []string{"payment", "account_number", "credit_card", "debit_card", "card_number", "iban", "bank_account"}
	return slices.ContainsFunc(fields, func(f string) bool { return identityNumber(f) || slices.Contains(account, f) })
}
