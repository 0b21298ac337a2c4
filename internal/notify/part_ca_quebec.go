package notify

var quebecLetter = Part{
	Place: "CA-QC", Duty: "CA-QC-25-S", Languages: []string{"fr", "en"}, Own: "Commission d'accès à l'information",
	Items: []Item{
		{"r. 3.1, 5(1)", "the personal information concerned", says{"fr": "Quelles données vous concernant ont pu être vues", "en": "Which data about you could be seen"}},
		{"r. 3.1, 5(2)", "the circumstances", says{"fr": "Ce qui s'est passé", "en": "What happened"}},
		{"r. 3.1, 5(3)", "the date or period", says{"fr": "2026", "en": "2026"}},
		{"r. 3.1, 5(4)", "measures to reduce the risk of injury", says{"fr": "Ce que nous avons fait", "en": "What we have done"}},
		{"r. 3.1, 5(5)", "what the person is advised to do", says{"fr": "Ce que vous pouvez faire", "en": "What you can do"}},
		{"r. 3.1, 5(6)", "where to learn more", says{"fr": "Qui répond à vos questions", "en": "Who answers your questions"}},
	},
}
