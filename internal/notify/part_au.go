package notify

var australiaLetter = Part{
	Place: "AU", Duty: "AU-NDB-S", Languages: []string{"en"}, Own: "Office of the Australian Information Commissioner",
	Items: []Item{
		{"26WK(3)(a)", "identity and contact of the entity", says{"en": "Who answers your questions"}},
		{"26WK(3)(b)", "a description of the breach", says{"en": "What happened"}},
		{"26WK(3)(c)", "the kinds of information", says{"en": "Which data about you could be seen"}},
		{"26WK(3)(d)", "the steps that are recommended", says{"en": "the steps that we recommend are those under"}},
		{"26WL", "that it is what the statement says", says{"en": "statement to the Office of the Australian Information Commissioner"}},
	},
	Confirm: []string{"Australia (AU): the letter says that the statement goes to the OAIC with this content; give the Commissioner the same (26WK, 26WL)."},
}
