package obligation

var brazil = country("BR", "Brazil")

const (
	brLaw    = "LGPD, Lei nº 13.709/2018, art. 48; Resolução CD/ANPD nº 15/2024, annex"
	brSource = "https://www.in.gov.br/en/web/dou/-/resolucao-cd/anpd-n-15-de-24-de-abril-de-2024-556243024"
	brRead   = "articles 5, 6, 9 and 10 of the Regulation in two copies that agree, and art. 48 of the law in a copy"
	brEnough = "an incident that may bring relevant risk or damage: it may significantly affect interests and rights, and concerns sensitive, children's or elderly people's, financial or authentication data, data under secrecy, or data on a large scale (art. 5)"
	brSmall  = "For small agents of Resolução CD/ANPD nº 2/2022 the periods are doubled (art. 6, § 8; art. 9, § 6). Every incident is recorded for five years (art. 10)."
)

// brazilCriteria are those of article 5, I to VI: some kinds of data meet them;
// the people's age, secrecy and scale must be judged.
func brazilCriteria(c Case) Verdict {
	const need = "counsel: do the data concern children or the elderly, fall under secrecy, or make a large scale (art. 5, II, V, VI)?"
	switch found := c.has(append([]string{"medical", "health_insurance", "biometric", "genetic", "race", "creed", "password", "security_answer", "access_code"}, accounts...)...); {
	case len(found) > 0:
		return yes("%s: sensitive, financial or authentication data (art. 5, I, III, IV)", taken(c))
	case c.elements == nil:
		return judge("data_elements: what was taken?", "not yet known what was taken")
	case len(c.elements)+len(c.unknownElements) == 0:
		return no("nothing was taken")
	}
	return judge(need, "%s: no sensitive, financial or authentication data; age, secrecy and scale must be judged (art. 5)", taken(c))
}

var brazilLGPD = func() []Rule {
	reaches := []Condition{residentsOrSeat(brazil), controller("LGPD, art. 39: it follows the controller's instructions"), brazilAffected.met, brazilCriteria}
	threeDays := Period{N: 3, Unit: BusinessDays, Calendar: "Brazilian national"}
	return []Rule{{
		ID: "BR-LGPD", Law: brLaw, Article: "art. 6", Title: "Notify the ANPD",
		Source: brSource, Version: "2024-04-26", How: CopyRead, Detail: brRead, Checked: "2026-11-24", From: "2024-04-26", Owes: "controller",
		To: to(Regulator, "the ANPD, Brazil's data protection authority", "America/Sao_Paulo", ""), Starts: Awareness, Period: threeDays,
		Ends: "the electronic form is submitted (art. 6, § 4)", Threshold: brEnough, Conditions: reaches,
		Contents: []string{"nature and category of the data (art. 6, § 2, I)", "number of people, and of children, adolescents and elderly (art. 6, § 2, II)", "security measures before and after (art. 6, § 2, III)", "risks and possible impacts (art. 6, § 2, IV)", "reasons for a delay (art. 6, § 2, V)",
			"measures to reverse or mitigate (art. 6, § 2, VI)", "date of the incident and of knowing it (art. 6, § 2, VII)", "the data protection officer or representative (art. 6, § 2, VIII)", "the controller, and whether it is a small agent (art. 6, § 2, IX)", "the processor (art. 6, § 2, X)",
			"the incident and its main cause (art. 6, § 2, XI)", "the total of people whose data the affected processing covers (art. 6, § 2, XII)"},
		Language: "Portuguese", Form: "the ANPD's electronic form, by the officer or a representative with proof of the bond or powers (art. 6, §§ 4 to 6)", Later: "supplement, with reasons, within 20 business days of the communication (art. 6, § 3)",
		Notes: []string{"Counted from knowing that the incident affected personal data (art. 6, § 1). National holidays; carnival and Corpus Christi are optional days and count. " + brSmall},
	}, {
		ID: "BR-LGPD-S", Law: brLaw, Article: "art. 9", Title: "Tell the people concerned",
		Source: brSource, Version: "2024-04-26", How: CopyRead, Detail: brRead, Checked: "2026-11-24", From: "2024-04-26", Owes: "controller",
		To: to(People, "the people concerned (titulares)", "America/Sao_Paulo", ""), Starts: Awareness, Period: threeDays,
		Ends: "each of them is told, or the public notice has stood for three months (art. 9, § 3)", Threshold: brEnough, Conditions: reaches,
		Contents: []string{"nature and category of the data (art. 9, I)", "security measures (art. 9, II)", "risks and possible impacts (art. 9, III)", "reasons for a delay (art. 9, IV)", "measures to reverse or mitigate (art. 9, V)", "date of knowing the incident (art. 9, VI)", "contact, and the data protection officer's (art. 9, VII)"},
		Language: "simple language, easy to understand (art. 9, § 1, I)", Form: "directly and individually, by the usual means: telephone, e-mail, message or letter (art. 9, §§ 1, 2); else public for three months at least (art. 9, § 3)",
		Notes: []string{brSmall},
	}, {
		ID: "BR-LGPD-declaration", Law: brLaw, Article: "art. 9, § 4", Title: "Declare to the ANPD that the people were told",
		Source: brSource, Version: "2024-04-26", How: CopyRead, Detail: brRead, Checked: "2026-11-24", From: "2024-04-26", Owes: "controller",
		To: to(Regulator, "the ANPD, Brazil's data protection authority", "America/Sao_Paulo", ""), Starts: Awareness, Period: Period{N: 6, Unit: BusinessDays, Calendar: "Brazilian national"},
		Ends: "the declaration is in the file", Threshold: brEnough, Conditions: reaches,
		Contents: []string{"that the people were told, and by which means (art. 9, § 4)"}, Notes: []string{"Three business days from the end of the three for telling the people, so six from knowing."},
	}, {
		ID: "BR-LGPD-supplement", Law: brLaw, Article: "art. 6, § 3", Title: "Supplement the communication to the ANPD",
		Source: brSource, Version: "2024-04-26", How: CopyRead, Detail: brRead, Checked: "2026-11-24", From: "2024-04-26", Owes: "controller",
		To: to(Regulator, "the ANPD, Brazil's data protection authority", "America/Sao_Paulo", ""), Starts: Reported, After: "BR-LGPD", Period: Period{N: 20, Unit: BusinessDays, Calendar: "Brazilian national"},
		Ends: "what was open is supplied, with reasons", Threshold: brEnough, Conditions: reaches,
		Contents: []string{"whatever of the communication was open (art. 6, § 3)"}, Notes: []string{"Only where something was open."},
	}}
}()

// brazilAffected asks what the incident can do, not what is likely.
var brazilAffected = measure{
	id: "BR-LGPD-harm", article: "Resolution 15/2024, art. 5 and § 1", excuses: false,
	ask: "can it significantly affect the interests and fundamental rights of the people?",
}
