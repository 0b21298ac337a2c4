package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// anpd is the communication to Brazil's authority, articles 6 and following.
var anpd = Form{
	ID: "anpd", Duties: []string{"BR-LGPD", "BR-LGPD-supplement"}, Title: "Communication of a security incident with personal data (ANPD)",
	DutyOf:    map[Stage]string{First: "BR-LGPD", Supplement: "BR-LGPD-supplement"},
	Authority: "the ANPD, Brazil's data protection authority", Portal: "https://www.gov.br/anpd/pt-br/canais_atendimento/agente-de-tratamento/comunicado-de-incidente-de-seguranca-cis",
	Source:  "https://www.in.gov.br/en/web/dou/-/resolucao-cd/anpd-n-15-de-24-de-abril-de-2024-556243024",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "the list of contents in article 6, § 2, of the Regulation in copies, and headings of the form of 2023 in a web form modelled on it; the ANPD's form of today and the address of its page were not seen", Language: "Portuguese", Places: []string{"BR"},
	Fields: []Field{
		{Key: "type", Section: "The communication", Label: "Complete, preliminary, or complementary to an earlier one", From: "stage", Help: "for a complement, the number of the ANPD's process"},
		{Key: "criteria", Section: "The communication", Label: "Why it may bring relevant risk or damage", Article: "art. 5", Offer: "harm.judged", Help: "which criterion of art. 5 is met: sensitive, children's or elderly people's, financial, authentication data, secrecy, large scale"},
		{Key: "controller", Section: "Who reports", Label: "Controller: name and registration number (CNPJ)", Article: "art. 6, § 2, IX", From: "company", Help: "with address, telephone and e-mail"},
		{Key: "small", Section: "Who reports", Label: "Whether the controller is a small agent of Resolution 2/2022", Article: "art. 6, § 2, IX", Help: "yes or no: for small agents the periods are doubled"},
		{Key: "officer", Section: "Who reports", Label: "Data protection officer or representative", Article: "art. 6, § 2, VIII", From: "dpo", Help: "name and contact; attach the proof of appointment or the power of attorney"},
		{Key: "processor", Section: "Who reports", Label: "Processor, where one is involved", Article: "art. 6, § 2, X", Later: true, Help: "name and contact, or that there is none"},
		{Key: "aware", Section: "When", Label: "When the controller came to know that personal data were affected", Article: "art. 6, § 2, VII", From: "aware"},
		{Key: "how", Section: "When", Label: "How it came to know", From: "how.discovered", Later: true, Help: "own detection, customers, the processor, the press, the authority"},
		{Key: "occurred", Section: "When", Label: "When the incident took place", Article: "art. 6, § 2, VII", From: "occurred", Later: true, Help: "where it can be determined"},
		{Key: "late", Section: "When", Label: "Reasons, where the three business days were not kept", Article: "art. 6, § 2, V", From: "late", Help: "why the communication is late"},
		{Key: "what", Section: "The incident", Label: "The incident and, if known, its main cause", Article: "art. 6, § 2, XI", From: "what.happened", Help: "what happened and, where it can be identified, the root cause"},
		{Key: "kind", Section: "The incident", Label: "Kind of incident", From: "cause", Later: true, Help: "misuse of access, intrusion, ransomware, loss, mistake…"},
		{Key: "properties", Section: "The incident", Label: "What suffered: confidentiality, integrity, availability", Later: true, Help: "a theft by looking up is one of confidentiality"},
		{Key: "data", Section: "The data", Label: "Nature and category of the data", Article: "art. 6, § 2, I", From: "elements", Help: "which kinds, and whether any is sensitive"},
		{Key: "people", Section: "The people", Label: "Number of people affected", Article: "art. 6, § 2, II", From: "affected", Later: true, Help: "in all; for Brazil apart below"},
		{Key: "people.brazil", Section: "The people", Label: "Of these, people in Brazil", From: "affected.here", Later: true, Help: "by the directory"},
		{Key: "minors", Section: "The people", Label: "Of these, children, adolescents and elderly people", Article: "art. 6, § 2, II", Later: true, Help: "where it applies: numbers of each, or that they are not known"},
		{Key: "total", Section: "The people", Label: "All people whose data the affected processing covers", Article: "art. 6, § 2, XII", Later: true, Help: "all customers in the system, not only those affected"},
		{Key: "before", Section: "Measures", Label: "Security measures before and after the incident", Article: "art. 6, § 2, III", Later: true, Help: "technical and organisational, trade secrets apart"},
		{Key: "impact", Section: "Risk", Label: "Risks and possible impacts for the people", Article: "art. 6, § 2, IV", Later: true, Help: "such as fraud by people who pose as the support"},
		{Key: "mitigation", Section: "Measures", Label: "Measures taken to reverse or mitigate the effects", Article: "art. 6, § 2, VI", From: "contained", Later: true, Help: "what was cut, changed or recovered"},
		{Key: "planned", Section: "Measures", Label: "Measures that will be taken", Article: "art. 6, § 2, VI", Later: true, Help: "what, and by when"},
		{Key: "told", Section: "The people", Label: "Whether and how the people were told", Article: "art. 9", From: "told", Later: true, Help: "the declaration that they were told follows within three business days of the end of that period (art. 9, § 4)"},
		{Key: "others", Section: "The communication", Label: "Other authorities told", From: "other.authorities", Later: true, Help: "none, or which and when"},
		{Key: "supplied", Section: "The communication", Label: "What is supplied only now, and why", Article: "art. 6, § 3", Final: true, Help: "the complement within 20 business days gives reasons"},
	},
}
