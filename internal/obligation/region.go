package obligation

import (
	"fmt"
	"math"
	"strings"
)

// A region is where a law protects the people who live there.
type region struct {
	name string // "the EU and EEA"
	in   func(place string) bool
	// maybe is a wider place whose people may live in the region: the US
	// without a state, for a state. Empty: none.
	maybe string
}

// anywhere is every place, the unknown one too: for laws that follow the
// company or its sector.
var anywhere = region{name: "any place", in: func(string) bool { return true }}

// country is a state of ISO 3166-1 with its parts.
func country(code, name string) region {
	return region{name: name, in: func(p string) bool { return p == code || strings.HasPrefix(p, code+"-") }}
}

// part is a state or province by its code of ISO 3166-2: "US-CA", "CA-QC".
func part(code, name string) region {
	whole, _, _ := strings.Cut(code, "-")
	return region{name: name, in: func(p string) bool { return p == code }, maybe: whole}
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

// established asks whether the company has an establishment in the region, for
// laws that bind companies and count no people.
func established(r region) Condition {
	return func(c Case) Verdict {
		if c.establishments == nil {
			return judge("establishments: in which countries is the company established?", "not said whether the company is established in %s", r.name)
		}
		for _, e := range c.establishments {
			if r.in(e) {
				return yes("the company is established in %s", r.name)
			}
		}
		return no("the company has no establishment in %s", r.name)
	}
}

// atLeast is a threshold by count: n people of the region, or more.
func atLeast(r region, n int, article string) Condition {
	return threshold(r, n, fmt.Sprintf("%s or more (%s)", grouped(n), article), fmt.Sprintf("fewer than %s (%s)", grouped(n), article))
}

// moreThan is a threshold by count: n+1 people of the region, or more.
func moreThan(r region, n int, article string) Condition {
	return threshold(r, n+1, fmt.Sprintf("more than %s (%s)", grouped(n), article), fmt.Sprintf("not more than %s (%s)", grouped(n), article))
}

func threshold(r region, least int, above, below string) Condition {
	return func(c Case) Verdict {
		known, possible := c.tally(r)
		switch {
		case known >= least:
			return yes("%s in %s, %s", people(known), r.name, above)
		case c.affected == nil:
			return judge(needCount, "not yet counted whether it is %s in %s", above, r.name)
		case possible >= least:
			return judge(needCount, "not yet known whether it is %s in %s", above, r.name)
		}
		return no("%s in %s, %s", people(possible), r.name, below)
	}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return grouped(n) + " people"
}

// grouped writes 1234567 as 1,234,567.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
