package notify

var brazilLetter = Part{
	Place: "BR", Duty: "BR-LGPD-S", Languages: []string{"en"}, LawLanguage: "Portuguese", Own: "ANPD",
	Items: []Item{
		{"art. 9, I", "nature and category of the data", says{"en": "Which data about you could be seen"}},
		{"art. 9, II", "the security measures", says{"en": "The system records every access"}},
		{"art. 9, III", "risks and possible impacts", says{"en": "What may happen now"}},
		{"art. 9, V", "measures to reverse or mitigate", says{"en": "What we have done"}},
		{"art. 9, VI", "the date of knowing", says{"en": "We have known of this incident since 10 June 2026"}},
		{"art. 9, VII", "contact, the officer's included", says{"en": "data protection officer"}},
	},
	Confirm: []string{
		"Brazil (BR): the letter is in English, and art. 9, § 1, wants it easy to understand.",
		"Brazil (BR): it gives no reasons for a delay; where three business days have passed, they must be given (art. 9, IV).",
		"Brazil (BR): it names logging and the cut as the only security measures; add others by post or on the site (art. 9, II).",
	},
}
