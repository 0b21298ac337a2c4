package obligation

import (
	"slices"
	"strconv"
	"strings"
)

// A Judgement is a fact that a person decided: a risk, a harm, or whether one
// duty applies. It stands with who judged, when and why.
type Judgement struct {
	Fact  string `json:"fact"`  // a name of Judged, or the id of a duty
	Value string `json:"value"` // "high", "true", a time; for a duty "true" or "false"
	By    string `json:"by"`
	At    string `json:"at"` // RFC 3339
	Why   string `json:"why"`
}

// Judged are the facts that a person may judge, beside whether a duty applies.
var Judged = []string{"risk", "likely_serious_harm", "wrongful_purpose", "encrypted", "role", "classified_at"}

// judge takes the judgements over into the facts, the latest last, and returns
// those on single duties.
func (f *Facts) judge() (map[string]Judgement, error) {
	judged := map[string]Judgement{}
	ordered := slices.Clone(f.Judgements)
	for _, j := range ordered {
		if _, err := readTime("judgements: at of "+j.Fact, j.At); err != nil {
			return nil, err
		}
		if strings.TrimSpace(j.By) == "" || strings.TrimSpace(j.Why) == "" {
			return nil, BadFacts("judgements: %s has no by or no why: a judgement says who made it and for which reason", j.Fact)
		}
	}
	slices.SortStableFunc(ordered, func(a, b Judgement) int {
		at, _ := readTime("", a.At)
		bt, _ := readTime("", b.At)
		return at.Compare(bt)
	})
	for _, j := range ordered {
		if err := f.take(j, judged); err != nil {
			return nil, err
		}
	}
	return judged, nil
}

func (f *Facts) take(j Judgement, judged map[string]Judgement) error {
	yes, err := strconv.ParseBool(j.Value)
	wantsBool := func(to **bool) error {
		if err != nil {
			return BadFacts("judgements: %s is %q: it must be true or false", j.Fact, j.Value)
		}
		*to = &yes
		return nil
	}
	switch j.Fact {
	case "risk":
		f.Risk = j.Value
		return oneOf("risk", j.Value, risks...)
	case "role":
		f.Role = j.Value
		return oneOf("role", j.Value, roles...)
	case "classified_at":
		f.ClassifiedAt = j.Value
		_, err := readTime("judgements: classified_at", j.Value)
		return err
	case "likely_serious_harm":
		return wantsBool(&f.LikelySeriousHarm)
	case "wrongful_purpose":
		return wantsBool(&f.WrongfulPurpose)
	case "encrypted":
		return wantsBool(&f.Encrypted)
	}
	if _, ok := rule(j.Fact); !ok && !strings.HasPrefix(j.Fact, noRule) {
		return BadFacts("judgements: %q is neither one of %s nor the id of a duty", j.Fact, strings.Join(Judged, ", "))
	}
	var applies *bool
	if err := wantsBool(&applies); err != nil {
		return err
	}
	judged[j.Fact] = j
	return nil
}

// verdict is a person's word on one duty, whatever the conditions say.
func (j Judgement) verdict() Verdict {
	day, _, _ := strings.Cut(j.At, "T")
	if applies, _ := strconv.ParseBool(j.Value); applies {
		return yes("a person judged on %s that it applies: %s", day, j.Why)
	}
	return no("a person judged on %s that it does not apply: %s", day, j.Why)
}
