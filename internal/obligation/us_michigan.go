package obligation

var michigan = state{
	id: "US-MI", place: part("US-MI", "Michigan"), zone: "America/Detroit",
	law: "Michigan Identity Theft Protection Act, Act 452 of 2004", source: "https://www.legislature.mi.gov/Laws/MCL?objectName=mcl-445-72",
	how: CopyRead, from: "2020-01-20", detail: "445.63(r) and 445.72(1), (2), (4) to (6) and (8) quoted subsection by subsection from the Legislature's page as of August 2026 in a legal note; bills of 2025 to amend it were seen, no act; version not known",
	data: definition{
		Article: "MCL 445.63",
		Wants:   "a name with a Social Security, driver's licence or state identification number, or an account number with its code (a login with its password is not on the list)",
		Sets:    []set{nameWith("personal information (i), (ii)", identityNumbers...), nameWithAccount("personal information (iii)")},
	},
	spared: []Condition{notEncrypted("445.72(1)"), michiganLoss.met},
	holder: "section 445.72(2)", goodFaith: "445.63(b)",
	exempt:  "data encrypted with the key safe (445.72(1)); determined not likely to cause substantial loss or injury, or identity theft (445.72(1)); financial institutions under the interagency guidance (445.72(9)) and entities under HIPAA (445.72(10))",
	delay:   "a law enforcement agency that finds the notice will impede an investigation or jeopardise security (445.72(4))",
	comment: "No authority of the state is told.",
}

var michiganITPA = []Rule{
	michigan.people(Rule{
		Article: "section 445.72(1)", Period: promptly("without unreasonable delay"),
		Contents: []string{"the breach in general (445.72(6))", "the type of personal information (445.72(6))", "what protects the data from further breaches (445.72(6))", "a telephone number for help (445.72(6))", "a reminder to stay vigilant for fraud and identity theft (445.72(6))"},
		Form:     "written; electronic with consent or an existing relationship by e-mail; by telephone, not recorded (445.72(5))",
	}),
	michigan.reporting(Rule{
		Article: "section 445.72(8)", Threshold: "more than 1,000 residents; 1,000 or fewer are excepted (445.72(8)(a))",
		Conditions: []Condition{moreThan(michigan.place, 1000, "445.72(8)"), notSector("whoever is subject to title V of the Gramm-Leach-Bliley Act is exempt (445.72(8))", "finance")},
		Contents:   []string{"the number and timing of the notices (445.72(8))"},
	}),
	michigan.owner(Rule{Article: "section 445.72(2)", Period: promptly("without unreasonable delay following discovery")}),
}

// michiganLoss excuses where all of it is unlikely.
var michiganLoss = measure{
	id: "US-MI-harm", article: "445.72(1)", excuses: true,
	ask: "has it caused, or is it likely to cause, substantial loss or injury to, or identity theft of, any resident?",
}
