package notify

import (
	"slices"
	"strings"
)

// Met lists the duties, by their rule's id, that the letters of an incident meet
// once everybody has had one: those that a letter was written for, item by item,
// where everybody gets it in a language that the law can mean. Others want a
// person's look at what the letter says.
func Met(f Facts) []string {
	met := []string{}
	if !slices.ContainsFunc(f.Languages, func(tag string) bool { return !spokenIn(tag) }) {
		met = append(met, General.Duty)
		met = append(met, General.Also...)
	}
	for _, p := range Parts {
		if p.wanted(f) && slices.ContainsFunc(f.Places, p.holds) && !slices.Contains(f.Places, p.around()) {
			met = append(met, p.Duty)
		}
	}
	slices.Sort(met)
	return met
}

// spokenIn says whether a letter is in the language of a tag.
func spokenIn(tag string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	return slices.Contains(Languages, primary)
}

// holds says whether somebody who lives there gets the part's letter.
func (p Part) holds(place string) bool {
	q, ok := partFor(place)
	return ok && q.Place == p.Place
}

// around is the country of a part that is a state or province: people of whom only
// the country is known may live there, and got another letter.
func (p Part) around() string {
	country, _, state := strings.Cut(p.Place, "-")
	if !state {
		return ""
	}
	return country
}
