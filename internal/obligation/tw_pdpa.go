package obligation

var taiwan = country("TW", "Taiwan")

const (
	twLaw    = "Personal Data Protection Act"
	twSource = "https://law.moj.gov.tw/LawClass/LawOldVer.aspx?pcode=I0050021"
	twRead   = "quoted from the official database as of 2026-10-09"
	twNew    = "The amendment of 2025-11-11 (report to the new commission; people told whether or not the facts are ascertained) was not in force by 2026-10-09: the Executive Yuan sets the day. A draft regulation of January 2026 says 72 hours. Check."
)

var taiwanPDPA = []Rule{{
	ID: "TW-PDPA-S", Law: twLaw, Article: "Article 12", Title: "Tell the people concerned",
	Source: twSource, Version: "2023-05-31", How: CopyRead, Checked: "2026-11-24", Detail: "Article 12 " + twRead, From: "2012-10-01", Owes: "government or non-government agency",
	To: to(People, "the people concerned", "Asia/Taipei", ""), Starts: Determination, Period: Period{Words: "after the facts have been ascertained, in an appropriate way"},
	Ends: "they are told by word, letter, telephone, text, mail or the like, or in public where that costs too much (Enforcement Rules, Article 22)", Threshold: "data stolen, disclosed, altered or otherwise infringed through a violation of the Act (Article 12)",
	Conditions: []Condition{residentsOrSeat(taiwan)},
	Contents:   []string{"the facts of the breach and the measures taken (Enforcement Rules, Article 22)"}, Language: "an official one of the country; not looked up",
	Notes: []string{twNew, "A company commissioned by another acts for it (Article 4); counsel checks who tells."},
}, {
	ID: "TW-FINANCE-P", Law: "Regulations on security measures for personal data files of non-government agencies designated by the FSC", Article: "Article 6(2)", Title: "Finance: report the major incident to the FSC",
	Source: "https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=G0380233", Version: "2021-12-14", How: CopyRead, Checked: "2026-11-24", Detail: "Articles 2 and 6 " + twRead, From: "2021-12-14", Owes: "financial institution",
	To: to(Regulator, "the Financial Supervisory Commission (FSC)", "Asia/Taipei", ""), Starts: Awareness, Period: hours72,
	Ends: "the report is filed by the annexed form", Threshold: "data infringed so that its operation or the rights of many people are endangered (Article 6(3))",
	Conditions: []Condition{residentsOrSeat(taiwan), sector("designated by the FSC (Article 2)", "finance"), classified("major", "Article 6(3)")},
	Contents:   []string{"the annexed form (Article 6(2))"}, Language: "an official one of the country; not looked up",
	Notes: []string{twNew},
}, {
	ID: "TW-DIGITAL-P", Law: "Regulations on security measures for personal data files in the digital economy (moda)", Article: "Article 8(2)", Title: "Digital economy: report the incident to moda",
	Source: "https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=K0010162", Version: "2023-10-12", How: CopyRead, Checked: "2026-11-24", Detail: "Articles 2 and 8 " + twRead + "; the list of industries was not read", From: "2023-10-12", Owes: "business of the annexed industries",
	To: to(Regulator, "the Ministry of Digital Affairs (moda), or the city or county with a copy to it", "Asia/Taipei", ""), Starts: Awareness, Period: hours72,
	Ends: "the report is filed by the annexed form", Threshold: "its operation or the rights of many people are endangered (Article 8(2))",
	Conditions: []Condition{residentsOrSeat(taiwan), sector("in an industry of the digital economy (Article 2, annex 1)", "online_platform", "cloud", "managed_services", "digital_infrastructure"), classified("major", "Article 8(2)")},
	Contents:   []string{"the annexed form (Article 8(2), annex 2)"}, Language: "an official one of the country; not looked up",
	Notes: []string{twNew},
}}
