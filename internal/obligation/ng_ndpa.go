package obligation

var nigeria = country("NG", "Nigeria")

const (
	ngLaw    = "Nigeria Data Protection Act 2023"
	ngSource = "https://ndpc.gov.ng/"
	ngRead   = "section 40 in a copy; the Commission's directive of 2025 (GAID) was not read"
)

var nigeriaNDPA = []Rule{{
	ID: "NG-NDPA-P", Law: ngLaw, Article: "section 40(2)", Title: "Notify the Nigeria Data Protection Commission",
	Source: ngSource, Version: "2023-06-12", How: CopyRead, Checked: "2026-11-24", Detail: ngRead, From: "2023-06-12", Owes: "data controller",
	To: to(Regulator, "the Nigeria Data Protection Commission (NDPC)", "Africa/Lagos", ""), Starts: Awareness, Period: hours72,
	Ends: "the Commission is notified", Threshold: "likely to result in a risk to the rights and freedoms of individuals (section 40(2))",
	Conditions: []Condition{residentsOrSeat(nigeria), controller("section 40(1)"), risk("risk", "section 40(2)")},
	Contents: []string{"the nature of the breach, with the kinds and numbers of people and records (section 40(2))",
		"a point of contact, the likely consequences, and the measures (section 40(4))"},
	Later: "whether it may be completed in phases was not read",
}, {
	ID: "NG-NDPA-S", Law: ngLaw, Article: "section 40(3)", Title: "Tell the people concerned",
	Source: ngSource, Version: "2023-06-12", How: CopyRead, Checked: "2026-11-24", Detail: ngRead, From: "2023-06-12", Owes: "data controller",
	To: to(People, "the people concerned", "Africa/Lagos", ""), Starts: Awareness, Period: Period{Words: "immediately"},
	Ends: "they are told, or the media are used where that is out of proportion", Threshold: "likely to result in a high risk to the rights and freedoms of a data subject (section 40(3))",
	Conditions: []Condition{residentsOrSeat(nigeria), controller("section 40(1)"), risk("high", "section 40(3)")},
	Contents:   []string{"the breach, in plain and clear language, and what they can do against its effects (section 40(3))", "a point of contact, the likely consequences, and the measures (section 40(4))"},
}, {
	ID: "NG-NDPA-B", Law: ngLaw, Article: "section 40(1)", Title: "Tell the controller",
	Source: ngSource, Version: "2023-06-12", How: CopyRead, Checked: "2026-11-24", Detail: ngRead, From: "2023-06-12", Owes: "data processor",
	To: to(Owner, "the controller or processor that engaged it", "Africa/Lagos", ""), Starts: Awareness, Period: Period{Words: "on becoming aware"},
	Ends: "it is told, and its questions are answered", Threshold: "any personal data breach (section 40(1))",
	Conditions: []Condition{residentsOrSeat(nigeria), processor},
	Contents:   []string{"the nature of the breach, with the kinds and numbers of people and records (section 40(1)(a))"},
}}
