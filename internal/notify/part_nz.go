package notify

var newZealandLetter = Part{
	Place: "NZ", Duty: "NZ-PRIVACY-S", Languages: []string{"en"}, Own: "Office of the Privacy Commissioner",
	Items: []Item{
		{"117(2)", "the breach", says{"en": "What happened"}},
		{"117(2)", "whether the taker is known, without saying who", says{"en": "We believe that we know who used the access"}},
		{"117(2)", "the steps taken", says{"en": "What we have done"}},
		{"117(2)", "the steps that they may take", says{"en": "What you can do"}},
		{"117(2)", "that the Commissioner is told and may be complained to", says{"en": "complain to the Office of the Privacy Commissioner"}},
		{"117(2)", "a contact", says{"en": "Who answers your questions"}},
	},
	Confirm: []string{"New Zealand (NZ): the letter says that the Privacy Commissioner is told and that the source is believed to be known (117(2))."},
}
