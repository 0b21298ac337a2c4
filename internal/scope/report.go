package scope

import (
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// A Report is everything that is known about the set, without the customers in
// it. It names the suspects, so it stays in the people bucket.
type Report struct {
	Query
	Affected      int        `json:"affected"` // distinct customers
	First         *time.Time `json:"first"`    // of the events that count; null when there are none
	Last          *time.Time `json:"last"`
	EventsMatched int64      `json:"events_matched"`
	Fields        []string   `json:"fields"` // that were seen, of any customer
	ByPrincipal   []Part     `json:"by_principal"`
	Together      []Together `json:"together,omitempty"` // who was touched by whom, when there are several suspects
	Estimate      Estimate   `json:"estimate"`

	accesslog.Stats
	Objects    int        `json:"log_objects"`
	LogFirst   *time.Time `json:"log_first"` // of all events of anybody
	LogLast    *time.Time `json:"log_last"`
	LowerBound bool       `json:"lower_bound"` // lines or files of the log could not be read: there may be more
	Gaps       []Gap      `json:"gaps"`
	GapHours   int        `json:"gap_hours"`
	// Quiet are closed days by their looks: if somebody worked there, they are gaps.
	Quiet   []Gap    `json:"quiet"`
	Sources []Source `json:"sources,omitempty"` // that write the log, when there are several
	Unknown Unknown  `json:"cannot_be_excluded"`

	*Split // nil without a directory
	// Summarised is nil when the whole log was read.
	Summarised *Summarised `json:"summaries,omitempty"`
}

// A Part is what one suspect did.
type Part struct {
	Principal string     `json:"principal"`
	Affected  int        `json:"affected"`
	Events    int64      `json:"events_matched"`
	Fields    []string   `json:"fields"` // that were seen
	First     *time.Time `json:"first"`
	Last      *time.Time `json:"last"`
	// InLog counts all the suspect's events in the log, with any action and at
	// any time. 0 means that the name is not in the log at all.
	InLog    int64      `json:"events_in_log"`
	Estimate PartWindow `json:"estimate"`
}

func pointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func newReport(q Query, s *set, objects int) *Report {
	r := &Report{Query: q, Stats: s.Stats, Objects: objects, LowerBound: len(s.Stats.Damaged) > 0, Fields: []string{}, Summarised: s.Summarised}
	pace := s.beginPace()
	log := newSources(s.Objects)
	r.LogFirst, r.LogLast = pointer(log.span.First), pointer(log.span.Last)
	r.Gaps, r.Quiet = log.holes(q.From, q.To)
	r.GapHours = hoursOf(r.Gaps)
	r.Sources = log.shown()
	histories := s.histories(len(q.Principals))
	r.count(s, r.windows(histories, pace()))
	r.Unknown = r.unknown(log, histories)
	r.LowerBound = r.LowerBound || r.Unknown.InBadLines > 0
	return r
}

// Check refuses a count that stands on nothing: a log without a readable line,
// or suspects who are not in it. In the machine such a count would close the
// incident as one that touched nobody.
func (r *Report) Check() error {
	if err := r.checkLog(); err != nil {
		return err
	}
	for _, p := range r.ByPrincipal {
		if p.InLog > 0 {
			return nil
		}
	}
	return badInput("none of the %d suspects is in the log: write the name as it stands in the log's principal, and check that the log is of the right time",
		len(r.ByPrincipal))
}

// checkLog refuses a log of which not one line could be read.
func (r *Report) checkLog() error {
	if r.LogFirst != nil {
		return nil
	}
	if first := slices.IndexFunc(r.BadLines, func(b accesslog.BadLine) bool { return !slices.Contains(r.Damaged, b) }); first >= 0 {
		hint := ""
		if !strings.Contains(r.BadLines[first].Reason, ": ") { // else the reason itself says what to do
			hint = ". Is it of this format, and does the Dataset file name its columns?"
		}
		return badInput("all %d lines of the log are bad; the first: %s line %d: %s%s",
			r.Lines, r.BadLines[first].File, r.BadLines[first].Line, r.BadLines[first].Reason, hint)
	}
	if len(r.Damaged) > 0 {
		return badInput("not one line of the log could be read: %s: %s", r.Damaged[0].File, r.Damaged[0].Reason)
	}
	return badInput("the log has no lines in its %d objects: check that it is the right log, and that it is delivered", r.Objects)
}

// fieldForm keeps out of the machine whatever is not the name of a field.
var fieldForm = pattern.Lazily(`^[A-Za-z][A-Za-z0-9_.-]{0,63}$`)

// fieldNames are the fields as they may leave the people bucket.
func (r *Report) fieldNames() []string {
	out := []string{}
	for _, f := range r.Fields {
		if !fieldForm().MatchString(f) {
			f = "other"
		}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}
