package obligation

import (
	"slices"
	"strings"
)

// A Judgement is a fact that a person decided: a risk, a harm, a corrected
// count, or whether one duty applies. It stands with who judged, when and why.
type Judgement struct {
	Fact  string `json:"fact"`  // a name of Judged, or the id of a duty
	Value string `json:"value"` // "high", "true", a time, "DE=3"; for a duty "true" or "false"
	By    string `json:"by"`
	At    string `json:"at"` // RFC 3339
	Why   string `json:"why"`
}

// Check says what is missing in a judgement, or wrong in its value.
func (j Judgement) Check() error {
	if _, err := readTime("judgements: at of "+j.Fact, j.At); err != nil {
		return err
	}
	if strings.TrimSpace(j.By) == "" || strings.TrimSpace(j.Why) == "" {
		return BadFacts("judgements: %s has no by or no why: a judgement says who made it and for which reason", j.Fact)
	}
	if isDuty(j.Fact) {
		var applies *bool
		return setTruth(&applies, j.Fact, j.Value)
	}
	return Set(&Facts{}, j.Fact, j.Value)
}

// judge takes the judgements over into the facts, the latest last, and returns
// those on single duties.
func (f *Facts) judge() (map[string]Judgement, error) {
	judged := map[string]Judgement{}
	ordered := slices.Clone(f.Judgements)
	for _, j := range ordered {
		if err := j.Check(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(ordered, func(a, b Judgement) int { return after(a.At).Compare(after(b.At)) })
	for _, j := range ordered {
		if isDuty(j.Fact) {
			judged[j.Fact] = j
		} else if err := Set(f, j.Fact, j.Value); err != nil {
			return nil, err
		}
	}
	return judged, nil
}

// AsJudged is the facts with the judgements taken over into them.
func (f Facts) AsJudged() (Facts, error) {
	_, err := f.judge()
	return f, err
}

// verdict is a person's word on one duty, whatever the conditions say.
func (j Judgement) verdict() Verdict {
	day, _, _ := strings.Cut(j.At, "T")
	var applies *bool
	if setTruth(&applies, j.Fact, j.Value) == nil && *applies {
		return yes("a person judged on %s that it applies: %s", day, j.Why)
	}
	return no("a person judged on %s that it does not apply: %s", day, j.Why)
}
