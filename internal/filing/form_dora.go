package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// dora is the major incident's report: initial, intermediate (a supplement) and
// final, by Articles 2, 3 and 4 of Delegated Regulation (EU) 2025/301.
var dora = Form{
	ID: "dora", Duties: []string{"EU-DORA-19-4h", "EU-DORA-19-24h", "EU-DORA-19-mid", "EU-DORA-19-final"}, Title: "Major ICT-related incident (Article 19 DORA): initial, intermediate, final report",
	DutyOf:    map[Stage]string{Supplement: "EU-DORA-19-mid", Final: "EU-DORA-19-final"},
	Authority: "the financial supervisor",
	Source:    "https://eur-lex.europa.eu/eli/reg_del/2025/301/oj", Checked: "2026-11-24", How: obligation.Summaries, Detail: "Articles 2 to 4 through paraphrases; the template of Implementing Regulation (EU) 2025/302, with its codes and numbers, was not seen and is what must be filed", Language: "the authority's own language",
	Fields: []Field{
		{Key: "type", Section: "General", Label: "Initial, intermediate or final report", From: "stage", Help: "with the reference that the authority gave"},
		{Key: "entity", Section: "General", Label: "Financial entity: name, kind and LEI", From: "company", Help: "with those of all entities affected"},
		{Key: "contact", Section: "General", Label: "Whom to contact", From: "contact", Help: "name, telephone and e-mail, and a second person"},
		{Key: "reference", Section: "Initial notification", Label: "The entity's reference of the incident", Article: "Delegated Regulation, 2", From: "incident"},
		{Key: "detected", Section: "Initial notification", Label: "Time of detection", Article: "Delegated Regulation, 2", From: "discovered"},
		{Key: "classified", Section: "Initial notification", Label: "Time of classification as major", Article: "Delegated Regulation, 2", From: "assessed", Help: "four hours run from it"},
		{Key: "description", Section: "Initial notification", Label: "Description", Article: "Delegated Regulation, 2", From: "what.happened", Help: "what happened"},
		{Key: "criteria", Section: "Initial notification", Label: "Criteria of classification that are met", Article: "Delegated Regulation, 2", Help: "clients, reputation, duration, geographical spread, data losses, criticality, economic impact"},
		{Key: "countries", Section: "Initial notification", Label: "Member States affected", Article: "Delegated Regulation, 2", From: "affected.countries", Help: "or none but the own"},
		{Key: "discovery", Section: "Initial notification", Label: "How it was discovered", Article: "Delegated Regulation, 2", From: "how.discovered", Help: "who noticed what"},
		{Key: "provider", Section: "Initial notification", Label: "Whether a provider or another entity is the origin", Article: "Delegated Regulation, 2", Help: "which, or no"},
		{Key: "occurred", Section: "Intermediate report", Label: "Time of occurrence", Article: "Delegated Regulation, 3", From: "occurred", Later: true, Help: "and of the return to regular activities"},
		{Key: "kind", Section: "Intermediate report", Label: "Kind of incident, threats and techniques", Article: "Delegated Regulation, 3", From: "cause", Later: true, Help: "cybersecurity, process failure, external event…"},
		{Key: "clients", Section: "Intermediate report", Label: "Clients affected: number and share", Article: "Delegated Regulation, 3", From: "affected", Later: true, Help: "and counterparts and transactions, where affected"},
		{Key: "areas", Section: "Intermediate report", Label: "Areas, processes and infrastructure affected", Article: "Delegated Regulation, 3", Later: true, Help: "which business functions and systems"},
		{Key: "told", Section: "Intermediate report", Label: "Whether clients and others were told", Article: "Delegated Regulation, 3", From: "told", Later: true, Help: "when and how"},
		{Key: "others", Section: "Intermediate report", Label: "Other authorities told", Article: "Delegated Regulation, 3", From: "other.authorities", Later: true, Help: "police, data protection, CSIRT"},
		{Key: "temporary", Section: "Intermediate report", Label: "Temporary measures", Article: "Delegated Regulation, 3", From: "contained", Later: true, Help: "what was cut, changed or recovered"},
		{Key: "root", Section: "Final report", Label: "Root causes", Article: "Delegated Regulation, 4", Final: true, Help: "as found"},
		{Key: "resolved", Section: "Final report", Label: "When and how it was resolved", Article: "Delegated Regulation, 4", Final: true, Help: "and when the root cause was mended"},
		{Key: "costs", Section: "Final report", Label: "Direct and indirect costs and losses, and what was recovered", Article: "Delegated Regulation, 4", Final: true, Help: "amounts in the reporting currency"},
		{Key: "recurring", Section: "Final report", Label: "Whether it recurs", Article: "Delegated Regulation, 4", Final: true, Help: "no, or since when and how often"},
	},
}
