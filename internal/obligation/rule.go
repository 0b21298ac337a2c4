package obligation

import "time"

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

// Events.
const (
	Awareness   Event = "becoming aware of the breach"
	Discovery   Event = "discovery or notification of the breach"
	Materiality Event = "determining that the incident is material"
	PeopleTold  Event = "telling the people concerned"
)

// An Authority is who must be told, with the zone whose days and hours count.
type Authority struct {
	Name string
	Zone string // IANA name
}

// A Rule is one duty of one law, as of the dates between which it holds.
type Rule struct {
	ID, Law, Article, Title string
	Source                  string // URL of the official text
	How                     string // OfficialText … NotVerified
	Detail                  string // what was read, and what was not
	Checked                 string // date of that, YYYY-MM-DD
	// From and Until are the first and last day on which it holds, in the
	// authority's zone; Until is empty while no end is known.
	From, Until string
	Owes        string // who owes it
	To          func(Case) Authority
	Starts      Event
	Period      Period
	// Vary changes the period by facts; nil when nothing does.
	Vary  func(Case) Period
	Guide Guide // what guidance or filing practice names beside it; zero when nothing
	// Conditions must all be met. An exemption is a condition that says no.
	Conditions []Condition
	Notes      []string
}

// A Guide is a time that the law itself does not name.
type Guide struct {
	Period Period // counted from the same event; or
	Clock  string // the hour of the due date, "17:30", after which a filing counts as late
}

// at makes an authority that is the same in every case.
func at(name, zone string) func(Case) Authority {
	return func(Case) Authority { return Authority{Name: name, Zone: zone} }
}

// verified says how the rule was checked, in one sentence.
func (r Rule) verified() string {
	s := r.How + " (" + r.Checked
	if r.Detail != "" {
		s += ": " + r.Detail
	}
	return s + ")"
}

// holds reports whether the rule was in force on the day of at.
func (r Rule) holds(at time.Time, zone *time.Location) bool {
	day := at.In(zone).Format(time.DateOnly)
	return day >= r.From && (r.Until == "" || day <= r.Until)
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
	start = map[Event]time.Time{Awareness: c.aware, Discovery: c.discovered, Materiality: c.classified, PeopleTold: c.told}[r.Starts]
	if !start.IsZero() {
		return start, false
	}
	return c.aware, !c.aware.IsZero()
}
