package obligation

import "slices"

// The conditions that many laws share. Each cites the article it is called with.

const (
	needRole     = "role: is the company the controller of these data, or a processor for somebody else?"
	needRisk     = "risk: is it likely to result in a high risk to the people (high), in a risk (risk), or unlikely to (unlikely)?"
	needHarm     = "likely_serious_harm: is serious harm to any of the people likely?"
	needWrongful = "wrongful_purpose: may it have been done with a wrongful purpose, by an intruder or an insider?"
	needListed   = "listed_in: in which countries are the company's securities listed?"
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

// riskNotExcluded is the threshold of the GDPR's Article 33 and of its like:
// notify unless a risk is unlikely.
func riskNotExcluded(c Case) Verdict {
	switch {
	case c.risk == "unlikely":
		return no("judged unlikely to result in a risk to the people (keep a record of the breach and of the judgement)")
	case c.risk != "":
		return yes("a risk to the people was judged likely")
	case c.encrypted != nil && *c.encrypted:
		return judge(needRisk, "what was taken is encrypted and the key was not: a risk may be unlikely")
	}
	return yes("nobody has judged a risk to be unlikely")
}

// risk is met by a risk that was judged at least so high: "risk" or "high".
func risk(least, article string) Condition {
	return func(c Case) Verdict {
		switch {
		case c.risk == "high" || c.risk == "risk" && least == "risk":
			return yes("a %s to the people was judged likely (%s)", map[string]string{"risk": "risk", "high": "high risk"}[c.risk], article)
		case c.risk != "":
			return no("judged not likely to result in a %s (%s)", map[string]string{"risk": "risk", "high": "high risk"}[least], article)
		case c.seriousHarm != nil && *c.seriousHarm:
			return yes("serious harm was judged likely, which is a high risk (%s)", article)
		case c.wrongful != nil && *c.wrongful:
			return judge(needRisk, "the risk must be judged (%s); data taken on purpose to approach people point to a high one", article)
		}
		return judge(needRisk, "the risk to the people must be judged (%s)", article)
	}
}

// seriousHarm is met when serious harm was judged likely, for laws whose own
// measure that is: "real risk of significant harm", "risk of serious injury" and
// their like. Others have a measure.
func seriousHarm(article string) Condition {
	return func(c Case) Verdict {
		switch {
		case c.seriousHarm == nil:
			return judge(needHarm, "whether serious harm is likely must be judged (%s)", article)
		case *c.seriousHarm:
			return yes("serious harm was judged likely (%s)", article)
		}
		return no("serious harm was judged not likely (%s)", article)
	}
}

// notEncrypted is met unless all that was taken is encrypted with the key safe.
func notEncrypted(article string) Condition {
	return func(c Case) Verdict {
		if c.encrypted != nil && *c.encrypted {
			return no("what was taken is encrypted and the key was not (%s)", article)
		}
		return Verdict{Answer: Yes}
	}
}

// listed is met by a company whose securities are listed in the country.
func listed(code, name string) Condition {
	return func(c Case) Verdict {
		switch {
		case c.listed == nil:
			return judge(needListed, "not said whether the company is listed in %s", name)
		case slices.Contains(c.listed, code):
			return yes("the company is listed in %s", name)
		}
		return no("the company is not listed in %s", name)
	}
}
