package obligation

var texas = state{
	id: "US-TX", place: part("US-TX", "Texas"), zone: "America/Chicago",
	law: "Texas Business and Commerce Code", source: "https://statutes.capitol.texas.gov/Docs/BC/htm/BC.521.htm",
	version: "2023-09-01", how: CopyRead, from: "2023-09-01",
	detail: "sections 521.002 and 521.053(a) and (b) in copies, (h) and (i) through quotations and charts that agree",
	data: definition{
		Article: "Business and Commerce Code 521.002(a)(2)",
		Wants:   "a name with an identity or account datum, or information on health that identifies the person (a login with its password is not on the list)",
		Sets: []set{
			nameWith("(A)", append([]string{"passport", "military_id", "government_id"}, identityNumbers...)...),
			nameWithAccount("(A)(iii)"),
			{"(B)", []wanted{identified, {Any: []string{"medical", "health_insurance"}}}},
		},
	},
	spared: []Condition{notEncrypted("521.053(a)")},
	holder: "section 521.053(c)", goodFaith: "521.053(a)",
	exempt:  "encrypted data, unless the taker has the key (521.053(a)); information lawfully public (521.002(b))",
	delay:   "at the request of a law enforcement agency that finds the notice would impede a criminal investigation (521.053(d)); or as necessary to find the scope and restore the system (521.053(b))",
	comment: "Residents of another state with a breach law may be told under that law instead (521.053(b-1)).",
}

var texasBCC = []Rule{
	texas.people(Rule{
		Article: "section 521.053(b)", Starts: Determination, Period: days(60),
		Contents: []string{"the law names none for the letter itself (521.053(e)): say what happened, which data, what is done and what they can do"},
		Form:     "written to the last known address, or electronic under 15 U.S.C. 7001 (521.053(e))",
	}),
	texas.agency("AG", "the Texas Attorney General", "https://www.texasattorneygeneral.gov/consumer-protection/data-breach-reporting", Rule{
		Article: "section 521.053(i)", Starts: Determination, Period: days(30),
		Threshold: "250 or more residents (521.053(i))", Conditions: []Condition{atLeast(texas.place, 250, "521.053(i)")},
		Contents: []string{"the nature and circumstances of the breach or the use of the data, in detail (521.053(i)(1))", "the number of residents affected (521.053(i)(2))", "the number of residents told by mail or another direct way (521.053(i))",
			"measures taken (521.053(i)(3))", "measures intended (521.053(i)(4))", "whether law enforcement is engaged (521.053(i)(5))"},
		Form: "the Attorney General's electronic form", Notes: []string{"As soon as practicable; the 30 days are the limit. The Attorney General publishes the notice."},
	}),
	texas.reporting(Rule{
		Article: "section 521.053(h)", Threshold: "more than 10,000 persons to be told at one time (521.053(h))", Conditions: []Condition{moreThan(texas.place, 10_000, "521.053(h)")},
		Contents: []string{"timing, distribution and content of the notices (521.053(h))"},
		Notes:    []string{"Persons are counted here by residence in Texas; whoever is told elsewhere under this law counts too (521.053(b-1))."},
	}),
	texas.owner(Rule{Article: "section 521.053(c)", Period: promptly("immediately after discovering the breach")}),
}
