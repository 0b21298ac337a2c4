package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// oaic is the Australian statement: part one is what section 26WK(3) lists, and
// goes to the people, too; part two is voluntary.
var oaic = Form{
	ID: "oaic", Duties: []string{"AU-NDB-P"}, Title: "Notifiable Data Breach statement",
	Authority: "the Office of the Australian Information Commissioner", Portal: "https://www.oaic.gov.au/privacy/notifiable-data-breaches/report-a-data-breach",
	Source:  "https://www.oaic.gov.au/privacy/notifiable-data-breaches/report-a-data-breach",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "part one in copies of the form used until July 2024, the Commissioner's page and section 26WK; part two through the headings that a law firm names, and knowledge of the form that was not checked against it; the form of today was not seen", Language: "English", Places: []string{"AU"},
	Fields: []Field{
		{Key: "organisation", Section: "Part one: the statement", Label: "Organisation: name, address, telephone and e-mail", Article: "26WK(3)(a)", From: "company", Help: "also the trading name that people know"},
		{Key: "public-contact", Section: "Part one: the statement", Label: "How people can reach the organisation about it", Article: "26WK(3)(a)", From: "contact", Help: "the contact that the letter names"},
		{Key: "description", Section: "Part one: the statement", Label: "Description of the breach", Article: "26WK(3)(b)", From: "what.happened", Help: "what happened, when, and who may have the data"},
		{Key: "kinds", Section: "Part one: the statement", Label: "Kinds of information involved", Article: "26WK(3)(c)", From: "elements", Help: "say which are sensitive, financial, or identify people"},
		{Key: "steps", Section: "Part one: the statement", Label: "Steps that people are advised to take", Article: "26WK(3)(d)", Help: "as the letter says: hang up, call back on the number of the site, change what was disclosed"},
		{Key: "other-entities", Section: "Part one: the statement", Label: "Other organisations affected by the same breach", Article: "26WK(4)", Later: true, Help: "optional: their names and contacts, or none"},
		{Key: "contact", Section: "Part two: about the breach", Label: "Whom the Commissioner may contact", From: "contact", Later: true, Help: "name, position, telephone and e-mail"},
		{Key: "occurred", Section: "Part two: about the breach", Label: "When it took place", From: "occurred", Later: true, Help: "dates, or an estimate"},
		{Key: "discovered", Section: "Part two: about the breach", Label: "When it was discovered", From: "discovered", Later: true},
		{Key: "how", Section: "Part two: about the breach", Label: "How it was discovered", From: "how.discovered", Later: true, Help: "who noticed what"},
		{Key: "cause", Section: "Part two: about the breach", Label: "Primary cause: malicious or criminal act, system fault, or human error", From: "cause", Later: true, Help: "one of the three, and the detail: such as a rogue employee"},
		{Key: "people", Section: "Part two: about the breach", Label: "Number of people affected, in all", From: "affected", Later: true, Help: "or the best estimate"},
		{Key: "people.australia", Section: "Part two: about the breach", Label: "Number of people affected in Australia", From: "affected.here", Later: true, Help: "by the directory"},
		{Key: "harm", Section: "Part two: the response", Label: "Why serious harm is likely, and which", Article: "26WG", Offer: "harm.judged", Help: "the reasons of the assessment"},
		{Key: "action", Section: "Part two: the response", Label: "Action taken to contain it and to help the people", From: "contained", Later: true, Help: "what was cut; what is offered to the people"},
		{Key: "prevent", Section: "Part two: the response", Label: "Action against a recurrence", Later: true, Help: "what, and by when"},
		{Key: "told", Section: "Part two: the response", Label: "How and when the people were told or will be", Article: "26WL", From: "told", Later: true, Help: "attach the letter without names"},
		{Key: "others", Section: "Part two: the response", Label: "Other authorities and bodies told", From: "other.authorities", Later: true, Help: "police, other regulators, other countries"},
	},
}
