package obligation

var hongKong = country("HK", "Hong Kong")

const (
	hkLaw    = "Personal Data (Privacy) Ordinance (Cap. 486); guidance of the PCPD, June 2023"
	hkSource = "https://www.pcpd.org.hk/english/resources_centre/publications/files/guidance_note_dbn_e.pdf"
	hkRead   = "the guidance and the PCPD's page quoted as of 2026-10-09; a bill to make it mandatory was not found by then"
	hkFree   = "No law obliges: the PCPD advises it, in particular where there is a real risk of harm."
)

// voluntary never says yes: the law leaves it to the company, and so a person
// decides.
func voluntary(need string) Condition {
	return func(Case) Verdict { return judge(need, "no law obliges: it is the authority's advice") }
}

const needHongKong = "counsel: shall the company follow the PCPD's advice to tell?"

var hongKongPDPO = []Rule{{
	ID: "HK-PDPO-P", Law: hkLaw, Article: "guidance, step 4 (voluntary)", Title: "Consider telling the Privacy Commissioner (voluntary)",
	Source: hkSource, Version: "2023-06-30", How: Guidance, Checked: "2026-11-24", Detail: hkRead, From: "2023-06-30", Owes: "nobody by law; data users are advised to",
	To: to(Regulator, "the Privacy Commissioner for Personal Data (PCPD)", "Asia/Hong_Kong", "https://www.pcpd.org.hk/english/enforcement/data_breach_notification/dbn.html"), Starts: Awareness,
	Period: Period{Words: "as soon as practicable, by the guidance"},
	Ends:   "the notice is given, or the decision not to is recorded", Threshold: "in particular a real risk of harm (guidance of June 2023, step 4)",
	Conditions: []Condition{residentsOrSeat(hongKong), voluntary(needHongKong)},
	Contents:   []string{"what happened, which data and how many people, the risk, the measures, the contact (guidance of June 2023, step 4)"}, Form: "the PCPD's data breach notification form",
	Notes: []string{hkFree, "Operators designated under Cap. 653 also report computer incidents (HK-CAP653)."},
}, {
	ID: "HK-PDPO-S", Law: hkLaw, Article: "guidance, step 4 (voluntary)", Title: "Consider telling the people concerned (voluntary)",
	Source: hkSource, Version: "2023-06-30", How: Guidance, Checked: "2026-11-24", Detail: hkRead, From: "2023-06-30", Owes: "nobody by law; data users are advised to",
	To: to(People, "the people concerned", "Asia/Hong_Kong", ""), Starts: Awareness, Period: Period{Words: "as soon as practicable, by the guidance"},
	Ends: "they are told, or the decision not to is recorded", Threshold: "in particular a real risk of harm (guidance of June 2023, step 4)",
	Conditions: []Condition{residentsOrSeat(hongKong), voluntary(needHongKong)},
	Contents:   []string{"what happened, which data, the risk, the measures, what they can do, the contact (guidance of June 2023, step 4)"},
	Notes:      []string{hkFree},
}}
