package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// pdpc is the notification to Singapore's Commission, regulation 5.
var pdpc = Form{
	ID: "pdpc", Duties: []string{"SG-PDPA-P"}, Title: "Notification of a data breach (PDPC)",
	Authority: "the Personal Data Protection Commission", Portal: "https://www.pdpc.gov.sg/organisations/e-services/report-your-organisations-data-breach",
	Source:  "https://sso.agc.gov.sg/SL/PDPA2012-S64-2021",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "the list of contents as the Commission's guide on managing and notifying breaches has it on page 26, quoted word for word in a public repository; the numbers of regulation 5's paragraphs and the e-service's form were not seen", Language: "English", Places: []string{"SG"},
	Fields: []Field{
		{Key: "organisation", Section: "Who reports", Label: "Organisation: name and registration number (UEN)", From: "company", Help: "name, UEN, address"},
		{Key: "contact", Section: "Who reports", Label: "At least one authorised representative, with business contact", Article: "regulation 5(1)", From: "contact", Help: "name, telephone and e-mail; the data protection officer will do"},
		{Key: "aware", Section: "The breach", Label: "Date on which and circumstances in which it first became aware", Article: "regulation 5(1)", From: "aware", Help: "date and time, and how"},
		{Key: "how-aware", Section: "The breach", Label: "How it became aware", Article: "regulation 5(1)", From: "how.discovered", Help: "who noticed what"},
		{Key: "steps", Section: "The breach", Label: "Steps taken since, in their order, and the assessment that it is notifiable", Article: "regulation 5(1)", From: "steps", Help: "a chronology with dates; the assessment's date and result at the end"},
		{Key: "assessed", Section: "The breach", Label: "When it was assessed to be notifiable", Article: "section 26D(1)", From: "assessed", Help: "the three days run from this day"},
		{Key: "how", Section: "The breach", Label: "How it occurred", Article: "regulation 5(1)", From: "what.happened", Help: "cause and circumstances"},
		{Key: "occurred", Section: "The breach", Label: "When it occurred", From: "occurred", Later: true, Help: "dates, or an estimate"},
		{Key: "people", Section: "Who is affected", Label: "Number of people affected", Article: "regulation 5(1)", From: "affected", Help: "in all"},
		{Key: "people.singapore", Section: "Who is affected", Label: "Of these, people in Singapore", From: "affected.here", Later: true, Help: "by the directory"},
		{Key: "data", Section: "Who is affected", Label: "Personal data or classes of personal data", Article: "regulation 5(1)", From: "elements", Help: "say which are on the Regulations' Schedule"},
		{Key: "harm", Section: "What may follow", Label: "Potential harm to the people", Article: "regulation 5(1)", Help: "such as fraud by people who pose as the support"},
		{Key: "action", Section: "What is done", Label: "Action taken or to be taken against the harm, and to mend what failed", Article: "regulation 5(1)", From: "contained", Help: "what was cut, changed or recovered; before and after this notification"},
		{Key: "tell", Section: "What is done", Label: "Plan to tell the people or the public what they can do", Article: "regulation 5(1)", From: "told", Help: "the plan and its dates"},
		{Key: "not-told", Section: "What is done", Label: "Grounds, where the people are not told", Article: "section 26D(5) to (7)", Later: true, Help: "that they are told, or which exception, or the Commission's waiver"},
		{Key: "late", Section: "When", Label: "Reasons and evidence, where it comes after the three days", Article: "regulation 5(2)", From: "late", Help: "why it is late"},
	},
}
