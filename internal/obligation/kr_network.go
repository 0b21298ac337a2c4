package obligation

var koreaNetwork = []Rule{{
	ID: "KR-NETWORK-24h", Law: "Act on Promotion of Information and Communications Network Utilization and Information Protection (Network Act)", Article: "Article 48-3(1); Enforcement Decree, Article 58-2(1)", Title: "Report the intrusion incident to KISA or the Ministry of Science and ICT",
	Source: "https://www.law.go.kr/법령/정보통신망이용촉진및정보보호등에관한법률시행령", Version: "2026-10-02", How: CopyRead, Checked: "2026-11-24",
	Detail: "Enforcement Decree, Article 58-2 whole, and the first day in force, in a copy of the Ministry of Government Legislation's consolidated text; Article 48-3 of the Act through a member's bill and a law firm that quote it", From: "2024-08-14", Owes: "provider of information and communications services",
	To: to(Regulator, "the Ministry of Science and ICT (MSIT) or the Korea Internet & Security Agency (KISA)", "Asia/Seoul", ""), Starts: Awareness, Period: hours24,
	Ends: "the incident is reported", Threshold: "an intrusion incident: an attack on the network or system by hacking, malicious code and the like (Network Act, Article 2(1)7)",
	Conditions: []Condition{residentsOrSeat(korea), classified("an intrusion incident", "Network Act, Article 2(1)7")},
	Contents: []string{"when it happened, its cause and the damage (Decree, Article 58-2(1)1)", "the measures taken and the state of the response (Decree, Article 58-2(1)2)",
		"the department in charge, and how to reach it (Decree, Article 58-2(1)3)"},
	Form: "in writing, by e-mail, by telephone or on the website (Decree, Article 58-2(3))", Later: "what is found afterwards, within 24 hours of finding it (Decree, Article 58-2(2))",
	Notes: []string{"Besides the report of the leak (KR-PIPA-P). An insider who only used his own access may not be an intrusion: counsel grades it.", "For whoever offers services online for profit; counsel checks."},
}}
