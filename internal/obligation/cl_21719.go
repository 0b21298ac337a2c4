package obligation

var chile = country("CL", "Chile")

const (
	clLaw    = "Ley N° 19.628 as amended by Ley N° 21.719"
	clSource = "https://www.bcn.cl/leychile/navegar?idNorma=1209272"
	clRead   = "artículo 14 sexies quoted at length in copies that agree (it names no 72 hours); the date of 1 December 2026 through many"
)

// chileanCategories: data of which the people themselves are told; age must be judged.
func chileanCategories(c Case) Verdict {
	switch found := c.has(append([]string{"medical", "health_insurance", "biometric", "genetic", "race", "creed"}, accounts...)...); {
	case len(found) > 0:
		return yes("%s: sensitive, economic or financial data (14 sexies)", taken(c))
	case c.elements == nil:
		return judge("data_elements: what was taken?", "not yet known what was taken")
	case len(c.elements)+len(c.unknownElements) == 0:
		return no("nothing was taken")
	}
	return judge("counsel: are people under 14 among them, or economic obligations among the data (14 sexies)?", "%s: no sensitive or financial data; whether children under 14 are among the people must be judged (14 sexies)", taken(c))
}

var chile21719 = []Rule{{
	ID: "CL-21719-P", Law: clLaw, Article: "artículo 14 sexies", Title: "Report to the data protection agency",
	Source: clSource, Version: "2024-12-13", How: CopyRead, Detail: clRead, Checked: "2026-11-24", From: "2026-12-01", Owes: "controller (responsable)",
	To: to(Regulator, "the Agencia de Protección de Datos Personales", "America/Santiago", ""), Starts: Awareness, Period: promptly("by the most expeditious means and without undue delay"),
	Ends: "the report is made", Threshold: "a breach with a reasonable risk to people's rights and freedoms (14 sexies)",
	Conditions: []Condition{residentsOrSeat(chile), controller("14 sexies: to the controller, without undue delay"), risk("risk", "14 sexies: a reasonable risk")},
	Contents:   []string{"the nature of the breach, its effects, the kinds of data and number of people, the measures (14 sexies)"}, Language: "Spanish",
	Notes: []string{"The breaches are recorded, too. Operators under the Ley Marco de Ciberseguridad (21.663) report incidents to the ANCI within 3 hours: no rule for that here."},
}, {
	ID: "CL-21719-S", Law: clLaw, Article: "artículo 14 sexies", Title: "Tell the people concerned",
	Source: clSource, Version: "2024-12-13", How: CopyRead, Detail: clRead, Checked: "2026-11-24", From: "2026-12-01", Owes: "controller (responsable)",
	To: to(People, "the people concerned (titulares)", "America/Santiago", ""), Starts: Awareness, Period: promptly("without undue delay"),
	Ends: "each of them is told, or the media are", Threshold: "sensitive data, data of people under 14, or data on economic, financial, banking or commercial obligations (14 sexies)",
	Conditions: []Condition{residentsOrSeat(chile), controller("14 sexies: to the controller, without undue delay"), risk("risk", "14 sexies: a reasonable risk"), chileanCategories},
	Contents:   []string{"the data affected, possible consequences, and measures (14 sexies)"}, Language: "Spanish, clear and simple",
}}
