package obligation

var massachusetts = state{
	id: "US-MA", place: part("US-MA", "Massachusetts"), zone: "America/New_York",
	law: "Massachusetts General Laws, chapter 93H", source: "https://malegislature.gov/Laws/GeneralLaws/PartI/TitleXV/Chapter93H/Section3",
	version: "2019-04-11", how: CopyRead, from: "2019-04-11", detail: "sections 1, 3 and 3A in a copy",
	data: definition{
		Article: "chapter 93H, section 1",
		Wants:   "a name with a Social Security, driver's licence or state identification number, or a financial account's or card's number (a login with its password is not on the list)",
		Sets:    []set{nameWith("(a), (b)", identityNumbers...), nameWithNumber("(c)")},
	},
	spared: []Condition{massachusettsClear},
	holder: "section 3(a)", goodFaith: "section 1",
	exempt:  "information lawfully public (section 1); encryption and a low risk exempt only from the first of the two triggers (section 3(b)(1)), not from the second (section 3(b)(2))",
	delay:   "a law enforcement agency that finds the notice may impede a criminal investigation, and tells the Attorney General in writing (section 4)",
	comment: "An account's or card's number counts with or without a code. Data on paper count too. With a Social Security number: credit monitoring free of charge for 18 months (section 3A).",
}

// massachusettsClear: the second trigger, data acquired or used by somebody
// unauthorised, has no exception for encrypted data.
func massachusettsClear(c Case) Verdict {
	if c.encrypted != nil && *c.encrypted {
		return judge("counsel: were the data, though encrypted, acquired or used by an unauthorized person (chapter 93H, section 3(b)(2))?",
			"what was taken is encrypted and the key was not: no breach of security (section 1), but the second trigger has no such exception (section 3(b)(2))")
	}
	return Verdict{Answer: Yes}
}

var massachusetts93H = []Rule{
	massachusetts.people(Rule{
		Article: "section 3(b)", Starts: Awareness, Period: promptly("as soon as practicable and without unreasonable delay"),
		Contents: []string{"the right to obtain a police report (section 3(b))", "how to request a security freeze, and what is needed for it (section 3(b))", "that a freeze is free of charge (section 3(b))",
			"the services offered (section 3(b), 3A)", "the name of the parent or affiliated corporation (section 3(d))", "NOT the nature of the breach, and NOT the number of residents (section 3(b))"},
		Form:  "written, or electronic under 15 U.S.C. 7001(c) (section 1)",
		Later: "a count that is not yet known is no ground to wait: tell more later (section 3(b))",
		Notes: []string{"The letter must not say what happened or how many residents are affected: it needs a version of its own."},
	}),
	massachusetts.agency("P", "the Massachusetts Attorney General and the Director of Consumer Affairs and Business Regulation", "https://www.mass.gov/info-details/requirements-for-data-breach-notifications", Rule{
		Article: "section 3(b)", Starts: Awareness, Period: promptly("as soon as practicable and without unreasonable delay"), Threshold: "any resident (section 3(b))",
		Contents: []string{"the nature of the breach (section 3(b)(i))", "the number of residents affected at the time (section 3(b)(ii))", "name and address of who experienced it (section 3(b)(iii))", "name, title and relation of who reports (section 3(b)(iv))",
			"the type of who reports (section 3(b)(v))", "the person responsible, if known (section 3(b)(vi))", "the type of personal information (section 3(b)(vii))", "whether there is a written information security program (section 3(b)(viii))",
			"steps taken or planned, with any update of that program (section 3(b)(ix))", "a sample of the notice to the people (section 3(b))"},
		Later: "what must be corrected or was not known, as soon as practicable (section 3(b))",
		Notes: []string{"The Director names the consumer reporting agencies and state agencies to be told next."},
	}),
	massachusetts.owner(Rule{Article: "section 3(a)", Starts: Awareness, Period: promptly("as soon as practicable and without unreasonable delay")}),
}
