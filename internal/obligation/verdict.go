package obligation

import (
	"fmt"
	"math"
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

// A region is where a law protects the people who live there.
type region struct {
	name string // "the EU and EEA"
	in   func(place string) bool
	// maybe is a wider place whose people may live in the region: the US
	// without a state, for a state. Empty: none.
	maybe string
}

func country(code, name string) region {
	return region{name: name, in: func(p string) bool { return p == code || strings.HasPrefix(p, code+"-") }}
}

// tally counts affected residents: at least known, at most possible.
func (c Case) tally(r region) (known, possible int) {
	if c.affected == nil {
		return 0, math.MaxInt
	}
	for place, n := range c.affected {
		switch {
		case r.in(place):
			known += n
		case place == NotKnown || r.maybe != "" && place == r.maybe:
			possible += n
		}
	}
	return known, known + possible
}

func (c Case) total() int {
	sum := 0
	for _, n := range c.affected {
		sum += n
	}
	return sum
}

const needCount = "affected: how many people are affected, by country and state?"

// residents asks whether the law reaches the incident by where people live.
func residents(r region) Condition {
	return func(c Case) Verdict {
		known, possible := c.tally(r)
		switch {
		case known > 0:
			return yes("%s affected in %s", people(known), r.name)
		case c.affected == nil:
			return judge(needCount, "not yet known whether anybody in %s is affected", r.name)
		case possible > 0:
			return judge("affected: where do the people whose residence is not known live?", "%s live nobody knows where, perhaps in %s", people(possible), r.name)
		}
		return no("nobody in %s is among the affected", r.name)
	}
}

// residentsOrSeat also asks where the company is established, for laws that
// follow the company: there, a person must judge whose activities these were.
func residentsOrSeat(r region) Condition {
	byResidence := residents(r)
	return func(c Case) Verdict {
		v := byResidence(c)
		here, elsewhere := 0, 0
		for _, e := range c.establishments {
			if r.in(e) {
				here++
			} else {
				elsewhere++
			}
		}
		switch {
		case v.Answer == Yes || c.affected == nil || c.total() == 0 || here == 0:
			return v
		case elsewhere == 0:
			return yes("%s affected elsewhere, and the company is established only in %s, whose law follows it", people(c.total()), r.name)
		}
		return judge("establishments: were the data processed in the context of the establishment in "+r.name+"?",
			"nobody in %s is known to be affected, but the company has an establishment there", r.name)
	}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}
