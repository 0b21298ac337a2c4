package notify

var brazilLetter = Part{
	Place: "BR", Duty: "BR-LGPD-S", Languages: []string{"pt", "en"}, Own: "ANPD",
	Items: []Item{
		{"art. 9, I", "nature and category of the data", says{"pt": "Quais dados seus podem ter sido vistos", "en": "Which data about you could be seen"}},
		{"art. 9, II", "the security measures", says{"pt": "O sistema registra todos os acessos", "en": "The system records every access"}},
		{"art. 9, III", "risks and possible impacts", says{"pt": "O que pode acontecer agora", "en": "What may happen now"}},
		{"art. 9, V", "measures to reverse or mitigate", says{"pt": "O que fizemos", "en": "What we have done"}},
		{"art. 9, VI", "the date of knowing", says{"pt": "Sabemos deste incidente desde 10 de junho de 2026", "en": "We have known of this incident since 10 June 2026"}},
		{"art. 9, VII", "contact, the officer's included", says{"pt": "encarregado pela proteção de dados pessoais", "en": "data protection officer"}},
	},
	Confirm: []string{
		"Brazil (BR): nobody whose language is Portuguese has read the Portuguese letter, nor has counsel: have it read before it goes out (art. 9, § 1: easy to understand).",
		"Brazil (BR): it gives no reasons for a delay; where three business days have passed, they must be given (art. 9, IV).",
		"Brazil (BR): it names logging and the cut as the only security measures; add others by post or on the site (art. 9, II).",
	},
}
