package obligation

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Set enters one fact by its name from words: what a person types at a
// terminal, or judges. It says what form it wants when the words have another.
func Set(f *Facts, fact, words string) error {
	words = strings.TrimSpace(words)
	if law, ok := strings.CutPrefix(fact, classifiedFact); ok {
		return setClass(f, law, words)
	}
	switch fact {
	case "occurred_at":
		return setTime(&f.OccurredAt, fact, words)
	case "suspected_at":
		return setTime(&f.SuspectedAt, fact, words)
	case "aware_at":
		return setTime(&f.AwareAt, fact, words)
	case "discovered_at":
		return setTime(&f.DiscoveredAt, fact, words)
	case "classified_at":
		return setTime(&f.ClassifiedAt, fact, words)
	case "told_at":
		return setTime(&f.ToldAt, fact, words)
	case "encrypted":
		return setTruth(&f.Encrypted, fact, words)
	case "wrongful_purpose":
		return setTruth(&f.WrongfulPurpose, fact, words)
	case "likely_serious_harm":
		return setTruth(&f.LikelySeriousHarm, fact, words)
	case "risk":
		return setWord(&f.Risk, fact, words, risks)
	case "role":
		return setWord(&f.Role, fact, words, roles)
	case "data_elements":
		f.DataElements = list(words)
	case "sector":
		f.Sector = list(words)
	case "establishments":
		f.Establishments = list(words)
		_, err := checkCountries(fact, f.Establishments)
		return err
	case "listed_in":
		f.ListedIn = list(words)
		_, err := checkCountries(fact, f.ListedIn)
		return err
	case "affected":
		return setCounts(f, words)
	default:
		return BadFacts("there is no fact %q: it is one of %s, classified.LAW (%s), or the id of a duty", fact, strings.Join(Judged, ", "), strings.Join(classifying, ", "))
	}
	return nil
}

func setTime(to *string, fact, words string) error {
	_, err := readTime(fact, words)
	if err == nil {
		*to = words
	}
	return err
}

func setTruth(to **bool, fact, words string) error {
	value, ok := map[string]bool{"true": true, "yes": true, "y": true, "false": false, "no": false, "n": false}[strings.ToLower(words)]
	if !ok {
		return BadFacts("%s is %q: it must be true or false", fact, words)
	}
	*to = &value
	return nil
}

func setWord(to *string, fact, words string, allowed []string) error {
	if words == "" {
		return BadFacts("%s is empty: it must be one of %s", fact, strings.Join(allowed, ", "))
	}
	if err := oneOf(fact, words, allowed...); err != nil {
		return err
	}
	*to = words
	return nil
}

// list takes "DE, GB" apart; "none" is an empty list.
func list(words string) []string {
	out := []string{}
	for _, w := range strings.Split(words, ",") {
		if w = strings.TrimSpace(w); w != "" && w != "none" {
			out = append(out, w)
		}
	}
	return out
}

// setCounts takes "DE=3 US-CA=5": those places' counts are replaced, others
// stay; "nobody" is a count of none.
func setCounts(f *Facts, words string) error {
	counts := maps.Clone(f.Affected)
	if counts == nil {
		counts = map[string]int{}
	}
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' }) {
		if w == "nobody" {
			counts = map[string]int{}
			continue
		}
		code, number, ok := strings.Cut(w, "=")
		n, err := strconv.Atoi(number)
		if !ok || err != nil {
			return BadFacts("affected: %q is no count by place: write it like DE=3 US-CA=5 ZZ=1, or nobody", w)
		}
		place, known := normalisePlace(code)
		if !known {
			place = code // checkCounts says so
		}
		counts[place] = n
	}
	if _, err := checkCounts(counts); err != nil {
		return err
	}
	f.Affected = counts
	return nil
}

// Unknown returns the words of a fact that no rule knows: kinds of data or sectors.
func (f Facts) Unknown(fact string) (unknown []string) {
	switch fact {
	case "data_elements":
		_, unknown = normaliseElements(f.DataElements)
	case "sector":
		_, unknown = normaliseSectors(f.Sector)
	}
	return unknown
}

// isDuty reports whether a judgement is on one duty alone, or on one law's
// measure: either is true or false.
func isDuty(fact string) bool {
	_, ok := rule(fact)
	return ok || strings.HasPrefix(fact, noRule) || isMeasure(fact)
}

// Judged are the facts that a person may enter or judge, beside whether one duty applies.
var Judged = []string{
	"aware_at", "occurred_at", "suspected_at", "discovered_at", "classified_at", "told_at", "affected", "data_elements", "encrypted",
	"wrongful_purpose", "likely_serious_harm", "risk", "role", "establishments", "listed_in", "sector",
}

// IsJudgement reports whether an answer to the question is somebody's judgement,
// which stands with a name and a reason, rather than a fact to look up.
func (q Question) IsJudgement() bool {
	return isDuty(q.Fact) || strings.HasPrefix(q.Fact, classifiedFact) || slices.Contains([]string{"risk", "likely_serious_harm", "classified_at", "encrypted"}, q.Fact)
}
