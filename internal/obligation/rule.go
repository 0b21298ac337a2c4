package obligation

import (
	"slices"
	"time"
)

// How a rule was checked against the law. It is shown in every output.
const (
	OfficialText = "official text read"
	CopyRead     = "text of the article read in a copy, not at the official source"
	Guidance     = "authority's guidance read"
	Summaries    = "several independent summaries agree, text not read"
	NotVerified  = "not verified"
)

// An Event is what starts a clock.
type Event string

// Events. Those of a judgement (Materiality, Classification, Assessed) are
// dated by classified_at; Determination is awareness by another name.
const (
	Awareness      Event = "becoming aware of the breach"
	Discovery      Event = "discovery or notification of the breach"
	Detection      Event = "detecting or noticing the incident"
	Suspicion      Event = "having reasonable grounds to suspect a breach"
	Determination  Event = "determining that a breach has occurred"
	Materiality    Event = "determining that the incident is material"
	Classification Event = "classifying the incident as major"
	Assessed       Event = "assessing the breach as notifiable"
	PeopleTold     Event = "telling the people concerned"
	Reported       Event = "submitting the report before" // that of the rule After
)

// A Kind is what sort of addressee somebody is, for letters and reports.
type Kind string

// Kinds of addressee.
const (
	Regulator Kind = "regulator"
	People    Kind = "people"
	Media     Kind = "media"
	Investors Kind = "investors"
	Agencies  Kind = "reporting agencies"
	Owner     Kind = "owner of the data"  // the controller, for a processor
	Self      Kind = "the company itself" // something to do, not to tell
	Counsel   Kind = "the company's counsel"
)

// An Authority is who must be told, with the zone whose days and hours count.
type Authority struct {
	Name   string
	Zone   string // IANA name
	Portal string // URL of the form or page for it; empty: none known
	Kind   Kind
}

// A Rule is one duty of one law, as of the dates between which it holds.
type Rule struct {
	ID, Law, Article, Title string
	Source                  string // URL of the official text
	Version                 string // date of the version, YYYY-MM-DD; empty: not known, and Detail says so
	How                     string // OfficialText … NotVerified
	Detail                  string // what was read, and what was not
	Checked                 string // date of that, YYYY-MM-DD
	// From and Until are the first and last day on which it holds, in the
	// authority's zone; Until is empty while no end is known. A law that has
	// passed and starts later is here with that day.
	From, Until string
	Owes        string // who owes it
	To          func(Case) Authority
	Starts      Event
	// After is the rule whose filing starts this clock, for Reported; while it
	// is not filed, the clock is shown from that rule's own due time.
	After  string
	Period Period
	// Vary changes the period by facts; nil when nothing does.
	Vary  func(Case) Period
	Guide Guide // what guidance or filing practice names beside it; zero when nothing
	// Other is how else the period can be counted where that is disputed. The
	// earliest end is due; all are shown.
	Other []Period
	Ends  string // what ends the duty, in words
	// Threshold and Exempt say in words, for people, what Conditions decide.
	Threshold, Exempt string
	// Conditions must all be met. An exemption is a condition that says no.
	Conditions []Condition
	// Contents is what the notice must hold, each with its article.
	Contents []string
	Language string // of the notice
	Form     string // in which it is given: portal, form, letter
	Later    string // what may be supplied later, and by when
	Delay    string // whether law enforcement may delay it: who, how
	Notes    []string
}

// A Guide is a time that the law itself does not name.
type Guide struct {
	Period Period // counted from the same event; or
	Clock  string // the hour of the due date, "17:30", after which a filing counts as late
}

// to makes an addressee that is the same in every case.
func to(kind Kind, name, zone, portal string) func(Case) Authority {
	return func(Case) Authority { return Authority{Name: name, Zone: zone, Portal: portal, Kind: kind} }
}

// verified says how the rule was checked, in one sentence.
func (r Rule) verified() string {
	s := r.How + " (" + r.Checked
	if r.Version != "" {
		s += ", version of " + r.Version
	}
	if r.Detail != "" {
		s += ": " + r.Detail
	}
	return s + ")"
}

// guidance returns the guide's time; zero when there is none.
func (r Rule) guidance(start, due time.Time, zone *time.Location) time.Time {
	if hour, err := time.Parse("15:04", r.Guide.Clock); err == nil && !due.IsZero() {
		return time.Date(due.Year(), due.Month(), due.Day(), hour.Hour(), hour.Minute(), 0, 0, zone)
	}
	return r.Guide.Period.end(start, zone)
}

// when returns the instant of the rule's event, and whether the clock is only
// provisional because the event is not dated. Zero: nothing is known.
func (r Rule) when(c Case) (start time.Time, provisional bool) {
	if own, ok := c.clocks[r.ID]; ok { // said of this duty alone, whatever starts it
		return own, false
	}
	if r.Starts == Reported {
		return r.afterReport(c)
	}
	c = c.under(r)
	switch r.Starts {
	case Awareness, Determination:
		start = c.aware
	case Suspicion:
		start = firstKnown(c.suspected, c.aware)
	case Discovery, Detection:
		start = firstKnown(c.discovered, c.aware)
	case Materiality, Classification, Assessed:
		start = c.classified
	case PeopleTold:
		start = c.told
	}
	if !start.IsZero() {
		return start, false
	}
	return c.aware, !c.aware.IsZero()
}

// under is the case with the hour of awareness that a law has of its own. It
// stands for awareness alone: what is dated by itself, such as when the people
// were told, keeps its date.
func (c Case) under(r Rule) Case {
	longest := 0
	for key, at := range c.clocks {
		if begins(r.ID, key) && ofAwareness(key) && len(key) > longest {
			longest, c.aware = len(key), at
		}
	}
	return c
}

// ofAwareness reports whether a clock of its own dates an awareness: that of a
// law does, that of one duty only where its clock starts with one.
func ofAwareness(key string) bool {
	r, ok := rule(key)
	return !ok || slices.Contains([]Event{Awareness, Determination, Suspicion, Discovery, Detection}, r.Starts)
}

// afterReport dates a clock that runs from an earlier report: from its filing,
// or, while there is none, from the last moment that it may be filed.
func (r Rule) afterReport(c Case) (start time.Time, provisional bool) {
	before, ok := rule(r.After)
	if !ok {
		return time.Time{}, false
	}
	if filed, ok := c.filed[r.After]; ok {
		return filed.at, false
	}
	if start, _ = before.when(c); start.IsZero() {
		return start, false
	}
	due, _ := before.due(c, start, mustZone(before.To(c).Zone))
	return firstKnown(due, start), true
}

// due returns the end of the period that starts at start: where its counting
// is disputed the earliest, with the other readings in words and times.
func (r Rule) due(c Case, start time.Time, zone *time.Location) (time.Time, []Reading) {
	period := r.period(c)
	due := period.end(start, zone)
	if len(r.Other) == 0 || due.IsZero() {
		return due, nil
	}
	first, same := due, true
	readings := []Reading{{period.String(), due.Format(time.RFC3339)}}
	for _, other := range r.Other {
		end := other.end(start, zone)
		readings = append(readings, Reading{other.String(), end.Format(time.RFC3339)})
		same = same && end.Equal(first)
		if end.Before(due) {
			due = end
		}
	}
	if same {
		return due, nil // counted either way
	}
	return due, readings
}

func (r Rule) period(c Case) Period {
	if r.Vary != nil {
		return r.Vary(c)
	}
	return r.Period
}
