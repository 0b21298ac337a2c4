package obligation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A doubt is two judgements that can both be right in law and seldom are. It is
// never settled silently: where the milder of the two spares a duty, the duty
// stays open or says so, and a person is asked to judge again.
type doubt struct {
	facts  []string // that it is made of; the first is to be judged again
	says   string
	values []string // that the first can have
	is     func(Facts) bool
	strict func(*Case) // the reading that keeps duties
	// exempt: the law itself spares the duty even so, as it does encrypted data
	// whatever their loss would mean. Then it is a remark, not an open duty.
	exempt  bool
	settled string // when a person judged again in its knowledge, and why
}

var truths = []string{"true", "false"}

var doubts = []doubt{{
	facts: []string{"likely_serious_harm", "risk"}, values: truths,
	says: `judge again: risk is "high" and likely_serious_harm is false; of the same people both are seldom so`,
	is:   func(f Facts) bool { return f.Risk == "high" && isFalse(f.LikelySeriousHarm) },
	strict: func(c *Case) {
		c.seriousHarm = ptr(true)
	},
}, {
	facts: []string{"risk", "likely_serious_harm"}, values: risks,
	says: `judge again: likely_serious_harm is true and risk is "risk", not "high"; of the same people both are seldom so`,
	is:   func(f Facts) bool { return f.Risk == "risk" && isTrue(f.LikelySeriousHarm) },
	strict: func(c *Case) {
		c.risk = "high"
	},
}, {
	facts: []string{"encrypted", "risk", "likely_serious_harm"}, values: truths,
	says: "judge again: encrypted is true (all of it, the key not taken), and yet a high risk or serious harm was judged likely; what nobody can read seldom brings them",
	is: func(f Facts) bool {
		return isTrue(f.Encrypted) && (f.Risk == "high" || isTrue(f.LikelySeriousHarm))
	},
	strict: func(c *Case) {
		c.encrypted = ptr(false)
	},
	exempt: true,
}}

func isTrue(b *bool) bool  { return b != nil && *b }
func isFalse(b *bool) bool { return b != nil && !*b }
func ptr(b bool) *bool     { return &b }

// doubts are those of the facts with the judgements on them. One that stood when
// a person judged again is settled by that word.
func (f Facts) doubts() []doubt {
	judgements := slices.Clone(f.Judgements)
	slices.SortStableFunc(judgements, func(a, b Judgement) int { return after(a.At).Compare(after(b.At)) })
	var all []doubt
	for _, d := range doubts {
		state := f
		stood := d.is(state)
		for _, j := range judgements {
			if !slices.Contains(d.facts, j.Fact) || Set(&state, j.Fact, j.Value) != nil {
				continue
			}
			if d.settled = ""; stood && j.Fact == d.facts[0] {
				day, _, _ := strings.Cut(j.At, "T")
				d.settled = fmt.Sprintf("judged again on %s: %s", day, j.Why)
			}
			stood = d.is(state)
		}
		if stood {
			all = append(all, d)
		}
	}
	return all
}

// again keeps a duty open that one side of a doubt alone spares.
func (c Case) again(v Verdict, conditions []Condition) Verdict {
	for _, some := range c.combined() {
		strict := c
		var says []string
		spared := false
		for _, d := range some {
			d.strict(&strict)
			says, spared = append(says, cmp.Or(d.settled, d.says)), spared || d.exempt || d.settled != ""
		}
		if v.Answer != No || decide(strict, conditions).Answer == No {
			continue
		}
		if v.Reason += "; " + strings.Join(says, "; "); spared {
			return v
		}
		return Verdict{Answer: Judge, Reason: v.Reason, Needs: says}
	}
	return v
}

// combined are the doubts each alone, and all together where there are several.
func (c Case) combined() [][]doubt {
	var all [][]doubt
	for _, d := range c.doubts {
		all = append(all, []doubt{d})
	}
	if len(c.doubts) > 1 {
		all = append(all, c.doubts)
	}
	return all
}

// inquiry asks to judge again, unless somebody has.
func (d doubt) inquiry() inquiry {
	i := inquiry{fact: d.facts[0], ask: d.says, answers: d.values}
	for _, value := range d.values {
		i.trials = append(i.trials, judging(d.facts[0], value))
	}
	return i
}
