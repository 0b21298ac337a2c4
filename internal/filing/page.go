package filing

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

//go:embed page.html.tmpl
var source string

// Parsed when it is first drawn: most commands draw none.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("draft").Funcs(template.FuncMap{"moment": moment}).Parse(source))
})

// WritePage writes a draft as one HTML file: what a person must fill is framed.
func WritePage(w io.Writer, d Draft) error {
	if err := page().Execute(w, struct {
		Draft
		Sections []section
		Times    []string
		Then     []string
	}{d, d.sections(), d.times(), d.afterwards()}); err != nil {
		return fmt.Errorf("writing the draft: %w", err)
	}
	return nil
}

type section struct {
	Name    string
	Entries []Entry
}

func (d Draft) sections() (all []section) {
	at := map[string]int{}
	for _, e := range d.Entries {
		i, ok := at[e.Section]
		if !ok {
			i = len(all)
			at[e.Section] = i
			all = append(all, section{Name: e.Section})
		}
		all[i].Entries = append(all[i].Entries, e)
	}
	return all
}

// times says by when: what guidance or practice wants before what the law does.
func (d Draft) times() (all []string) {
	if at := moment(d.GuidanceDueAt); at != "" {
		all = append(all, "aim at "+at+" (guidance or filing practice)")
	}
	if at := moment(d.DueAt); at != "" {
		all = append(all, "due "+at+d.left())
	} else if d.HowLong != "" {
		all = append(all, "due "+d.HowLong)
	}
	return all
}

// left says how much time there was when the draft was made.
func (d Draft) left() string {
	due, err := time.Parse(time.RFC3339, d.DueAt)
	made, bad := time.Parse(time.RFC3339, d.MadeAt)
	if err != nil || bad != nil || d.Owed == OwedDone {
		return ""
	}
	return ": " + obligation.Left(due, made)
}

// afterwards says how to mark what the report does.
func (d Draft) afterwards() (commands []string) {
	for _, id := range d.Does {
		if d.Incident != "" {
			commands = append(commands, fmt.Sprintf("tocsin duties file %s %s -at TIME -reference TEXT", d.Incident, id))
		}
	}
	return commands
}

// WriteText writes a draft for a terminal.
func WriteText(w io.Writer, d Draft) error {
	var b strings.Builder
	if d.Drill {
		b.WriteString("DRILL: not to be filed\n\n")
	}
	if line := d.Owed.Line(); line != "" {
		fmt.Fprintf(&b, "%s\n", strings.ToUpper(line))
		for _, why := range d.OwedWhy {
			fmt.Fprintf(&b, "  %s\n", why)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s\nto %s", d.Title, d.Authority)
	if d.Portal != "" {
		fmt.Fprintf(&b, ": %s", d.Portal)
	}
	fmt.Fprintf(&b, "\n%s report, %s", d.Stage, number(d.Open, "entry is", "entries are"))
	b.WriteString(" open")
	if d.Follow > 0 {
		fmt.Fprintf(&b, ", %d may follow", d.Follow)
	}
	for _, t := range d.times() {
		fmt.Fprintf(&b, "; %s", t)
	}
	b.WriteString("\n")
	for _, s := range d.sections() {
		fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(s.Name))
		for _, e := range s.Entries {
			mark := " "
			if e.Changed {
				mark = "*"
			}
			fmt.Fprintf(&b, "%s %s\n", mark, e.Label)
			switch e.State {
			case Filled:
				fmt.Fprintf(&b, "      %s\n", strings.ReplaceAll(e.Value, "\n", "\n      "))
			case Follow:
				fmt.Fprintf(&b, "      … to follow: %s (%s.%s)\n", e.Help, d.Form, e.Key)
			default:
				fmt.Fprintf(&b, "  ▢▢▢ for a person: %s (%s.%s)\n", e.Help, d.Form, e.Key)
			}
			if e.Offer != "" {
				fmt.Fprintf(&b, "      in the record: %s\n", strings.ReplaceAll(e.Offer, "\n", "\n      "))
			}
			if e.Changed && e.Was != "" {
				fmt.Fprintf(&b, "      was: %s\n", e.Was)
			}
		}
	}
	if d.Open+d.Follow > 0 {
		b.WriteString("\nAnswers go into a file for -answers: {\"" + d.Form + ".…\": \"…\"}, by the names in brackets.\n")
	}
	for _, command := range d.afterwards() {
		fmt.Fprintf(&b, "When it is filed, say so: %s\n", command)
	}
	fmt.Fprintf(&b, "\nfields: %s, %s\n", d.Source, d.Verified)
	_, err := io.WriteString(w, b.String())
	return err
}

func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n) + " " + many
}
