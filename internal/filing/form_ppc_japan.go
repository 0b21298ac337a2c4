package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// ppc is the report to Japan's Commission: the nine items of Article 8(1) of the
// Enforcement Rules. The preliminary report says what is known of them by then.
var ppc = Form{
	ID: "ppc", Duties: []string{"JP-APPI-prelim", "JP-APPI-final"}, Title: "Report of a leak (preliminary or final) under Article 26(1)",
	DutyOf:    map[Stage]string{First: "JP-APPI-prelim", Final: "JP-APPI-final"},
	Authority: "the Personal Information Protection Commission (PPC), or the ministry it delegated to", Portal: "https://www.ppc.go.jp/personalinfo/legal/leakAction/",
	Source:  "https://www.ppc.go.jp/personalinfo/legal/leakAction/",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "the nine items of Article 8(1) of the Enforcement Rules in copies, and the Commission's page; the form's own sub-items were not seen", Language: "Japanese", Places: []string{"JP"},
	Fields: []Field{
		{Key: "type", Section: "The report", Label: "Preliminary, further or final report", From: "stage", Help: "with the receipt number of the report before"},
		{Key: "reporter", Section: "The report", Label: "Business operator: name and address (not the person who fills it in)", From: "company", Help: "with its line of business"},
		{Key: "contact", Section: "The report", Label: "Whom to contact", From: "contact", Help: "name, department, telephone and e-mail"},
		{Key: "trigger", Section: "The report", Label: "Which of the four situations it is", Article: "Rules 7", From: "japan.trigger", Help: "special care-required data, financial damage, a wrongful purpose, or more than 1,000 people"},
		{Key: "outline", Section: "1 Outline", Label: "What happened", Article: "Rules 8(1)(i)", From: "what.happened", Help: "occurrence, discovery, circumstances"},
		{Key: "occurred", Section: "1 Outline", Label: "When it happened", Article: "Rules 8(1)(i)", From: "occurred", Later: true, Help: "dates, or that they are not known yet"},
		{Key: "discovered", Section: "1 Outline", Label: "When it was discovered", Article: "Rules 8(1)(i)", From: "aware"},
		{Key: "data", Section: "2 Data", Label: "Items of personal data", Article: "Rules 8(1)(ii)", From: "elements", Help: "which items, leaked or possibly so"},
		{Key: "people", Section: "3 People", Label: "Number of people", Article: "Rules 8(1)(iii)", From: "affected", Later: true, Help: "in all, or that it is being counted"},
		{Key: "people.japan", Section: "3 People", Label: "Of these, people in Japan", From: "affected.here", Later: true, Help: "by the directory"},
		{Key: "cause", Section: "4 Cause", Label: "Cause", Article: "Rules 8(1)(iv)", From: "cause", Later: true, Help: "and where it lay: the company or an entrusted one"},
		{Key: "secondary", Section: "5 Secondary damage", Label: "Secondary damage, or the danger of it", Article: "Rules 8(1)(v)", From: "harm", Later: true, Help: "such as calls by people who pose as the support: whether, and what"},
		{Key: "told", Section: "6 The people", Label: "What was done for the people concerned, telling them included", Article: "Rules 8(1)(vi)", From: "told", Later: true, Help: "done, planned or not, with the reason"},
		{Key: "public", Section: "7 Publication", Label: "Whether, when and how it is made public", Article: "Rules 8(1)(vii)", Later: true, Help: "done, planned with a date, or not"},
		{Key: "measures", Section: "8 Recurrence", Label: "Measures against a recurrence: done", Article: "Rules 8(1)(viii)", From: "contained", Later: true, Help: "what was cut or changed"},
		{Key: "planned", Section: "8 Recurrence", Label: "Measures against a recurrence: planned, with dates", Article: "Rules 8(1)(viii)", Later: true, Help: "and when they will be complete"},
		{Key: "other", Section: "9 Other", Label: "Anything else of use", Article: "Rules 8(1)(ix)", From: "other.authorities", Later: true, Help: "other authorities told, police, other countries; or nothing"},
		{Key: "unknown", Section: "9 Other", Label: "What could not be found out in spite of efforts, and how it will be added", Article: "Rules 8(2)", Final: true, From: "unexcluded", Help: "nothing, or which of the items and why"},
	},
}
