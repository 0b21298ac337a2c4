package filing

import (
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// readable answers whether the data could be read, which is the contrary of
// their being encrypted with the key safe.
func readable(c context) string {
	switch {
	case c.Facts.Encrypted == nil:
		return ""
	case *c.Facts.Encrypted:
		return "No: all of it was encrypted, and the key was not taken."
	}
	return "Yes: not all of it was encrypted, or the key was taken, too."
}

// latest is the judgement on a fact that holds; nil: there is none.
func latest(c context, fact string) (last *obligation.Judgement) {
	var when time.Time
	for i, j := range c.Facts.Judgements {
		if at, err := time.Parse(time.RFC3339, j.At); err == nil && j.Fact == fact && !at.Before(when) {
			last, when = &c.Facts.Judgements[i], at
		}
	}
	return last
}

// risk is the risk as a person judged it, with when and why. A bare word is no
// judgement: riskWord offers it.
func risk(c context) string {
	if j := latest(c, "risk"); j != nil {
		return fmt.Sprintf("%s: judged on %s. %s", j.Value, c.moment(j.At), j.Why)
	}
	return ""
}

func riskWord(c context) string {
	if c.Facts.Risk == "" {
		return harmJudged(c)
	}
	return fmt.Sprintf("%q, by the facts; who judged it, when and why is not recorded", c.Facts.Risk)
}

// harmJudged is what was judged of harm and of risk, each with its reason: what
// a person can build the answer on that an authority wants in words.
func harmJudged(c context) string {
	var lines []string
	if j := latest(c, "likely_serious_harm"); j != nil {
		likely := map[bool]string{true: "likely", false: "not likely"}[c.Facts.LikelySeriousHarm != nil && *c.Facts.LikelySeriousHarm]
		lines = append(lines, fmt.Sprintf("Serious harm was judged %s on %s. %s", likely, c.moment(j.At), j.Why))
	}
	if j := latest(c, "risk"); j != nil {
		lines = append(lines, fmt.Sprintf("The risk was judged %q on %s. %s", j.Value, c.moment(j.At), j.Why))
	}
	return strings.Join(lines, "\n")
}
