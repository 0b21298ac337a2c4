package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// gdpr is what Article 33(3) lists, for authorities without a form of their own here.
var gdpr = Form{
	ID: "gdpr", Duties: []string{"EU-GDPR-33"}, Title: "Notification of a personal data breach (Article 33 GDPR)",
	Authority: "the supervisory authority of the main establishment",
	Source:    "https://eur-lex.europa.eu/eli/reg/2016/679/oj", Checked: "2026-11-24", How: obligation.CopyRead, Detail: "Articles 33 and 34", Language: "the authority's own language",
	Fields: []Field{
		{Key: "controller", Section: "Who reports", Label: "Controller: name and address", From: "company", Help: "name and address of the controller"},
		{Key: "contact", Section: "Who reports", Label: "Data protection officer or other contact point: name and contact details", Article: "33(3)(b)", From: "dpo", Help: "the officer's name, telephone and e-mail"},
		{Key: "aware", Section: "When", Label: "When the controller became aware", Article: "33(1)", From: "aware"},
		{Key: "late", Section: "When", Label: "Reasons for the delay, if later than 72 hours after awareness", Article: "33(1)", From: "late", Help: "why the report is late: be exact, a person checks it against the record"},
		{Key: "occurred", Section: "When", Label: "When the breach took place", Article: "33(3)(a)", From: "occurred", Later: true, Help: "since when and until when, or that it is not known"},
		{Key: "nature", Section: "What happened", Label: "Nature of the breach", Article: "33(3)(a)", From: "what.happened", Help: "what happened, in a few sentences"},
		{Key: "discovered", Section: "What happened", Label: "How it was discovered", From: "how.discovered", Later: true, Help: "who noticed what"},
		{Key: "elements", Section: "What was taken", Label: "Categories of data", Article: "33(3)(a)", From: "elements", Help: "which kinds of data"},
		{Key: "records", Section: "What was taken", Label: "Approximate number of records", Article: "33(3)(a)", From: "records", Later: true, Help: "where possible"},
		{Key: "people", Section: "Who is affected", Label: "Approximate number of people", Article: "33(3)(a)", From: "affected", Later: true, Help: "where possible"},
		{Key: "categories", Section: "Who is affected", Label: "Categories of people", Article: "33(3)(a)", Later: true, Help: "customers, former customers, minors, employees…"},
		{Key: "countries", Section: "Who is affected", Label: "Countries where they live (cross-border processing)", From: "affected.countries", Later: true, Help: "by country, so that the lead authority can tell the others"},
		{Key: "unexcluded", Section: "Who is affected", Label: "Who else cannot be excluded", From: "unexcluded", Later: true, Help: "people whom gaps in the record may hide; say if there are none"},
		{Key: "consequences", Section: "What may follow", Label: "Likely consequences", Article: "33(3)(c)", Later: true, Help: "such as calls by impostors who know a ticket's number, fraud, harassment"},
		{Key: "risk", Section: "What may follow", Label: "Risk to the people, as judged", Article: "33(1), 34(1)", From: "risk", Offer: "risk.word", Later: true, Help: "unlikely, risk or high; who judged it and why"},
		{Key: "measures", Section: "What is done", Label: "Measures taken", Article: "33(3)(d)", From: "contained", Later: true, Help: "what was cut, changed or recovered"},
		{Key: "planned", Section: "What is done", Label: "Measures proposed, against the breach and its effects", Article: "33(3)(d)", Later: true, Help: "what will be done, by when"},
		{Key: "told", Section: "What is done", Label: "Whether the people were told", Article: "34(1)", From: "told", Later: true, Help: "whether, when and how; if not, which of Article 34(3) holds"},
		{Key: "others", Section: "What is done", Label: "Other authorities told", From: "other.authorities", Later: true, Help: "none, or which"},
		{Key: "root", Section: "In the end", Label: "What the cause was found to be", Article: "33(5)", Final: true, Help: "the root cause, and how it was found"},
		{Key: "effects", Section: "In the end", Label: "What effects were seen, and what was done about them", Article: "33(5)", From: "harm", Final: true, Help: "harm that people told of, complaints, claims; or none"},
		{Key: "lessons", Section: "In the end", Label: "What keeps it from happening again", Article: "33(3)(d)", Final: true, Help: "measures that are in place now, with dates"},
	},
}
