package filing

import (
	"cmp"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// A Draft is a form as far as the incident fills it.
type Draft struct {
	Form      string   `json:"form"`
	Title     string   `json:"title"`
	Authority string   `json:"authority"`
	Portal    string   `json:"portal,omitempty"`
	Language  string   `json:"language,omitempty"`
	Duties    []string `json:"duties"`
	Stage     Stage    `json:"stage"`
	Incident  string   `json:"incident"`
	Drill     bool     `json:"drill,omitempty"` // an exercise: not to be filed
	MadeAt    string   `json:"made_at"`         // RFC 3339
	// Owed says whether the report must be made at all; OwedWhy says why not, or
	// what is missing to know it.
	Owed    Owed     `json:"owed"`
	OwedWhy []string `json:"owed_why,omitempty"`
	// Does are the duties that may apply and are done once the report is filed.
	Does []string `json:"does,omitempty"`
	// HowLong is the law's own words where it names no period ("without delay").
	HowLong string `json:"how_long,omitempty"`
	// GuidanceDueAt is a time that guidance or filing practice names beside DueAt.
	GuidanceDueAt string  `json:"guidance_due_at,omitempty"`
	DueAt         string  `json:"due_at,omitempty"`
	Source        string  `json:"source"`
	Verified      string  `json:"verified"`
	Open          int     `json:"open"`                // entries that a person must fill
	Follow        int     `json:"to_follow,omitempty"` // entries that may be supplied later
	Entries       []Entry `json:"entries"`
	// Since is when the draft was made that this one is compared with.
	Since string `json:"since,omitempty"`
}

// An Entry is one field with its answer.
type Entry struct {
	Key     string `json:"key"`
	Section string `json:"section,omitempty"`
	Label   string `json:"label"`
	Article string `json:"article,omitempty"`
	Value   string `json:"value,omitempty"`
	State   State  `json:"state"`
	Help    string `json:"help,omitempty"`
	// Offer is what the record has on an answer that only a person can give.
	Offer string `json:"offer,omitempty"`
	// Was is the answer of the draft before, where this one differs. Changed says
	// that it does, since an answer may come where none was.
	Was     string `json:"was,omitempty"`
	Changed bool   `json:"changed,omitempty"`
}

// State of an entry.
type State string

// States. Only Open keeps a report from being filed.
const (
	Filled State = "filled"
	Open   State = "open"
	Follow State = "to follow" // may be supplied later
)

// Make drafts a form. now is when; it decides whether a report is late.
func Make(f Form, in Incident, stage Stage, now time.Time) Draft {
	if judged, err := in.Facts.AsJudged(); err == nil { // what cannot be read was refused before
		in.Facts = judged
	}
	d := Draft{Form: f.ID, Title: f.Title, Authority: f.Authority, Portal: f.Portal, Language: f.Language, Duties: f.Duties, Stage: stage,
		Incident: in.ID, Drill: in.Drill, MadeAt: now.UTC().Format(time.RFC3339), Source: f.Source, Verified: f.How + " (" + f.Checked + ": " + f.Detail + ")"}
	d.Owed, d.OwedWhy = in.owed(f, stage)
	for _, o := range in.Duties {
		if !fulfils(f, stage, o) || !o.Open() {
			continue
		}
		if d.Does = append(d.Does, o.ID); o.DueAt == "" {
			d.HowLong = cmp.Or(d.HowLong, o.HowLong)
		}
		if f.Portal == "" && len(d.Does) == 1 { // whose it is depends on the case
			d.Authority = o.To
		}
	}
	c := context{Incident: &in, form: f, stage: stage, now: now, zone: in.zone(f, stage), hours: in.Facts.Instants(cmp.Or(f.DutyOf[stage], f.Duties[0]))}
	for at, text := range map[*string]func(obligation.Obligation) string{
		&d.DueAt: func(o obligation.Obligation) string { return o.DueAt }, &d.GuidanceDueAt: func(o obligation.Obligation) string { return o.GuidanceDueAt },
	} {
		if first := in.earliest(f, stage, text); !first.IsZero() {
			*at = first.Format(time.RFC3339)
		}
	}
	for _, field := range f.Fields {
		if field.Final && stage == First {
			continue
		}
		e := Entry{Key: field.Key, Section: field.Section, Label: field.Label, Article: field.Article, State: Filled}
		if field.From != "" {
			e.Value = Sources[field.From].Of(c)
		}
		if given, ok := in.Answers[f.ID+"."+field.Key]; ok {
			e.Value = given
		}
		if e.Value == "" && field.Offer != "" {
			e.Offer = Sources[field.Offer].Of(c)
		}
		switch {
		case e.Value != "":
		case field.Later && stage == First:
			e.State, e.Help = Follow, field.Help
			d.Follow++
		default:
			e.State, e.Help = Open, field.Help
			d.Open++
		}
		d.Entries = append(d.Entries, e)
	}
	return d
}

// Against marks what changed since an earlier draft of the same form.
func (d Draft) Against(earlier Draft) Draft {
	was := map[string]Entry{}
	for _, e := range earlier.Entries {
		was[e.Key] = e
	}
	d.Since = earlier.MadeAt
	d.Entries = append([]Entry(nil), d.Entries...)
	for i := range d.Entries {
		e := &d.Entries[i]
		before := was[e.Key]
		if e.Changed = e.Value != before.Value; e.Changed {
			e.Was = before.Value
		}
	}
	return d
}
