package drill

import (
	"net/mail"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// A Result is one drill's score sheet, as it is kept.
type Result struct {
	Scenario string    `json:"scenario"`
	Title    string    `json:"title"`
	Date     time.Time `json:"date"`
	Version  string    `json:"version"` // of tocsin
	Team     string    `json:"team"`    // "person", "auto" or "careless"
	Incident string    `json:"incident"`
	Status   string    `json:"status"` // in which the incident ended
	Drill    bool      `json:"drill"`  // always true

	Measured  Measured   `json:"measured"`
	Told      Told       `json:"told"`
	Truth     Truth      `json:"truth"`
	Duties    []Duty     `json:"duties"`
	Decisions []Decision `json:"decisions"`
	Unmarked  []string   `json:"unmarked"` // outputs without the mark of a drill; none is right
	Score     Score      `json:"score"`
}

// Measured is real time in seconds since the opening; 0: it did not happen.
type Measured struct {
	Detect  float64 `json:"detect"`  // the source was named
	Contain float64 `json:"contain"` // its access was cut and read back
	Count   float64 `json:"count"`   // the affected were counted
	Tell    float64 `json:"tell"`    // the letters were out
	Waited  float64 `json:"waited"`  // of that, for people
}

// Told is the letters against the truth, and when on the story's clock.
type Told struct {
	Wanted  bool    `json:"wanted"` // the story wants letters
	Hours   float64 `json:"hours"`  // from awareness to the decision to write, on the story's clock
	Right   int     `json:"right"`
	Missing int     `json:"missing"`
	Wrong   int     `json:"wrong"` // to people who are not affected, twice, or at all where nobody is to be told
}

// Truth is what was found against what was planted.
type Truth struct {
	Source   bool `json:"source"` // the thief was named, and nobody else
	Affected int  `json:"affected"`
	Found    int  `json:"found"`
}

// A Duty is one that the story brings.
type Duty struct {
	ID      string  `json:"id"`
	To      string  `json:"to"`
	Due     string  `json:"due,omitempty"` // empty: without a fixed period
	Filed   string  `json:"filed,omitempty"`
	Verdict string  `json:"verdict"` // met, late or missed
	By      float64 `json:"late_hours,omitempty"`
}

// Verdicts on a duty.
const (
	Met    = "met"
	Late   = "late"
	Missed = "missed"
)

// A Decision is one that the team took.
type Decision struct {
	What  string   `json:"what"`
	Hours float64  `json:"hours"` // since awareness, on the story's clock
	After float64  `json:"after"` // seconds since the opening, real
	Blind []string `json:"blind"` // facts that were needed and not known, or not looked at
}

// Score counts. Faults are all that went wrong, each counting one: no weights
// are invented here.
type Score struct {
	Owed   int `json:"owed"`
	Met    int `json:"met"`
	Late   int `json:"late"`
	Missed int `json:"missed"`
	Blind  int `json:"blind"` // decisions without needed facts
	Faults int `json:"faults"`
}

// duties scores filings against the duties that the story truly brings.
func duties(owed []obligation.Obligation) []Duty {
	out := []Duty{}
	for _, o := range owed {
		d := Duty{ID: o.ID, To: o.To, Due: o.DueAt, Verdict: Missed}
		if o.Filed != nil {
			d.Filed, d.Verdict = o.Filed.At, Met
			at, err := time.Parse(time.RFC3339, o.Filed.At)
			due, dated := time.Parse(time.RFC3339, o.DueAt)
			if err == nil && dated == nil && at.After(due) {
				d.Verdict, d.By = Late, at.Sub(due).Hours()
			}
		}
		out = append(out, d)
	}
	return out
}

// letters compares the mailbox with whom the truth says must be written to.
func letters(box []localaws.Mail, t rehearsal.Truth, wanted bool) (told Told) {
	told.Wanted = wanted
	times := map[string]int{}
	for _, m := range box {
		for _, to := range m.To {
			if a, err := mail.ParseAddress(to); err == nil {
				to = a.Address
			}
			times[to]++
		}
	}
	for _, address := range t.Mail {
		switch n := times[address]; {
		case !wanted:
		case n == 0:
			told.Missing++
		default:
			told.Right++
			times[address] = n - 1
		}
	}
	for _, n := range times {
		told.Wrong += n
	}
	return told
}

// count makes the score of what is on the sheet.
func (r *Result) count() {
	s := Score{Owed: len(r.Duties)}
	for _, d := range r.Duties {
		switch d.Verdict {
		case Met:
			s.Met++
		case Late:
			s.Late++
		default:
			s.Missed++
		}
	}
	for _, d := range r.Decisions {
		if len(d.Blind) > 0 {
			s.Blind++
		}
	}
	s.Faults = s.Late + s.Missed + s.Blind + r.Told.Missing + r.Told.Wrong + len(r.Unmarked)
	if !r.Truth.Source {
		s.Faults++
	}
	if r.Truth.Found != r.Truth.Affected {
		s.Faults++
	}
	r.Score = s
}

// blind says what was needed for a decision and not known, or not looked at.
func blind(what string, looked map[string]bool, known obligation.Result) []string {
	out := []string{}
	see := func(where, words string) {
		if !looked[where] {
			out = append(out, words)
		}
	}
	switch what {
	case "choose":
		see("ranking", "the ranking was not opened")
	case "approve", "reject":
		see("letters", "the count and the sample letters were not opened")
		for _, q := range known.Questions {
			if canKnow(q, known) && decidesWhoIsTold(q, known) {
				out = append(out, "open: "+q.Fact+", which changes whom to tell")
			}
		}
	case "judge":
		see("duties", "the duties and their questions were not opened")
		if known.Facts == nil || known.Facts.Affected == nil {
			out = append(out, "nobody had counted whose data it is")
		}
		if known.Facts == nil || known.Facts.DataElements == nil {
			out = append(out, "nobody knew which data were taken")
		}
	}
	return out
}

// canKnow excludes where people live who are in no directory any more: once all
// are counted nobody can find that out before the letters.
func canKnow(q obligation.Question, known obligation.Result) bool {
	return q.Fact != "affected" || known.Facts == nil || known.Facts.Affected == nil
}

// decidesWhoIsTold reports whether an answer changes a duty to the people.
func decidesWhoIsTold(q obligation.Question, known obligation.Result) bool {
	people := map[string]bool{}
	for _, o := range known.Obligations {
		people[o.ID] = o.ToKind == obligation.People
	}
	return people[q.Fact] || slices.ContainsFunc(q.Effects, func(e obligation.Effect) bool { return people[e.ID] && e.Applies != nil })
}
