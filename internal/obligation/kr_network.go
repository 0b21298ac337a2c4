package obligation

var koreaNetwork = []Rule{{
	ID: "KR-NETWORK-24h", Law: "Act on Promotion of Information and Communications Network Utilization and Information Protection (Network Act)", Article: "Article 48-3 and its Enforcement Decree", Title: "Report the intrusion incident to KISA or the Ministry of Science and ICT",
	Source: "https://www.law.go.kr/", How: NotVerified, Checked: "2026-11-24", Detail: "the 24 hours through one careful summary of autumn 2026; the article and the day from which they hold from general knowledge; version not known", From: "2024-08-14", Owes: "provider of information and communications services",
	To: to(Regulator, "the Ministry of Science and ICT (MSIT) or the Korea Internet & Security Agency (KISA)", "Asia/Seoul", ""), Starts: Awareness, Period: hours24,
	Ends: "the incident is reported; what is found later within 24 hours of finding it", Threshold: "an intrusion incident: an attack on the network or system by hacking, malicious code and the like (Network Act, Article 2(1)7)",
	Conditions: []Condition{residentsOrSeat(korea), classified("an intrusion incident", "Network Act, Article 2(1)7")},
	Contents:   []string{"when, cause and damage, the measures taken, a contact (Network Act, Article 48-3)"},
	Notes:      []string{"Besides the report of the leak (KR-PIPA-P). An insider who only used his own access may not be an intrusion: counsel grades it.", "For whoever offers services online for profit; counsel checks."},
}}
