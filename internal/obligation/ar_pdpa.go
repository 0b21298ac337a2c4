package obligation

var argentina = country("AR", "Argentina")

var argentinaPDPA = []Rule{{
	ID: "AR-PDPA-P", Law: "Ley N° 25.326 de Protección de los Datos Personales; recommended measures of the AAIP", Article: "Resolución AAIP 47/2018, annex (recommended)", Title: "Consider telling the authority (voluntary)",
	Source: "https://www.argentina.gob.ar/normativa/nacional/ley-25326-64790", Version: "2018-07-23", How: Summaries, Checked: "2026-11-24",
	Detail: "artículo 9 of the law in a copy, which names no notice; that there is no general duty through a legal journal of 2025; the resolution was not read", From: "2018-07-23", Owes: "nobody by law; controllers are advised to",
	To: to(Regulator, "the Agencia de Acceso a la Información Pública (AAIP)", "America/Argentina/Buenos_Aires", ""), Starts: Awareness, Period: promptly("without delay, by the recommendation"),
	Ends: "the notice is given, or the decision not to is recorded", Threshold: "a security incident with personal data (Resolución 47/2018)",
	Conditions: []Condition{residentsOrSeat(argentina), voluntary("counsel: shall the company follow the AAIP's recommendation to tell?")},
	Contents:   []string{"the nature of the breach, the data, the people, the measures, those to prevent another (Resolución 47/2018)"}, Language: "Spanish",
	Notes: []string{"Sectors such as banks have rules of their own. Bills to make it a duty were seen, no law."},
}}
