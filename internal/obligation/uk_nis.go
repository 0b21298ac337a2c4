package obligation

const (
	nisLaw  = "Network and Information Systems Regulations 2018 (SI 2018/506)"
	nisRead = "on the official page in a stored copy, but not to its end; the 72 hours through the competent authority of Northern Ireland (regulation 11), the ICO's guide (regulation 12) and another account; version not known"
	nisNote = "The Cyber Security and Resilience (Network and Information Systems) Bill (introduced 2025-11-12) would ask for a first report within 24 hours and bind more companies; that it was passed was not found. Counsel checks."
)

var ukNIS = []Rule{{
	ID: "UK-NIS-11", Law: nisLaw, Article: "regulation 11(1) and (3)", Title: "Essential services: notify the competent authority",
	Source: "https://www.legislation.gov.uk/uksi/2018/506/regulation/11", How: CopyRead, Checked: "2026-11-24", Detail: "regulation 11(1) to (3)(a) " + nisRead, From: "2018-05-10", Owes: "operator of an essential service",
	To: to(Regulator, "the competent authority designated for the sector (such as Ofgem and the department, Ofcom, the CAA, the Drinking Water Inspectorate)", "Europe/London", ""), Starts: Awareness, Period: hours72,
	Ends: "the authority has the notification in writing", Threshold: "a significant impact on the continuity of the essential service, by users affected, duration and area (regulation 11(1), (2))",
	Exempt: "operators below the thresholds of schedule 2 that are not designated (regulation 8); telecoms networks, which have the Communications Act 2003 (regulation 8(1A))",
	Conditions: []Condition{established(unitedKingdom), sector("an operator of an essential service (regulation 8, schedule 2)", "energy", "transport", "health", "water", "digital_infrastructure"),
		classified("of significant impact on the continuity of the essential service", "regulation 11(1), (2)")},
	Contents: []string{"the operator's name and its essential services (regulation 11(3)(a)(i))", "when the incident occurred, and how long it lasted (regulation 11(3)(a)(ii), (iii))",
		"its nature and impact (regulation 11(3)(a)(iv))", "any impact across borders, also a likely one (regulation 11(3)(a)(v))", "whatever else may help the authority (regulation 11(3)(a)(vi))"},
	Language: "English", Form: "in writing, as the authority says", Notes: []string{"Without undue delay, and at most 72 hours. A theft of data alone seldom touches continuity.", nisNote},
}, {
	ID: "UK-NIS-12", Law: nisLaw, Article: "regulation 12(3) and (6)", Title: "Digital services: notify the Information Commissioner of the incident",
	Source: "https://www.legislation.gov.uk/uksi/2018/506/regulation/12", How: CopyRead, Checked: "2026-11-24", Detail: "regulation 12(1) to (5) " + nisRead, From: "2018-05-10", Owes: "relevant digital service provider",
	To: to(Regulator, ico, "Europe/London", ""), Starts: Awareness, Period: hours72,
	Ends: "the Commissioner has the notification in writing", Threshold: "a substantial impact on an online marketplace, an online search engine or a cloud computing service (regulation 12(1), (3))",
	Exempt: "small and micro enterprises (the ICO's guide); who cannot assess the impact for want of information (regulation 12(4))",
	Conditions: []Condition{established(unitedKingdom), sector("a provider of an online marketplace, an online search engine or a cloud computing service (regulation 12(1))", "online_platform", "cloud"),
		classified("of substantial impact on the digital service", "regulation 12(3)")},
	Contents: []string{"the provider's name and its digital services (regulation 12(5)(a))", "when the incident occurred, and how long it lasted (regulation 12(5)(b), (c))",
		"its nature and impact (regulation 12(5)(d))", "any impact across borders, also a likely one (regulation 12(5)(e))", "whatever else may help the Commissioner (regulation 12(5)(f))"},
	Language: "English", Form: "in writing", Notes: []string{"This is beside the report of a personal data breach (UK-GDPR-33).", nisNote},
}}
