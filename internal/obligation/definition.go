package obligation

import "strings"

// A definition is a law's closed list of data: those that make a breach.
type definition struct {
	Article string // "Civil Code 1798.82(h)"
	Wants   string // the list in a few words, said where it is not met
	Sets    []set
}

// A set is what, taken together, the definition covers: something of each wanted kind.
type set struct {
	Article string // "(h)(1)"; cited when it is met
	Groups  []wanted
}

// A wanted is kinds of data of which one is enough. If it is all that a set
// lacks, Missing says what a person must judge; empty: the set is not met.
type wanted struct {
	Any     []string
	Missing string
}

// name is a person's name. Data without it may still tell who somebody is.
var name = wanted{Any: []string{"name"}, Missing: "whether the taker knows the names must be judged"}

// nameWith is a name together with any of the elements.
func nameWith(article string, elements ...string) set {
	return set{article, []wanted{name, {Any: elements}}}
}

// alone is any of the elements, also without a name.
func alone(article string, elements ...string) set {
	return set{article, []wanted{{Any: elements}}}
}

var accounts = []string{"account_number", "credit_card", "debit_card"}

// nameWithAccount is a name with an account's or card's number and the code
// that opens it.
func nameWithAccount(article string) set {
	return set{article, []wanted{name, {Any: accounts}, {Any: []string{"access_code", "password"}, Missing: "whether the number opens the account without a code must be judged"}}}
}

// loginWithSecret is a user name or address with what opens the account online.
func loginWithSecret(article string) set {
	return set{article, []wanted{{Any: []string{"username", "email"}}, {Any: []string{"password", "security_answer"}}}}
}

// taken asks whether data of the definition were taken.
func (d definition) taken(c Case) Verdict {
	for _, s := range d.Sets {
		if found, lacks := s.found(c); len(lacks) == 0 {
			return yes("%s taken (%s %s)", strings.Join(found, " with "), d.Article, s.Article)
		}
	}
	need := "data_elements: which of the data of " + d.Article + " were taken?"
	switch {
	case c.elements == nil:
		return judge(need, "not yet known what was taken")
	case len(c.unknownElements) > 0:
		return judge(need, "not known whether %s is among the data of %s", strings.Join(c.unknownElements, ", "), d.Article)
	}
	for _, s := range d.Sets {
		if found, lacks := s.found(c); len(found) > 0 && len(lacks) == 1 && lacks[0].Missing != "" {
			return judge(need, "%s taken: %s (%s %s)", strings.Join(found, " with "), lacks[0].Missing, d.Article, s.Article)
		}
	}
	return no("%s: no element of %s, which wants %s", taken(c), d.Article, d.Wants)
}

// found returns what of the set was taken, and those wanted of
// which nothing was.
func (s set) found(c Case) (found []string, lacks []wanted) {
	for _, g := range s.Groups {
		if kinds := c.has(g.Any...); len(kinds) > 0 {
			found = append(found, strings.Join(kinds, ", "))
		} else {
			lacks = append(lacks, g)
		}
	}
	return found, lacks
}

// anyElement is met when any of the kinds was taken: "sensitive data" and its like.
func anyElement(article string, kinds ...string) Condition {
	return definition{Article: article, Wants: "one of " + strings.Join(kinds, ", "), Sets: []set{alone("", kinds...)}}.taken
}

// taken lists what was taken, for a reason.
func taken(c Case) string {
	if len(c.elements) == 0 {
		return "nothing"
	}
	return strings.Join(c.elements, ", ")
}
