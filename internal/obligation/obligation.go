// Package obligation says which laws make somebody tell somebody about an
// incident, by when and why, and sets the reminders. The laws are data
// (Rules, one file a regime); what is not known is said, never assumed.
// It informs counsel and does not replace them.
package obligation

import "time"

// Disclaimer stands once under every list that a person reads.
const Disclaimer = "This informs counsel and does not replace them: judgements are theirs, and so is checking each rule at its source."

// An Obligation is one duty as one incident's facts make it.
type Obligation struct {
	ID      string `json:"id"`
	Law     string `json:"law"`
	Article string `json:"article"`
	Title   string `json:"title"`
	To      string `json:"to"` // who must be told
	ToKind  Kind   `json:"to_kind,omitempty"`
	Portal  string `json:"portal,omitempty"` // where it is filed
	Owes    string `json:"owes,omitempty"`   // by whom
	// Applies is nil while a fact or a judgement is missing: then Needs says which.
	Applies *bool  `json:"applies"`
	Reason  string `json:"reason"` // in words, with the fact that decided
	// What starts the clock, and when it did: RFC 3339 in the authority's offset.
	ClockEvent  string `json:"clock_event,omitempty"`
	ClockStarts string `json:"clock_starts,omitempty"`
	Zone        string `json:"zone,omitempty"` // the authority's, IANA name
	HowLong     string `json:"how_long,omitempty"`
	// Provisional: the event has not happened or is not dated, so the clock is
	// shown from the earliest that it can start.
	Provisional bool `json:"provisional,omitempty"`
	// DueAt is the last second, RFC 3339 in the authority's offset; empty when
	// the law names no period ("without undue delay") or the duty does not apply.
	DueAt   string `json:"due_at,omitempty"`
	DueDate string `json:"due_date,omitempty"` // DueAt's date in the authority's zone
	// Readings are all ends where the counting is disputed; DueAt is the earliest.
	Readings []Reading `json:"readings,omitempty"`
	// GuidanceDueAt is a time that only guidance or filing practice names.
	GuidanceDueAt string   `json:"guidance_due_at,omitempty"`
	Needs         []string `json:"needs"`
	Late          string   `json:"late,omitempty"` // by how much, and what to do; set by Report
	// Filed is set once somebody said that the duty is done.
	Filed *Filing `json:"filed,omitempty"`
	// Letters says what Tocsin's letters did for a duty to tell people that they
	// have not done, and what is left to check.
	Letters string `json:"letters,omitempty"`
	// What the rule says of the notice, for duties that apply or may.
	Threshold string   `json:"threshold,omitempty"`
	Exempt    string   `json:"exempt,omitempty"`
	Ends      string   `json:"ends,omitempty"`
	Contents  []string `json:"contents,omitempty"`
	Language  string   `json:"language,omitempty"`
	Form      string   `json:"form,omitempty"`
	Later     string   `json:"later,omitempty"`
	Delay     string   `json:"delay,omitempty"`
	Notes     []string `json:"notes,omitempty"`
	From      string   `json:"from,omitempty"` // first day on which the rule holds
	Source    string   `json:"source"`         // the official text
	Verified  string   `json:"verified"`       // how the rule was checked against it, and when
	NoRule    bool     `json:"no_rule,omitempty"`
}

// A Reading is one way of counting a disputed period.
type Reading struct {
	How   string `json:"how"`
	DueAt string `json:"due_at"`
}

// Open reports whether the duty applies or may apply, and is not done.
func (o Obligation) Open() bool { return o.Filed == nil && (o.Applies == nil || *o.Applies) }

// Owed reports whether the duty applies for certain and is not done.
func (o Obligation) Owed() bool { return o.Filed == nil && o.Applies != nil && *o.Applies }

// Aim is the time to work towards: the earlier of the due time and the
// guidance's; ok is false for a duty without either.
func (o Obligation) Aim() (t time.Time, ok bool) {
	for _, s := range []string{o.DueAt, o.GuidanceDueAt} {
		if at, err := time.Parse(time.RFC3339, s); err == nil && (!ok || at.Before(t)) {
			t, ok = at, true
		}
	}
	return t, ok
}
