// Package filing drafts the reports that authorities ask for, from what an
// incident's own record says. What only a person can say stays visibly open. A
// draft holds counts and circumstances, no data subject.
package filing

import (
	"fmt"
	"slices"
	"strings"
)

// Forms are the authorities' forms, each in a file of its own.
var Forms = []Form{
	gdpr,
	aepd,
	ico,
	nis2,
	dora,
	anpd,
	cai,
	californiaAG,
	texasAG,
	sec8K,
	oaic,
	pdpc,
	ppc,
}

// A Form is what one authority asks for, as far as it publishes its fields.
type Form struct {
	ID        string   // "ico", as the command line has it
	Duties    []string // rules of package obligation that it serves
	Title     string
	Authority string
	Portal    string   // where it is filed; empty where that depends on the case
	Source    string   // URL of the published fields, or of the law that lists them
	Checked   string   // date, YYYY-MM-DD
	How       string   // as in package obligation
	Detail    string   // what was read, and what not
	Language  string   // in which it must be filed; empty: English, or the authority's own
	Places    []string // ISO 3166 codes whose residents the authority asks about; none: everybody
	Fields    []Field
	// DutyOf says which duty a stage fulfils, where each stage has its own.
	DutyOf map[Stage]string
}

// A Field is one thing that the form asks.
type Field struct {
	Key     string // unique in the form, stable over versions: drafts are compared by it
	Section string // heading that it stands under
	Label   string // what is asked, in our words
	Article string // of the law, where it asks for this
	From    string // key of Sources: where the answer comes from; empty: a person
	Offer   string // key of Sources: what helps a person to answer, and is no answer itself
	Help    string // what a person should think of; shown while it is open
	Later   bool   // may be supplied after the first report
	Final   bool   // belongs to the final report only
}

// Stage is which of several reports a draft is.
type Stage string

// Stages.
const (
	First      Stage = "first"
	Supplement Stage = "supplement"
	Final      Stage = "final"
)

// StageNamed reads a stage.
func StageNamed(s string) (Stage, error) {
	for _, stage := range []Stage{First, Supplement, Final} {
		if s == string(stage) {
			return stage, nil
		}
	}
	return "", fmt.Errorf("there is no stage %q: say first, supplement or final", s)
}

// FormFor finds the form for a duty, or by its own id.
func FormFor(id string) (Form, error) {
	var names []string
	for _, f := range Forms {
		if f.ID == id || slices.Contains(f.Duties, id) {
			return f, nil
		}
		names = append(names, f.ID+" ("+strings.Join(f.Duties, ", ")+")")
	}
	return Form{}, fmt.Errorf("there is no form for %q: there are %s; for others, 'tocsin duties' lists what the law wants in the notice", id, strings.Join(names, "; "))
}
