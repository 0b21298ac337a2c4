package obligation

const (
	fccLaw    = "Customer proprietary network information, 47 CFR part 64, subpart U"
	fccSource = "https://www.ecfr.gov/current/title-47/chapter-I/subchapter-B/part-64/subpart-U/section-64.2011"
	fccRead   = "paragraphs (a) to (b)(2) in a stored copy of the official eCFR as of 2021-02-25, the rest in a copy; that the section still stood in September 2026 through several accounts, one checked against the code"
	fccOrder  = "The order FCC 23-111 (89 FR 9968) would widen this: other personal data, the Commission itself from 500 customers on, the people within 30 days. Its amendments to 64.2011 are delayed indefinitely, also after the Sixth Circuit upheld them in August 2025. Check."
	fccEnough = "a breach of customer proprietary network information: somebody intentionally accessed, used or disclosed it without authorization (64.2011(e))"
	fccExempt = "data that are no such information, as a name, an address or a telephone number (47 U.S.C. 222(h))"
)

var (
	carrier = sector("a telecommunications carrier or interconnected VoIP provider (64.2003(o))", "telecom")
	// cpni is the use that customers make of the network, and what they pay for.
	cpni = definition{Article: "47 U.S.C. 222(h)(1)", Wants: "data on the services and calls of a customer", Sets: []set{
		alone("(A)", "order_history", "location"), {"(A)", []wanted{{Any: []string{"support_ticket"}}, {Missing: "whether the tickets tell of services or calls must be judged"}}}}}
)

var fccCPNI = []Rule{{
	ID: "US-FCC-CPNI-P", Law: fccLaw, Article: "47 CFR 64.2011(b)", Title: "Notify the Secret Service and the FBI",
	Source: fccSource, Version: "2021-02-25", How: OfficialText, Detail: fccRead, Checked: "2026-11-24", From: "2007-12-08", Owes: "telecommunications carrier",
	To:     to(Regulator, "the United States Secret Service and the FBI, through the FCC's reporting facility", "America/New_York", "https://www.fcc.gov/eb/cpni"),
	Starts: Determination, Period: Period{N: 7, Unit: BusinessDays, Calendar: "US federal"},
	Ends: "the notice is sent through the facility", Threshold: fccEnough, Exempt: fccExempt,
	Conditions: []Condition{carrier, residentsOrSeat(unitedStates), cpni.taken}, Contents: []string{"what the facility asks for (64.2011(b))"}, Form: "the reporting facility",
	Notes: []string{"As soon as practicable; seven business days after reasonable determination are the limit. Records of the breach and the notices are kept for two years (64.2011(d)).", fccOrder},
}, {
	ID: "US-FCC-CPNI-S", Law: fccLaw, Article: "47 CFR 64.2011(a) to (c)", Title: "Tell the customers, not before seven business days after law enforcement",
	Source: fccSource, Version: "2021-02-25", How: OfficialText, Detail: fccRead, Checked: "2026-11-24", From: "2007-12-08", Owes: "telecommunications carrier",
	To:     to(People, "the customers concerned", "America/New_York", ""),
	Starts: Determination, Period: promptly("after seven full business days from telling the Secret Service and the FBI, NOT before"),
	Ends: "the customers are told", Threshold: fccEnough, Exempt: fccExempt,
	Conditions: []Condition{carrier, residentsOrSeat(unitedStates), cpni.taken}, Contents: []string{"that there was a breach of their information (64.2011(c))"},
	Delay: "the investigating agency may direct to wait for 30 days and longer (64.2011(b)(3)); an extraordinarily urgent need to tell sooner is agreed with it (64.2011(b)(2))",
	Notes: []string{"Letters that go out earlier, also under a state's law, break this one (64.2011(b)(1)): agree with the investigating agency first.", fccOrder},
}}
