package obligation

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/tocsin-ir/tocsin/internal/place"
)

// A Question is a fact or a judgement that is missing and that would change
// which duties apply, or by when.
type Question struct {
	Fact    string   `json:"fact"` // its name in Facts, or the id of the one duty that must be judged
	Ask     string   `json:"ask"`
	Answers []string `json:"answers,omitempty"` // those possible, where the rules list them
	// FirstDue is the earliest time to aim at among the duties that an answer
	// changes; empty when none of them has a date.
	FirstDue string   `json:"first_due,omitempty"`
	Duties   int      `json:"duties"` // how many an answer changes
	Effects  []Effect `json:"effects"`
}

// An Effect is what one answer would do to one duty.
type Effect struct {
	Answer  string `json:"answer"`
	ID      string `json:"id"`
	Applies *bool  `json:"applies"`
	DueAt   string `json:"due_at,omitempty"` // what there is to aim at then
}

// An inquiry is a missing fact with the answers that are tried.
type inquiry struct {
	fact, ask string
	answers   []string
	trials    []trial
	undated   bool // the answer is a date, which no trial can know
}

type trial struct {
	answer string
	set    func(*Facts)
}

// Questions finds out which missing facts would change the answer, by trying
// what each of them may be: the most urgent first, which is the one that may
// change the duty that is due first.
func Questions(f Facts) ([]Question, error) {
	c, err := f.Check()
	if err != nil {
		return nil, err
	}
	now, err := Assess(f)
	if err != nil {
		return nil, err
	}
	var all []Question
	moved := map[string]bool{}
	for _, i := range append(missing(f, c), lawInquiries(f, now)...) {
		q := i.question(f, now)
		for _, e := range q.Effects {
			moved[e.ID] = true
		}
		if len(q.Effects) > 0 {
			all = append(all, q)
		}
	}
	for _, o := range now {
		if o.Filed == nil && o.Applies == nil && !moved[o.ID] && !o.NoRule {
			all = append(all, o.question())
		}
	}
	slices.SortStableFunc(all, func(a, b Question) int {
		if hour := cmp.Compare(rank(a), rank(b)); hour != 0 {
			return hour
		}
		return cmp.Or(after(a.FirstDue).Compare(after(b.FirstDue)), cmp.Compare(b.Duties, a.Duties))
	})
	return all, nil
}

// rank puts the hour of awareness first: without it no clock can be shown.
func rank(q Question) int {
	if q.Fact == "aware_at" {
		return 0
	}
	return 1
}

// after reads a time; none is later than all.
func after(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return at
}

// question tries the answers, each alone.
func (i inquiry) question(f Facts, now []Obligation) Question {
	q := Question{Fact: i.fact, Ask: i.ask, Answers: i.answers}
	duties := map[string]bool{}
	for _, t := range i.trials {
		tried := f
		t.set(&tried)
		then, err := Assess(tried)
		if err != nil {
			continue // refused together with what is known
		}
		answered := map[string]Obligation{}
		for _, o := range then {
			answered[o.ID] = o
		}
		for _, before := range now {
			o, ok := answered[before.ID]
			if !ok || before.Filed != nil || !changed(before, o) {
				continue
			}
			aim := ""
			if i.undated {
				before, o = before.undated(), o.undated()
			}
			for _, either := range []Obligation{before, o} {
				if at, dated := either.Aim(); dated && either.Open() && at.Before(after(q.FirstDue)) {
					q.FirstDue = at.Format(time.RFC3339)
				}
			}
			if at, dated := o.Aim(); dated {
				aim = at.Format(time.RFC3339)
			}
			duties[o.ID] = true
			q.Effects = append(q.Effects, Effect{t.answer, o.ID, o.Applies, aim})
		}
	}
	q.Duties = len(duties)
	return q
}

// undated is a duty without the dates that an invented hour gave it.
func (o Obligation) undated() Obligation {
	o.DueAt, o.GuidanceDueAt = "", ""
	return o
}

// changed reports whether the answer to a duty differs: whether it applies, or
// by when it is due.
func changed(before, after Obligation) bool {
	same := before.Applies == nil && after.Applies == nil || before.Applies != nil && after.Applies != nil && *before.Applies == *after.Applies
	at, dated := before.Aim()
	bt, stillDated := after.Aim()
	return !same || after.Open() && (dated != stillDated || !at.Equal(bt))
}

// question asks a person to judge a duty that no single fact decides.
func (o Obligation) question() Question {
	ask := "does it apply?"
	if len(o.Needs) > 0 {
		ask = o.Needs[0]
	}
	q := Question{Fact: o.ID, Ask: o.Title + " (" + o.Law + ", " + o.Article + "): " + ask, Answers: []string{"true", "false"}, Duties: 1}
	if at, dated := o.Aim(); dated {
		q.FirstDue = at.Format(time.RFC3339)
	}
	for _, applies := range []bool{true, false} {
		q.Effects = append(q.Effects, Effect{map[bool]string{true: "true", false: "false"}[applies], o.ID, &applies, q.FirstDue})
	}
	return q
}

// missing lists the facts that are not known, or not wholly, with all that
// they may turn out to be.
func missing(f Facts, c Case) []inquiry {
	var all []inquiry
	ask := func(unknown bool, fact, text string, answers []string, trials ...trial) {
		if unknown {
			all = append(all, inquiry{fact: fact, ask: text, answers: answers, trials: trials})
		}
	}
	truth := func(set func(*Facts, *bool)) []trial {
		yes, no := true, false
		return []trial{{"true", func(f *Facts) { set(f, &yes) }}, {"false", func(f *Facts) { set(f, &no) }}}
	}
	noYes := truths
	if c.aware.IsZero() {
		all = append(all, inquiry{"aware_at", "when did the company become aware of the breach?", nil,
			[]trial{{"any time", func(f *Facts) { f.AwareAt = f.someHour(c).Format(time.RFC3339) }}}, true})
	}
	for _, d := range c.doubts {
		if d.settled == "" {
			all = append(all, d.inquiry())
		}
	}
	ask(c.affected == nil, "affected", "how many people are affected, by country and state?", nil,
		trial{"nobody", func(f *Facts) { f.Affected = map[string]int{} }}, trial{"many everywhere", func(f *Facts) { f.Affected = everywhere(nil, mankind/1000) }})
	if lost := c.affected[NotKnown] + c.affected["US"] + c.affected["CA"]; lost > 0 {
		ask(true, "affected", "where do the people live whose country or state is not known?", nil,
			trial{"elsewhere", func(f *Facts) { f.Affected = known(c.affected) }}, trial{"anywhere", func(f *Facts) { f.Affected = everywhere(known(c.affected), lost) }})
	}
	ask(c.elements == nil || len(c.unknownElements) > 0, "data_elements", "what was taken: which kinds of data?", Elements,
		trial{"nothing else", func(f *Facts) { f.DataElements = append([]string{}, c.elements...) }}, trial{"everything", func(f *Facts) { f.DataElements = Elements }})
	ask(f.Encrypted == nil && c.encrypted == nil, "encrypted", "is all that was taken encrypted, and was the key not taken?", noYes, truth(func(f *Facts, v *bool) { f.Encrypted = v })...)
	ask(c.wrongful == nil, "wrongful_purpose", "was it taken on purpose, by an intruder or an insider?", noYes, truth(func(f *Facts, v *bool) { f.WrongfulPurpose = v })...)
	ask(c.risk == "", "risk", "is a risk to the people unlikely, a risk likely, or a high risk? ('tocsin duties -worksheet' helps)", risks,
		trial{"unlikely", func(f *Facts) { f.Risk = "unlikely" }}, trial{"risk", func(f *Facts) { f.Risk = "risk" }}, trial{"high", func(f *Facts) { f.Risk = "high" }})
	ask(c.seriousHarm == nil, "likely_serious_harm", "is serious harm to any of the people likely?", noYes, truth(func(f *Facts, v *bool) { f.LikelySeriousHarm = v })...)
	ask(c.role == "", "role", "is the company the controller of these data, or a processor for somebody else?", roles,
		trial{"controller", func(f *Facts) { f.Role = "controller" }}, trial{"processor", func(f *Facts) { f.Role = "processor" }})
	ask(c.sectors == nil || len(c.unknownSectors) > 0, "sector", "in which regulated sectors is the company (a list, or none)?", Sectors,
		trial{"none", func(f *Facts) { f.Sector = SectorList{} }}, trial{"every sector", func(f *Facts) { f.Sector = Sectors }})
	ask(c.establishments == nil, "establishments", "in which countries is the company established, the main establishment first?", nil,
		trial{"none here", func(f *Facts) { f.Establishments = []string{} }}, trial{"everywhere", func(f *Facts) { f.Establishments = countries() }})
	ask(c.listed == nil, "listed_in", "in which countries are the company's securities listed?", nil,
		trial{"none", func(f *Facts) { f.ListedIn = []string{} }}, trial{"everywhere", func(f *Facts) { f.ListedIn = countries() }})
	return all
}

// someHour is an awareness that the other times allow, to find out what has a
// clock at all; the hour itself is never shown.
func (f Facts) someHour(c Case) time.Time {
	var latest time.Time
	for _, at := range []time.Time{c.occurred, c.suspected, c.discovered} {
		if at.After(latest) {
			latest = at
		}
	}
	if !latest.IsZero() {
		return latest
	}
	if _, acts := f.stamps(c); len(acts) > 0 {
		return slices.MinFunc(acts, func(a, b stamp) int { return a.at.Compare(b.at) }).at
	}
	return time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC) // when most rules here hold
}

// known are the counts of places that are known.
func known(counts map[string]int) map[string]int {
	out := map[string]int{}
	for place, n := range counts {
		if place != NotKnown && place != "US" && place != "CA" {
			out[place] = n
		}
	}
	return out
}

// everywhere adds n people to every country and every state with a rule.
func everywhere(counts map[string]int, n int) map[string]int {
	out := map[string]int{}
	for _, p := range places() {
		out[p] = n
	}
	for place, m := range counts {
		out[place] += m
	}
	return out
}

func countries() []string {
	return slices.DeleteFunc(slices.Clone(places()), func(p string) bool { return len(p) > 2 })
}

// places are all countries, and the parts of those whose parts have laws of their own.
var places = sync.OnceValue(func() []string {
	var all []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			two := string([]rune{a, b})
			for _, code := range []string{two, "US-" + two} {
				if p, ok := place.Normalise(code); ok && p == code {
					all = append(all, code)
				}
			}
		}
	}
	for _, province := range []string{"AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"} {
		all = append(all, "CA-"+province)
	}
	return all
})
