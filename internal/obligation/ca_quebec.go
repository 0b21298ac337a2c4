package obligation

var quebec = part("CA-QC", "Quebec")

const (
	qcLaw    = "Act respecting the protection of personal information in the private sector, CQLR c. P-39.1"
	qcSource = "https://www.legisquebec.gouv.qc.ca/en/document/cs/P-39.1"
	qcRead   = "section 3.5 of the Act quoted in two copies that agree; section 3.7, and sections 1, 5 and 7 of the Regulation A-2.1, r. 3.1, on the official site; the Regulation's section 3 was not read"
	qcEnough = "a confidentiality incident that presents a risk of serious injury: sensitivity, consequences, likelihood of injurious use (3.5, 3.7)"
	qcNote   = "The person in charge of personal information is consulted on the risk (3.7). Every incident goes into a register (3.8)."
)

var quebec25 = []Rule{{
	ID: "CA-QC-25-P", Law: qcLaw, Article: "section 3.5, second paragraph", Title: "Notify the Commission d'accès à l'information",
	Source: qcSource, Version: "2022-09-22", How: CopyRead, Detail: qcRead, Checked: "2026-11-24", From: "2022-09-22", Owes: "person carrying on an enterprise",
	To: to(Regulator, "the Commission d'accès à l'information (CAI)", "America/Toronto", ""), Starts: Awareness, Period: promptly("promptly (avec diligence)"),
	Ends: "the notice is sent", Threshold: qcEnough, Exempt: "no risk of serious injury (3.7)", Conditions: []Condition{residentsOrSeat(quebec), controller("the mandate's contract, section 18.3"), seriousHarm("3.5 and 3.7: risk of serious injury")},
	Contents: []string{"name and contact of the enterprise (r. 3.1, 3)", "the personal information concerned, or why it is not known (r. 3.1, 3)", "the circumstances and, if known, the cause (r. 3.1, 3)", "the date or period, or an approximate one (r. 3.1, 3)", "when it became aware (r. 3.1, 3)",
		"the number of persons, and of those in Quebec, or approximate ones (r. 3.1, 3)", "what led it to conclude that there is a risk of serious injury (r. 3.1, 3)", "how and when the persons are told (r. 3.1, 3)", "measures to reduce the risk and prevent another (r. 3.1, 3)", "other authorities told (r. 3.1, 3)"},
	Language: "French; the Commission also answers in English", Form: "in writing, on the Commission's form", Later: "what is learned afterwards, promptly (r. 3.1, 4)", Notes: []string{qcNote},
}, {
	ID: "CA-QC-25-S", Law: qcLaw, Article: "section 3.5, second paragraph", Title: "Tell the people concerned",
	Source: qcSource, Version: "2022-09-22", How: CopyRead, Detail: qcRead, Checked: "2026-11-24", From: "2022-09-22", Owes: "person carrying on an enterprise",
	To: to(People, "the persons concerned", "America/Toronto", ""), Starts: Awareness, Period: promptly("promptly (avec diligence)"),
	Ends: "each of them is told, or a public notice is given (r. 3.1, 6)", Threshold: qcEnough, Exempt: "no risk of serious injury (3.7)", Conditions: []Condition{residentsOrSeat(quebec), controller("the mandate's contract, section 18.3"), seriousHarm("3.5 and 3.7: risk of serious injury")},
	Contents: []string{"the personal information concerned, or why it is not known (r. 3.1, 5(1))", "the circumstances, briefly (r. 3.1, 5(2))", "the date or period, or an approximate one (r. 3.1, 5(3))", "measures taken or intended to reduce the risk of injury (r. 3.1, 5(4))",
		"what the person is advised to do (r. 3.1, 5(5))", "where to obtain more information (r. 3.1, 5(6))"},
	Language: "French, unless the person has chosen another language", Delay: "as long as it could hamper an investigation by a body charged with preventing, detecting or repressing crime (3.5, fourth paragraph)", Notes: []string{qcNote},
}}
