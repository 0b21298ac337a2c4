package obligation

const (
	cnIncidentLaw    = "National Measures for the Administration of Cybersecurity Incident Reporting (CAC, 2025-09-11)"
	cnIncidentSource = "https://www.cac.gov.cn/2025-09/15/c_1759583017717009.htm"
	cnIncidentRead   = "Articles 2, 4, 7, 8 and 14 and the grading guide quoted from the CAC's page as of 2026-10-09; a copy of the text agrees"
	cnGrade          = "an incident graded relatively large or above by the annexed guide, as a rule the data of 1,000,000 people or more (Article 4; grading guide, part 3)"
	cnIncidentLater  = "cause, impact and trend may follow (Article 7(2)); a summary within 30 days after the handling has ended (Article 8)"
	// cnRelativelyLarge people and more make an incident relatively large.
	cnRelativelyLarge = 1_000_000
)

// cnGraded is met by the guide's count, or by somebody's grading by the guide.
// The count is one of its criteria, so a low one alone decides nothing.
func cnGraded(c Case) Verdict {
	v := atLeast(china, cnRelativelyLarge, "grading guide, part 3, no. 5")(c)
	switch {
	case v.Answer == Yes || c.class != nil && c.class.at.IsZero():
		return v
	case c.class != nil:
		return yes("the incident was graded (grading guide)")
	}
	need := c.needClass("is the incident relatively large or above by any criterion of the grading guide, such as an interruption, losses or a grave threat to national security, and when was that found? a time, or no")
	return judge(need, "%s; the count is one of the guide's criteria, and nobody has graded the incident by the others (grading guide, part 3)", v.Reason)
}

var cnIncidentContents = []string{
	"the company and the system; when, where and what kind of incident; the harm done and the measures taken (Article 7(1))",
	"cause, trend, what an attacker demands, what help is asked for (Article 7(1))",
}

var chinaIncident = []Rule{{
	ID: "CN-INCIDENT-4h", Law: cnIncidentLaw, Article: "Article 4", Title: "Report the graded incident to the provincial Cyberspace Administration",
	Source: cnIncidentSource, Version: "2025-09-11", How: CopyRead, Checked: "2026-11-24", Detail: cnIncidentRead, From: "2025-11-01", Owes: "network operator",
	To: to(Regulator, "the Cyberspace Administration of the province (hotline 12387)", "Asia/Shanghai", ""), Starts: Detection, Period: Period{N: 4, Unit: Hours},
	Ends: "the report is made", Threshold: cnGrade,
	Conditions: []Condition{residentsOrSeat(china), notSector("its incidents are reported within 1 hour (Article 4(1))", "critical_infrastructure"), cnGraded},
	Contents:   cnIncidentContents, Language: "an official one of the country; not looked up", Form: "hotline, website, WeChat, mail or fax of 12387", Later: cnIncidentLater,
	Notes: []string{"State organs of the centre report within 2 hours to their own department (Article 4(2)): no rule for them here.",
		"It binds who builds or runs networks in mainland China or serves through them there (Article 2); whether a foreign company does, counsel says.", "A suspected crime is also reported to the police (Article 4)."},
}, {
	ID: "CN-INCIDENT-1h", Law: cnIncidentLaw, Article: "Article 4(1)", Title: "Report the graded incident of a critical infrastructure",
	Source: cnIncidentSource, Version: "2025-09-11", How: CopyRead, Checked: "2026-11-24", Detail: cnIncidentRead, From: "2025-11-01", Owes: "network operator of critical information infrastructure",
	To: to(Regulator, "the protection department of the sector, and the police", "Asia/Shanghai", ""), Starts: Detection, Period: Period{N: 1, Unit: Hours},
	Ends: "both have the report", Threshold: cnGrade,
	Conditions: []Condition{residentsOrSeat(china), sector("an operator of critical information infrastructure", "critical_infrastructure"), cnGraded},
	Contents:   cnIncidentContents, Language: "an official one of the country; not looked up", Later: cnIncidentLater,
}}
