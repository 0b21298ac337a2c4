package notify

var singaporeLetter = Part{
	Place: "SG", Duty: "SG-PDPA-S", Languages: []string{"en"}, Own: "Personal Data Protection Act 2012",
	Items: []Item{
		{"regulation 6", "the circumstances in which we became aware", says{"en": "became aware of this breach"}},
		{"regulation 6", "when and how it occurred", says{"en": "What happened"}},
		{"regulation 6", "the personal data", says{"en": "Which data about you could be seen"}},
		{"regulation 6", "the potential harm", says{"en": "What may happen now"}},
		{"regulation 6", "what the organisation does", says{"en": "What we have done"}},
		{"regulation 6", "what the person may do", says{"en": "What you can do"}},
		{"regulation 6", "a contact", says{"en": "Who answers your questions"}},
	},
}
