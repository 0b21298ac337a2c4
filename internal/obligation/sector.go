package obligation

import (
	"encoding/json"
	"slices"
	"strings"
)

// Sectors are the regulated sectors that the rules know, by their names in Facts.
// One that is not here is asked about, not guessed.
var Sectors = []string{
	"finance", "bank", "insurance", "payments", "securities", "crypto", "credit_bureau",
	"health", "health_plan", "health_records", "telecom", "internet", "energy", "water", "transport", "aviation",
	"digital_infrastructure", "cloud", "managed_services", "trust_services", "online_platform", "post", "waste",
	"chemicals", "food", "manufacturing", "space", "research", "defence", "critical_infrastructure",
	"public", "education", "retail", "media", "data_broker", "other",
}

// implied sectors: who is in the first is in the second too.
var impliedSectors = map[string]string{
	"bank": "finance", "insurance": "finance", "payments": "finance", "securities": "finance", "crypto": "finance", "credit_bureau": "finance",
	"health_plan": "health", "aviation": "transport",
}

var sectorAliases = map[string]string{
	"financial": "finance", "financial_services": "finance", "banking": "bank", "credit_institution": "bank", "insurer": "insurance",
	"payment": "payments", "broker_dealer": "securities", "investment": "securities", "credit_reporting": "credit_bureau",
	"healthcare": "health", "hospital": "health", "hipaa": "health", "medical": "health", "health_insurance": "health_plan",
	"telecoms": "telecom", "telecommunications": "telecom", "carrier": "telecom", "isp": "internet", "electricity": "energy", "gas": "energy",
	"government": "public", "public_administration": "public", "school": "education", "university": "education",
	"hosting": "cloud", "data_centre": "cloud", "msp": "managed_services", "none": "other", "unregulated": "other",
}

// SectorList is one sector or a list of them in JSON; nil is not known, empty is none.
type SectorList []string

// UnmarshalJSON takes "finance" as well as ["finance", "telecom"].
func (s *SectorList) UnmarshalJSON(body []byte) error {
	var one string
	if json.Unmarshal(body, &one) == nil {
		if *s = nil; one != "" {
			*s = SectorList{one}
		}
		return nil
	}
	return json.Unmarshal(body, (*[]string)(s))
}

func normaliseSectors(in []string) (known, unknown []string) {
	if in == nil {
		return nil, nil
	}
	known = []string{}
	add := func(to *[]string, s string) {
		if !slices.Contains(*to, s) {
			*to = append(*to, s)
		}
	}
	for _, raw := range in {
		s := underscored(raw)
		if alias, ok := sectorAliases[s]; ok {
			s = alias
		}
		if !slices.Contains(Sectors, s) {
			add(&unknown, s)
			continue
		}
		add(&known, s)
		if wider, ok := impliedSectors[s]; ok {
			add(&known, wider)
		}
	}
	return known, unknown
}

func underscored(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(s)))
}

const needSector = "sector: in which regulated sectors is the company?"

// sector is met by a company in any of the sectors (names of Sectors). what
// says whom the law means: "a financial entity (Article 2)".
func sector(what string, names ...string) Condition {
	return func(c Case) Verdict {
		for _, n := range names {
			if slices.Contains(c.sectors, n) {
				return yes("the company is in the sector %s: %s", n, what)
			}
		}
		switch {
		case c.sectors == nil:
			return judge(needSector, "not said whether the company is %s", what)
		case len(c.unknownSectors) > 0:
			return judge(needSector, "not known whether %s makes the company %s", strings.Join(c.unknownSectors, ", "), what)
		}
		return no("the company is not %s", what)
	}
}

// notSector keeps out companies of sectors with a law of their own.
func notSector(what string, names ...string) Condition {
	return func(c Case) Verdict {
		for _, n := range names {
			if slices.Contains(c.sectors, n) {
				return no("the company is in the sector %s: %s", n, what)
			}
		}
		return Verdict{Answer: Yes}
	}
}
