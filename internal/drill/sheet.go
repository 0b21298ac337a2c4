package drill

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
)

// Measure says what is measured how; it stands on every sheet.
const Measure = "Seconds are real time since the opening, of this machine and this team. Hours are on the story's clock, which the team moves and dates its filings with. " +
	"Duties are scored against what the story truly brings, whatever the team judged. Faults count one each."

// WriteSheet prints a result for people.
func WriteSheet(w io.Writer, r Result) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("DRILL score sheet: %s (%s)", r.Title, r.Scenario)
	line("%s, team %s, tocsin %s, %s ended as %s\n", r.Date.Format("2006-01-02 15:04 MST"), r.Team, r.Version, r.Incident, r.Status)
	line("  %d faults: %d duties late, %d missed, %d decisions without needed facts", r.Score.Faults, r.Score.Late, r.Score.Missed, r.Score.Blind)
	line("  %d of %d duties met\n", r.Score.Met, r.Score.Owed)
	line("TIMES, real, from the opening")
	for _, t := range r.Times() {
		line("  %-22s %s", t.What, t.Seconds)
	}
	line("\nTELLING, on the story's clock\n  %s", r.Telling())
	line("\nTRUTH\n  source %s; %d affected counted, %d are", map[bool]string{true: "right", false: "WRONG"}[r.Truth.Source], r.Truth.Found, r.Truth.Affected)
	line("\nDUTIES")
	if len(r.Duties) == 0 {
		line("  the story brings none")
	}
	for _, d := range r.Duties {
		line("  %-7s %-18s due %-26s filed %-22s%s", d.Verdict, d.ID, d.Term(), d.Done(), d.Lateness())
	}
	line("\nDECISIONS")
	for _, d := range r.Decisions {
		line("  %6.1f h  %s", d.Hours, d.What)
		for _, f := range d.Blind {
			line("            WITHOUT: %s", f)
		}
	}
	if len(r.Unmarked) > 0 {
		line("\nNOT MARKED AS A DRILL: %s", strings.Join(r.Unmarked, ", "))
	}
	line("\n%s", Measure)
	_, err := io.WriteString(w, b.String())
	return err
}

// A Timing is one line of the times.
type Timing struct{ What, Seconds string }

// Times are the measured ones, in words.
func (r Result) Times() []Timing {
	var out []Timing
	for _, t := range []struct {
		what string
		s    float64
	}{{"source named", r.Measured.Detect}, {"access cut", r.Measured.Contain}, {"affected counted", r.Measured.Count}, {"letters out", r.Measured.Tell}, {"of that, waiting for the decision", r.Measured.Waited}} {
		words := "did not happen"
		if t.s > 0 {
			words = fmt.Sprintf("%.1f s", t.s)
		}
		out = append(out, Timing{t.what, words})
	}
	return out
}

// Telling is the letters in words.
func (r Result) Telling() string {
	if !r.Told.Wanted {
		return fmt.Sprintf("nobody was to be written to; %d letters went out", r.Told.Wrong)
	}
	if r.Told.Hours == 0 {
		return fmt.Sprintf("no letters: %d people were not told", r.Told.Missing)
	}
	return fmt.Sprintf("decided %.1f h after awareness: %d letters right, %d missing, %d wrong", r.Told.Hours, r.Told.Right, r.Told.Missing, r.Told.Wrong)
}

// Term is when a duty is due, in words.
func (d Duty) Term() string {
	if d.Due == "" {
		return "without delay"
	}
	return d.Due
}

// Done is when it was filed, in words.
func (d Duty) Done() string {
	if d.Filed == "" {
		return "never"
	}
	return d.Filed
}

// Lateness is by how much.
func (d Duty) Lateness() string {
	if d.By == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f h late", d.By)
}

//go:embed sheet.html.tmpl
var sheetSource string

// Parsed when it is first drawn: most commands draw none.
var sheetTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("sheet").Parse(sheetSource))
})

// WritePage draws a result as one self-contained page.
func WritePage(w io.Writer, r Result) error {
	return sheetTemplate().Execute(w, struct {
		Result
		Measure string
	}{r, Measure})
}
