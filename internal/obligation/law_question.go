package obligation

import (
	"slices"
	"strings"
)

// lawInquiries ask what one law alone wants to know, its measure of harm or its
// classification, where a duty waits for nothing else.
func lawInquiries(f Facts, now []Obligation) []inquiry {
	var all []inquiry
	for _, o := range now {
		if o.Applies != nil || len(o.Needs) != 1 {
			continue
		}
		fact, ask, _ := strings.Cut(o.Needs[0], ": ")
		ask = o.Law + ": " + ask
		law, class := strings.CutPrefix(fact, classifiedFact)
		if slices.ContainsFunc(all, func(i inquiry) bool { return i.fact == fact }) {
			continue
		}
		switch {
		case class:
			tried := []trial{{notClassified, func(f *Facts) { _ = setClass(f, law, notClassified) }}}
			if f.AwareAt != "" {
				tried = append(tried, trial{"at awareness", func(f *Facts) { _ = setClass(f, law, f.AwareAt) }})
			}
			all = append(all, inquiry{fact: fact, ask: ask, trials: tried})
		case isMeasure(fact):
			all = append(all, inquiry{fact: fact, ask: ask, answers: []string{"true", "false"}, trials: []trial{judging(fact, "true"), judging(fact, "false")}})
		}
	}
	return all
}

// judging tries a judgement, later than all others.
func judging(fact, value string) trial {
	const last = "2200-01-01T00:00:00Z"
	return trial{value, func(f *Facts) {
		f.Judgements = append(slices.Clone(f.Judgements), Judgement{Fact: fact, Value: value, By: "?", At: last, Why: "?"})
	}}
}
