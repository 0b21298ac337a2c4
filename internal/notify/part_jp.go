package notify

var japanLetter = Part{
	Place: "JP", Duty: "JP-APPI-S", Languages: []string{"en"}, LawLanguage: "Japanese", Own: "Act on the Protection of Personal Information",
	Items: []Item{
		{"Rules 10, 8(1)(i)", "an outline", says{"en": "What happened"}},
		{"Rules 10, 8(1)(ii)", "the data", says{"en": "Which data about you could be seen"}},
		{"Rules 10, 8(1)(iv)", "the cause", says{"en": "The cause is the misuse of an access"}},
		{"Rules 10, 8(1)(v)", "secondary damage or its danger", says{"en": "Secondary damage is possible"}},
		{"Rules 10, 8(1)(ix)", "anything else of use", says{"en": "What you can do"}},
	},
	Confirm: []string{"Japan (JP): the letter is in English; the law wants words that the people understand (Article 26(2))."},
}
