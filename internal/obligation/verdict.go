package obligation

import (
	"fmt"
	"slices"
	"strings"
)

// An Answer orders what a condition can say, so that more people or worse
// facts only ever move it up.
type Answer int

// Answers.
const (
	No    Answer = iota
	Judge        // a fact or a person's judgement is missing
	Yes
)

// A Verdict is a condition's answer with its reason in words.
type Verdict struct {
	Answer Answer
	Reason string
	Needs  []string // missing facts ("risk: is it likely …?"), most deciding first
}

// A Condition looks at one thing that a duty depends on.
type Condition func(Case) Verdict

func yes(format string, args ...any) Verdict {
	return Verdict{Answer: Yes, Reason: fmt.Sprintf(format, args...)}
}
func no(format string, args ...any) Verdict {
	return Verdict{Answer: No, Reason: fmt.Sprintf(format, args...)}
}
func judge(need, format string, args ...any) Verdict {
	return Verdict{Answer: Judge, Reason: fmt.Sprintf(format, args...), Needs: []string{need}}
}

// decide joins conditions: the lowest answer decides, and its reasons are given.
func decide(c Case, conditions []Condition) Verdict {
	joined, reasons := Verdict{Answer: Yes}, map[Answer][]string{}
	for _, condition := range conditions {
		v := condition(c)
		joined.Answer = min(joined.Answer, v.Answer)
		if v.Reason != "" {
			reasons[v.Answer] = append(reasons[v.Answer], v.Reason)
		}
		for _, n := range v.Needs {
			if !slices.Contains(joined.Needs, n) {
				joined.Needs = append(joined.Needs, n)
			}
		}
	}
	said := reasons[joined.Answer]
	if joined.Answer == Judge {
		said = append(said, reasons[Yes]...)
	}
	joined.Reason = strings.Join(said, "; ")
	return joined
}

// anyOf is met when any of its conditions is, for duties with several triggers.
func anyOf(conditions ...Condition) Condition {
	return func(c Case) Verdict {
		joined, reasons := Verdict{Answer: No}, map[Answer][]string{}
		var needs []string
		for _, condition := range conditions {
			v := condition(c)
			joined.Answer = max(joined.Answer, v.Answer)
			if v.Reason != "" {
				reasons[v.Answer] = append(reasons[v.Answer], v.Reason)
			}
			if v.Answer == Judge {
				needs = append(needs, v.Needs...)
			}
		}
		if joined.Answer == Judge {
			joined.Needs = needs
		}
		joined.Reason = strings.Join(reasons[joined.Answer], "; ")
		return joined
	}
}

// allOf is met when each of its conditions is, for a trigger with several parts.
func allOf(conditions ...Condition) Condition {
	return func(c Case) Verdict { return decide(c, conditions) }
}
