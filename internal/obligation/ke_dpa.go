package obligation

var kenya = country("KE", "Kenya")

const (
	keLaw    = "Data Protection Act, 2019"
	keSource = "https://www.odpc.go.ke/"
	keRead   = "section 43(1) quoted in a copy, the rest of section 43 through law firms' summaries; the General Regulations of 2021, Part VI, were not read; version not known"
	keHarm   = "accessed or acquired by an unauthorised person, with a real risk of harm to the person (section 43(1))"
)

var kenyaDPA = []Rule{{
	ID: "KE-DPA-P", Law: keLaw, Article: "section 43(1)(a)", Title: "Notify the Data Commissioner",
	Source: keSource, How: CopyRead, Checked: "2026-11-24", Detail: keRead, From: "2019-11-25", Owes: "data controller",
	To: to(Regulator, "the Office of the Data Protection Commissioner (ODPC)", "Africa/Nairobi", ""), Starts: Awareness, Period: hours72,
	Ends: "the breach is reported on the ODPC's portal", Threshold: keHarm,
	Conditions: []Condition{residentsOrSeat(kenya), controller("section 43(3)"), kenyaHarm.met},
	Contents: []string{"enough for the people to protect themselves: the breach, the measures, what they should do, who had access if known, a contact (section 43(5))",
		"the reasons for the delay, where it comes after 72 hours (section 43(2))"},
	Notes: []string{"The Regulations of 2021 list kinds of data whose breach is taken as a real risk: read them before judging harm unlikely."},
}, {
	ID: "KE-DPA-S", Law: keLaw, Article: "section 43(1)(b)", Title: "Tell the people concerned",
	Source: keSource, How: CopyRead, Checked: "2026-11-24", Detail: keRead, From: "2019-11-25", Owes: "data controller",
	To: to(People, "the people concerned", "Africa/Nairobi", ""), Starts: Awareness, Period: Period{Words: "in writing within a reasonably practical period"},
	Ends: "each of them is told in writing", Threshold: keHarm, Exempt: "those whose identity cannot be established; safeguards such as encryption of the affected data (section 43)",
	Conditions: []Condition{residentsOrSeat(kenya), controller("section 43(3)"), notEncrypted("section 43(6)"), kenyaHarm.met},
	Contents:   []string{"enough to protect themselves: the breach, the measures, what they should do, who had access if known, a contact (section 43(5))"},
	Form:       "in writing", Delay: "as far as is necessary and proportionate for preventing, detecting or investigating an offence (section 43(4))",
}, {
	ID: "KE-DPA-B", Law: keLaw, Article: "section 43(3)", Title: "Tell the controller",
	Source: keSource, How: CopyRead, Checked: "2026-11-24", Detail: "section 43 whole in a copy of the official text; version not known", From: "2019-11-25", Owes: "data processor",
	To: to(Owner, "the controller", "Africa/Nairobi", ""), Starts: Awareness, Period: Period{N: 48, Unit: Hours},
	Ends: "the controller is told", Threshold: "any personal data breach of which the processor becomes aware (section 43(3))",
	Conditions: []Condition{residentsOrSeat(kenya), processor},
	Contents:   []string{"the breach (section 43(3))"},
	Notes:      []string{"Without delay, and within 48 hours where reasonably practicable."},
}}

// kenyaHarm asks for a real risk, and not for serious harm.
var kenyaHarm = measure{
	id: "KE-DPA-harm", article: "section 43(1)", excuses: false,
	ask: "is there a real risk of harm, of any degree, to the people?",
}
