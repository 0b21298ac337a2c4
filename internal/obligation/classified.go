package obligation

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// classifying are the laws with a classification by their own measure, as their
// ids begin. A classification at the plain fact classified_at holds for each of
// them whose clock or condition is one's own finding ("material", "major");
// where a law grades by an authority's guide, or asks whether its own assessment
// has been made, only its own entry in the fact classified counts.
var classifying = []string{
	"AU-CPS234", "AU-SOCI-12h", "CA-OSFI", "CN-INCIDENT", "EU-CRA", "EU-DORA", "EU-NIS2", "HK-CAP653-12h", "IL-PRIVACY", "KR-NETWORK", "NZ-RBNZ",
	"SG-MAS", "SG-PDPA", "TW-DIGITAL", "TW-FINANCE", "UK-NIS", "US-BANK", "US-NYDFS", "US-SEC-8K", "ZA-JS2",
}

const (
	classifiedFact = "classified." // and the law: the name of one entry for Set and for judgements
	notClassified  = "no"
)

// A class is the classification by one law's measure: when it was determined;
// zero, that it is not what the law means.
type class struct{ at time.Time }

// readClasses reads the fact classified into c.
func (f Facts) readClasses(c *Case) error {
	c.classes = map[string]class{}
	for _, key := range slices.Sorted(maps.Keys(f.Classified)) {
		one, err := readClass(key, f.Classified[key])
		if err != nil {
			return err
		}
		c.classes[key] = one
	}
	return nil
}

func readClass(key, text string) (class, error) {
	if !slices.ContainsFunc(Rules(), func(r Rule) bool { return begins(r.ID, key) && classifies(r.ID) != "" }) {
		return class{}, BadFacts("classified: no law %q asks for a classification; these do: %s", key, strings.Join(classifying, ", "))
	}
	if strings.EqualFold(text, notClassified) {
		return class{}, nil
	}
	at, err := readTime(classifiedFact+key, text)
	if err != nil {
		return class{}, BadFacts("%s%s %q must be when it was determined, like 2026-03-27T12:00:00+01:00, or no", classifiedFact, key, text)
	}
	return class{at}, nil
}

// classifies returns how the law of a duty is called in the fact classified;
// empty: it has no classification.
func classifies(id string) string {
	if i := slices.IndexFunc(classifying, func(law string) bool { return begins(id, law) }); i >= 0 {
		return classifying[i]
	}
	return ""
}

// seenBy is the case as a duty sees it: with the classification by the measure
// of its own law, where the facts have one. The longest key wins.
func (c Case) seenBy(id string) Case {
	c.law = classifies(id)
	longest := 0
	for key, one := range c.classes {
		if begins(id, key) && len(key) > longest {
			longest, c.class, c.classified = len(key), &one, one.at
		}
	}
	return c
}

// setClass enters or corrects one law's entry.
func setClass(f *Facts, key, words string) error {
	if _, err := readClass(key, words); err != nil {
		return err
	}
	f.Classified = maps.Clone(f.Classified)
	if f.Classified == nil {
		f.Classified = map[string]string{}
	}
	f.Classified[key] = words
	return nil
}

// needClass asks for the classification by the law that looks at the case.
func (c Case) needClass(ask string) string { return classifiedFact + c.law + ": " + ask }

// classified is met once somebody has determined what ("material", "major",
// "notifiable") and when, by this law's measure or, where the facts make no
// difference between laws, at all.
func classified(what, article string) Condition {
	return func(c Case) Verdict {
		switch {
		case c.class != nil && c.class.at.IsZero():
			return no("the incident was determined not to be %s (%s)", what, article)
		case c.classified.IsZero():
			return judge(c.needClass("was the incident determined to be "+what+" ("+article+"), and when? a time, or no"), "whether the incident is %s has not been determined (%s)", what, article)
		}
		return yes("the incident was determined to be %s (%s)", what, article)
	}
}
