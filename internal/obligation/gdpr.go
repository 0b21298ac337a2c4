package obligation

// The conditions that the EU's and the United Kingdom's GDPR share.

const (
	needRole = "role: is the company the controller of these data, or a processor for somebody else?"
	needRisk = "risk: is it likely to result in a high risk to the people (high), in a risk (risk), or unlikely to (unlikely)?"
)

// controller is met unless the company only processes for somebody else.
func controller(processorDuty string) Condition {
	return func(c Case) Verdict {
		if c.role == "processor" {
			return no("the company is a processor: its own duty is to tell the controller (%s)", processorDuty)
		}
		return Verdict{Answer: Yes}
	}
}

func processor(c Case) Verdict {
	switch c.role {
	case "processor":
		return yes("the company processes these data for somebody else")
	case "controller":
		return no("the company is the controller itself")
	}
	return judge(needRole, "not said whether the company is the controller or a processor")
}

// riskNotExcluded is Article 33's threshold: notify unless a risk is unlikely.
func riskNotExcluded(c Case) Verdict {
	switch {
	case c.risk == "unlikely":
		return no("judged unlikely to result in a risk to the people (keep the record that Article 33(5) asks for)")
	case c.risk != "":
		return yes("a risk to the people was judged likely")
	case c.encrypted != nil && *c.encrypted:
		return judge(needRisk, "what was taken is encrypted and the key was not: a risk may be unlikely")
	}
	return yes("nobody has judged a risk to be unlikely")
}

// highRisk is Article 34's threshold, with the exemption of paragraph 3(a).
func highRisk(c Case) Verdict {
	switch {
	case c.encrypted != nil && *c.encrypted:
		return no("what was taken is encrypted and the key was not (Article 34(3)(a))")
	case c.risk == "high":
		return yes("a high risk to the people was judged likely")
	case c.risk != "":
		return no("judged not likely to result in a high risk")
	case c.seriousHarm != nil && *c.seriousHarm:
		return yes("serious harm was judged likely, which is a high risk")
	case c.wrongful != nil && *c.wrongful:
		return judge(needRisk, "a high risk must be judged; data taken on purpose to approach people point to one")
	}
	return judge(needRisk, "whether the risk to the people is high must be judged")
}

var hours72 = Period{N: 72, Unit: Hours}
