package obligation

import (
	"slices"
	"strings"
)

const (
	sociLaw    = "Security of Critical Infrastructure Act 2018 (Cth), Part 2B"
	sociSource = "https://www.legislation.gov.au/C2018A00029/latest/text"
	sociRead   = "section 30BC whole in a copy of the consolidated Act; section 30BD through several summaries that agree; version not known"
)

// sociAsset is met by a named operator of critical infrastructure; in the Act's
// other sectors a person must judge whether the asset is one.
func sociAsset(c Case) Verdict {
	v := sector("the responsible entity for a critical infrastructure asset", "critical_infrastructure")(c)
	var perhaps []string
	for _, s := range []string{"telecom", "internet", "cloud", "defence", "energy", "finance", "food", "health", "education", "research", "space", "transport", "water"} {
		if slices.Contains(c.sectors, s) {
			perhaps = append(perhaps, s)
		}
	}
	if v.Answer != Yes && len(perhaps) > 0 {
		return judge("sector: is the company also critical_infrastructure, with an asset of the Act in Australia?",
			"the company is in %s: whether it has a critical infrastructure asset must be judged", strings.Join(perhaps, ", "))
	}
	return v
}

var australiaSOCI = []Rule{{
	ID: "AU-SOCI-12h", Law: sociLaw, Article: "section 30BC", Title: "Report the critical cyber security incident",
	Source: sociSource, How: CopyRead, Checked: "2026-11-24", Detail: sociRead, From: "2022-07-08", Owes: "responsible entity for a critical infrastructure asset",
	To: to(Regulator, "the Australian Signals Directorate (ACSC)", "Australia/Sydney", ""), Starts: Awareness, Period: Period{N: 12, Unit: Hours},
	Ends: "the report is made; after an oral one a written record follows", Threshold: "a significant impact, direct or indirect, on the availability of the asset (section 30BC)",
	Conditions: []Condition{established(australia), sociAsset, classified("critical", "section 30BC")},
	Contents:   []string{"what the approved form and the rules ask (section 30BC(1)(c), (4))"}, Form: "orally or in writing (section 30BC(2))",
	Later: "a written record in the approved form within 84 hours of an oral report (section 30BC(3))",
}, {
	ID: "AU-SOCI-72h", Law: sociLaw, Article: "section 30BD", Title: "Report the other cyber security incident",
	Source: sociSource, How: Summaries, Checked: "2026-11-24", Detail: sociRead, From: "2022-07-08", Owes: "responsible entity for a critical infrastructure asset",
	To: to(Regulator, "the Australian Signals Directorate (ACSC)", "Australia/Sydney", ""), Starts: Awareness, Period: hours72,
	Ends: "the report is made; after an oral one a written record follows", Threshold: "a relevant impact on the availability, integrity or reliability of the asset, or on the confidentiality of its information (section 30BD)",
	Conditions: []Condition{established(australia), sociAsset},
	Contents:   []string{"what the approved form asks (section 30BD)"},
	Notes:      []string{"For some kinds of asset the duty started later than the day shown, or is switched off; counsel checks."},
}}
