package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// aepd is the Spanish authority's form, as far as it is known without its login.
var aepd = Form{
	ID: "aepd", Duties: []string{"EU-GDPR-33"}, Title: "Notification of a personal data breach (AEPD, Spain)",
	Authority: "the Agencia Española de Protección de Datos", Portal: "https://sedeagpd.gob.es/",
	Source:  "https://www.aepd.es/derechos-y-deberes/cumple-tus-deberes/medidas-de-cumplimiento/brechas-de-datos-personales-notificacion",
	Checked: "2026-11-24", How: obligation.NotVerified, Detail: "the agency's page on notifying in a copy; the headings of the form by general knowledge of its guide of June 2021, of which only the beginning could be read; the form needs an electronic identity and was not seen", Language: "Spanish",
	Fields: []Field{
		{Key: "type", Section: "The notification", Label: "Complete at once, initial, or completing an earlier one", From: "stage", Help: "with the number of the earlier notification"},
		{Key: "notifier", Section: "The notification", Label: "Who notifies, and in what capacity", From: "contact", Help: "a representative needs proof of the powers"},
		{Key: "controller", Section: "The notification", Label: "Controller: name and tax number (NIF)", Article: "33(3)(b)", From: "company", Help: "name, NIF, address, line of business"},
		{Key: "dpo", Section: "The notification", Label: "Data protection officer", Article: "33(3)(b)", From: "dpo", Help: "name and contact"},
		{Key: "processor", Section: "The notification", Label: "Processors involved", Later: true, Help: "none, or which"},
		{Key: "intent", Section: "The breach", Label: "Deliberate or not, from inside or outside", Article: "33(3)(a)", From: "cause", Later: true, Help: "and whether by staff, a processor or a stranger"},
		{Key: "means", Section: "The breach", Label: "How it came about", Article: "33(3)(a)", From: "what.happened", Help: "such as misuse of access, intrusion, loss, wrong delivery"},
		{Key: "type.breach", Section: "The breach", Label: "Confidentiality, integrity or availability", Article: "33(3)(a)", Later: true, Help: "a theft by looking up is one of confidentiality"},
		{Key: "aware", Section: "The breach", Label: "When it was detected", Article: "33(1)", From: "aware"},
		{Key: "occurred", Section: "The breach", Label: "When it began and ended", Article: "33(3)(a)", From: "occurred", Later: true, Help: "exact, estimated or not known"},
		{Key: "late", Section: "The breach", Label: "Reasons, if later than 72 hours", Article: "33(1)", From: "late", Help: "why it is late"},
		{Key: "data", Section: "Data and people", Label: "Categories of data", Article: "33(3)(a)", From: "elements", Help: "which kinds, special categories apart"},
		{Key: "encrypted", Section: "Data and people", Label: "Whether the data could be read", From: "readable", Later: true, Help: "encrypted or anonymised, or not"},
		{Key: "people", Section: "Data and people", Label: "Number of people", Article: "33(3)(a)", From: "affected", Later: true, Help: "exact or estimated"},
		{Key: "profiles", Section: "Data and people", Label: "Profiles of the people, and whether minors or vulnerable people are among them", Article: "33(3)(a)", Later: true, Help: "customers, users, employees…"},
		{Key: "consequences", Section: "What may follow", Label: "Possible consequences, and how grave", Article: "33(3)(c)", Later: true, Help: "such as fraud by people who pose as the support"},
		{Key: "risk", Section: "What may follow", Label: "Risk, as judged", Article: "33(1), 34(1)", From: "risk", Offer: "risk.word", Later: true, Help: "low, risk or high, with the reason"},
		{Key: "before", Section: "Measures", Label: "Measures in place before", Later: true, Help: "which should have prevented it"},
		{Key: "after", Section: "Measures", Label: "Measures taken since", Article: "33(3)(d)", From: "contained", Later: true, Help: "what was cut, changed or recovered"},
		{Key: "told", Section: "Measures", Label: "Whether the people were told, when and how; or why not", Article: "34", From: "told", Later: true, Help: "which of Article 34(3) holds, if not"},
		{Key: "police", Section: "Measures", Label: "Whether the police were told", Later: true, Help: "yes or no"},
		{Key: "border", Section: "Cross-border", Label: "People in other countries", From: "affected.countries", Later: true, Help: "by country"},
		{Key: "closing", Section: "In the end", Label: "How it was resolved, and what was found since", Article: "33(4)", Final: true, Help: "date of resolution, final cause, further measures"},
	},
}
