package obligation

var newJersey = state{
	id: "US-NJ", place: part("US-NJ", "New Jersey"), zone: "America/New_York",
	law: "New Jersey Statutes", source: "https://lis.njleg.state.nj.us/nxt/gateway.dll?f=templates&fn=default.htm&vid=Publish:10.1048/Enu",
	version: "2019-09-01", how: CopyRead, from: "2019-09-01",
	detail: "56:8-161 and 56:8-163(b) to (g) in a copy, (a) through two charts; the source is the state's data base of statutes",
	data: definition{
		Article: "56:8-161",
		Wants:   "a name linked with an identity or account datum, or with a login and its password",
		Sets: []set{
			nameWith("(1), (2)", identityNumbers...), nameWithAccount("(3)"),
			{"(4)", []wanted{name, {Any: []string{"username", "email", "customer_id"}}, {Any: secrets}}},
		},
	},
	spared: []Condition{notEncrypted("56:8-161"), newJerseyMisuse.met},
	holder: "section 56:8-163(b)", goodFaith: "56:8-161",
	exempt:  "data encrypted or otherwise unreadable (56:8-161); misuse not reasonably possible, recorded for five years (56:8-163(a))",
	delay:   "a law enforcement agency's request, if the notice will impede a criminal or civil investigation (56:8-163(c)(2))",
	comment: "Access alone is a breach, also without a copy (56:8-161). Parts taken apart count together if the means to link them were accessed.",
}

var newJerseyStatutes = []Rule{
	newJersey.people(Rule{
		Article: "section 56:8-163(a)", Period: promptly("in the most expedient time possible and without unreasonable delay"),
		Contents: []string{"the law names none for the letter itself (56:8-163(d)): say what happened, which data, what is done and what they can do", "for a login: to change the password and security question promptly (56:8-163(g))"},
		Form:     "written, or electronic under 15 U.S.C. 7001 (56:8-163(d)); never to the mail account that was breached (56:8-163(g)(2))",
		Notes:    []string{"The State Police is told first."},
	}),
	newJersey.agency("P", "the New Jersey Division of State Police", "", Rule{
		Article: "section 56:8-163(c)(1)", Period: promptly("in advance of telling the people"), Threshold: "any customer is to be told (56:8-163(c)(1))",
		Contents: []string{"the breach and any information pertaining to it (56:8-163(c)(1))"},
	}),
	newJersey.reporting(Rule{
		Article: "section 56:8-163(f)", Threshold: "more than 1,000 persons to be told at one time (56:8-163(f))", Conditions: []Condition{moreThan(newJersey.place, 1000, "56:8-163(f)")},
		Contents: []string{"timing, distribution and content of the notices (56:8-163(f))"},
	}),
	newJersey.owner(Rule{Article: "section 56:8-163(b)", Period: promptly("immediately following discovery")}),
}

// newJerseyMisuse excuses only who establishes the contrary.
var newJerseyMisuse = measure{
	id: "US-NJ-harm", article: "56:8-163(a)", excuses: true,
	ask: "is misuse of the information reasonably possible? that it is not must be established in writing, kept for 5 years",
}
