package obligation

var ohio = state{
	id: "US-OH", place: part("US-OH", "Ohio"), zone: "America/New_York",
	law: "Ohio Revised Code", source: "https://codes.ohio.gov/ohio-revised-code/section-1349.19",
	how: CopyRead, from: "2007-03-30", detail: "divisions (A)(1) and (7), (B), (C), (E), (F) and (G) quoted subsection by subsection from the state's page as of August 2026 in a legal note, (A) also in a copy; version not known",
	data: definition{
		Article: "section 1349.19(A)(7)",
		Wants:   "a name with a Social Security, driver's licence or state identification number, or an account number with its code (a login with its password is not on the list)",
		Sets:    []set{nameWith("(a)", identityNumbers...), nameWithAccount("(a)(iii)")},
	},
	spared: []Condition{notEncrypted("1349.19(A)(7)(a)"), ohioFraud.met},
	holder: "section 1349.19(C)", goodFaith: "1349.19(A)(1)(b)",
	exempt:  "data encrypted, redacted or unreadable (1349.19(A)(7)(a)); no material risk of identity theft or fraud (1349.19(A)(1)(a)); financial institutions under federal rules, and entities under HIPAA (1349.19(F))",
	delay:   "a law enforcement agency that finds the disclosure would impede a criminal investigation or jeopardise security (1349.19(D))",
	comment: "No authority of the state is told.",
}

var ohioRC = []Rule{
	ohio.people(Rule{
		Article: "section 1349.19(B)(2)", Period: days(45),
		Contents: []string{"the law names none for the letter itself (1349.19(E)): say what happened, which data, what is done and what they can do"},
		Form:     "written, by telephone, or electronic where that is the primary way of communication (1349.19(E))",
	}),
	ohio.reporting(Rule{
		Article: "section 1349.19(G)", Threshold: "more than 1,000 residents in a single occurrence (1349.19(G))", Conditions: []Condition{moreThan(ohio.place, 1000, "1349.19(G)")},
		Contents: []string{"timing, distribution and content of the disclosure (1349.19(G))"},
	}),
	ohio.owner(Rule{Article: "section 1349.19(C)", Period: promptly("in an expeditious manner")}),
}

// ohioFraud is part of what a breach is.
var ohioFraud = measure{
	id: "US-OH-harm", article: "1349.19(A)(1)", excuses: false,
	ask: "does it cause, or is it reasonably believed to cause, a material risk of identity theft or other fraud to the person or property of a resident?",
}
