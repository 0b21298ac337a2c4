package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// ico is the form of the United Kingdom's Information Commissioner.
var ico = Form{
	ID: "ico", Duties: []string{"UK-GDPR-33"}, Title: "Report a personal data breach",
	Authority: "the Information Commissioner", Portal: "https://ico.org.uk/for-organisations/report-a-breach/personal-data-breach/",
	Source:  "https://ico.org.uk/for-organisations/report-a-breach/personal-data-breach/report-a-data-breach-online-form/",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "an earlier version of the form in a copy, and the Commissioner's page on what to have ready; the online form of today was not seen", Places: []string{"GB"},
	Fields: []Field{
		{Key: "type", Section: "About the report", Label: "Initial or follow-up report; for a follow-up the case reference", From: "stage", Help: "the reference is in the answer to the first report"},
		{Key: "what", Section: "About the breach", Label: "What happened, what went wrong and how", From: "what.happened", Help: "as much as is known"},
		{Key: "cyber", Section: "About the breach", Label: "Was it a cyber incident", Offer: "cause", Later: true, Help: "yes, no or not known"},
		{Key: "found", Section: "About the breach", Label: "How it was found out", From: "how.discovered", Help: "who noticed what"},
		{Key: "discovered", Section: "About the breach", Label: "When it was discovered", From: "discovered"},
		{Key: "happened", Section: "About the breach", Label: "When it happened", From: "occurred", Later: true, Help: "or that it is not known yet"},
		{Key: "categories", Section: "About the data and people", Label: "Categories of personal data", From: "elements", Help: "or not yet known"},
		{Key: "records", Section: "About the data and people", Label: "Number of records", From: "records", Later: true, Help: "or the most that there can be"},
		{Key: "people", Section: "About the data and people", Label: "How many people could be affected", From: "affected.here", Later: true, Help: "or the most that there can be: all customers, if all may be"},
		{Key: "kinds", Section: "About the data and people", Label: "Categories of people", Later: true, Help: "customers, employees, children, vulnerable adults…"},
		{Key: "harm", Section: "About the data and people", Label: "Potential consequences, and whether people were harmed", Later: true, Help: "describe the effect on people, such as fraud by telephone"},
		{Key: "likelihood", Section: "About the data and people", Label: "Likelihood of significant consequences", Offer: "harm.judged", Later: true, Help: "from very likely to very unlikely, with the reason"},
		{Key: "late", Section: "About the breach", Label: "Reason, if reported later than 72 hours", From: "late", Help: "why the report is late"},
		{Key: "training", Section: "Before the breach", Label: "Data protection training of the staff member involved in the last two years", Later: true, Help: "what training, and when"},
		{Key: "before", Section: "Before the breach", Label: "Measures in place before", Later: true, Help: "what should have prevented it"},
		{Key: "actions", Section: "Taking action", Label: "Action taken to fix the problem and to limit its effects", From: "contained", Later: true, Help: "what was cut, changed or recovered"},
		{Key: "prevent", Section: "Taking action", Label: "Steps to keep it from happening again, and by when", Later: true, Help: "with dates"},
		{Key: "told", Section: "Taking action", Label: "Whether the people were told", From: "told", Later: true, Help: "whether, or why not"},
		{Key: "others", Section: "Taking action", Label: "Other organisations told, in the United Kingdom and elsewhere", From: "other.authorities", Later: true, Help: "police, other regulators, insurers"},
		{Key: "organisation", Section: "About you", Label: "Organisation: name, address, registration number and sector", From: "company", Help: "with the number in the register of fee payers"},
		{Key: "contact", Section: "About you", Label: "Who made the report, and whom to contact", From: "contact", Help: "name, e-mail and telephone"},
		{Key: "dpo", Section: "About you", Label: "Data protection officer", From: "dpo", Help: "or the senior person responsible"},
	},
}
