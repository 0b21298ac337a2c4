package obligation

import (
	"maps"
	"slices"
	"strings"
)

// unitedStates is the country with its states. It is no region of the table:
// people in a state without a rule must stay loud.
var unitedStates = country("US", "the United States")

// circia is said with the sector rules while that law waits for its regulation.
const circia = "The Cyber Incident Reporting for Critical Infrastructure Act (6 U.S.C. 681b: 72 hours, ransom payments 24 hours) obliges nobody before CISA's final rule; none was published by October 2026. Check."

// inOneState is a threshold by count in some single state.
func inOneState(least int, above, below string) Condition {
	return func(c Case) Verdict {
		if c.affected == nil {
			return judge(needCount, "not yet counted by state: are there %s in one state?", above)
		}
		open := c.affected["US"] + c.affected[NotKnown]
		most, where := 0, ""
		for _, place := range slices.Sorted(maps.Keys(c.affected)) {
			if n := c.affected[place]; strings.HasPrefix(place, "US-") && n > most {
				most, where = n, place
			}
		}
		switch {
		case most >= least:
			return yes("%s in %s, %s", people(most), where, above)
		case most+open >= least:
			return judge(needCount, "not yet known whether there are %s in one state", above)
		}
		return no("%s in any one state at most, %s", people(most+open), below)
	}
}

// byYearBelow500 is a period of 60 days for 500 people or more, and for fewer 60
// days after the end of the year. While nobody has counted, the earlier holds.
func byYearBelow500(c Case) Period {
	if _, possible := c.tally(anywhere); possible >= 500 {
		return days(60)
	}
	return Period{N: 60, Unit: AfterYear}
}
