package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// nis2 is what Article 23(4) lists: early warning, notification, final report.
var nis2 = Form{
	ID: "nis2", Duties: []string{"EU-NIS2-23-early", "EU-NIS2-23-72h", "EU-NIS2-23-final"}, Title: "Significant incident (Article 23 NIS2): early warning, notification, final report",
	DutyOf:    map[Stage]string{First: "EU-NIS2-23-early", Supplement: "EU-NIS2-23-72h", Final: "EU-NIS2-23-final"},
	Authority: "the CSIRT or competent authority of the country of establishment",
	Source:    "https://eur-lex.europa.eu/eli/dir/2022/2555/oj", Checked: "2026-11-24", How: obligation.CopyRead, Detail: "Article 23(4) in a copy; national forms ask for more and were not read", Language: "the authority's own language",
	Fields: []Field{
		{Key: "entity", Section: "Who reports", Label: "Entity: name and address", From: "company", Help: "as registered for NIS2, with its sector"},
		{Key: "contact", Section: "Who reports", Label: "Whom to contact, day and night", From: "contact", Help: "name, telephone and e-mail"},
		{Key: "aware", Section: "Early warning", Label: "When the entity became aware", Article: "23(4)(a)", From: "aware"},
		{Key: "malicious", Section: "Early warning", Label: "Whether unlawful or malicious acts are suspected", Article: "23(4)(a)", From: "cause", Help: "yes, no, or not known"},
		{Key: "border", Section: "Early warning", Label: "Whether other countries may be affected", Article: "23(4)(a)", From: "affected.countries", Help: "which"},
		{Key: "nature", Section: "Notification", Label: "What happened", Article: "23(4)(b)", From: "what.happened", Later: true, Help: "an update of the early warning"},
		{Key: "severity", Section: "Notification", Label: "Severity, as first assessed", Article: "23(4)(b)", Offer: "harm.judged", Later: true, Help: "disruption, financial loss, damage to others (Article 23(3))"},
		{Key: "impact", Section: "Notification", Label: "Impact", Article: "23(4)(b)", From: "scope", Later: true, Help: "services, people, duration"},
		{Key: "indicators", Section: "Notification", Label: "Indicators of compromise, where available", Article: "23(4)(b)", Later: true, Help: "addresses, hashes, accounts; or none"},
		{Key: "late", Section: "Notification", Label: "Reasons, where it comes late", From: "late", Help: "why it is late"},
		{Key: "detail", Section: "Final report", Label: "The incident in detail, with severity and impact", Article: "23(4)(d)(i)", Final: true, Help: "the whole story, with times"},
		{Key: "root", Section: "Final report", Label: "Kind of threat, or root cause", Article: "23(4)(d)(ii)", Final: true, Help: "what is likely to have set it off"},
		{Key: "measures", Section: "Final report", Label: "Measures taken", Article: "23(4)(d)(iii)", From: "contained", Final: true, Help: "what was cut, changed or recovered"},
		{Key: "going-on", Section: "Final report", Label: "Measures going on", Article: "23(4)(d)(iii)", Final: true, Help: "what, until when; or none"},
		{Key: "border.impact", Section: "Final report", Label: "Impact on other countries", Article: "23(4)(d)(iv)", Final: true, Help: "which, and what"},
	},
}
