package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// cai is the notice to Quebec's Commission, section 3 of the Regulation.
var cai = Form{
	ID: "cai", Duties: []string{"CA-QC-25-P"}, Title: "Notice of a confidentiality incident (CAI)",
	Authority: "the Commission d'accès à l'information du Québec", Portal: "https://www.cai.gouv.qc.ca/incident-de-confidentialite-impliquant-des-renseignements-personnels/aviser-commission-et-personnes-concernees/",
	Source:  "https://www.legisquebec.gouv.qc.ca/en/document/cr/A-2.1,%20r.%203.1",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "the official page of the Regulation in part; its section 3 was not read itself, but the sister regulation R-22.1, r. 1, section 11 which lists the same for health bodies, was, and the Commission's page on notices, in copies; the Commission's form was not seen", Language: "French", Places: []string{"CA-QC"},
	Fields: []Field{
		{Key: "enterprise", Section: "Who reports", Label: "Name of the enterprise, and its Quebec enterprise number where it has one", Article: "r. 3.1, 3", From: "company", Help: "name and NEQ"},
		{Key: "contact", Section: "Who reports", Label: "Person to contact in the enterprise about the incident", Article: "r. 3.1, 3", From: "contact", Help: "the person in charge of personal information, or another: name and contact"},
		{Key: "information", Section: "The information", Label: "Personal information concerned, or why it cannot be described", Article: "r. 3.1, 3", From: "elements", Help: "which kinds; if not known, why not"},
		{Key: "circumstances", Section: "The incident", Label: "Circumstances, briefly, and the cause if known", Article: "r. 3.1, 3", From: "what.happened", Help: "what happened, and why"},
		{Key: "occurred", Section: "The incident", Label: "Date or period of the incident, or an approximation", Article: "r. 3.1, 3", From: "occurred", Help: "or approximate dates"},
		{Key: "aware", Section: "The incident", Label: "Date or period when the enterprise became aware", Article: "r. 3.1, 3", From: "aware"},
		{Key: "people", Section: "The persons", Label: "Number of persons concerned, or an approximation", Article: "r. 3.1, 3", From: "affected", Help: "in all"},
		{Key: "people.quebec", Section: "The persons", Label: "Of these, persons who live in Quebec", Article: "r. 3.1, 3", From: "affected.here", Help: "by the directory"},
		{Key: "injury", Section: "The risk", Label: "What led to the conclusion that there is a risk of serious injury", Article: "r. 3.1, 3; Act, 3.7", Offer: "harm.judged", Help: "sensitivity, possible ill use, expected consequences, likelihood"},
		{Key: "told", Section: "What is done", Label: "Measures to tell the persons, and the date or expected date", Article: "r. 3.1, 3", From: "told", Help: "done on, or planned by"},
		{Key: "measures", Section: "What is done", Label: "Measures taken to reduce the risk of injury and to prevent others of the kind", Article: "r. 3.1, 3", From: "contained", Help: "with the dates"},
		{Key: "planned", Section: "What is done", Label: "Measures intended, and when", Article: "r. 3.1, 3", Help: "with the dates, or none"},
		{Key: "others", Section: "What is done", Label: "Bodies outside Quebec that were told and have like tasks", Article: "r. 3.1, 3", From: "other.authorities", Later: true, Help: "none, or which"},
		{Key: "learned", Section: "What was learned since", Label: "What became known after the notice", Article: "r. 3.1, 4", Final: true, Help: "nothing, or what: it must be given promptly"},
	},
}
