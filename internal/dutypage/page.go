// Package dutypage draws an incident's duties as a page that a compliance
// officer would rather look at than read: all clocks on one axis, what is due
// first on top, what is judged and what is missing.
package dutypage

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// A Page is what stands on it. It holds counts and names of authorities, no
// data subject.
type Page struct {
	Title string // "Duties of inc-…"
	obligation.Result
	Now  time.Time
	Zone *time.Location // the reader's
}

//go:embed page.html.tmpl
var source string

// Parsed when it is first drawn: most commands draw none.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("duties").Funcs(template.FuncMap{"join": strings.Join, "class": class, "state": state}).Parse(source))
})

// Write writes one HTML file that needs nothing beside it.
func Write(w io.Writer, p Page) error {
	if err := page().Execute(w, p.view()); err != nil {
		return fmt.Errorf("writing the page of duties: %w", err)
	}
	return nil
}

// A view is the page with every text made.
type view struct {
	Page
	Written    string
	ZoneName   string
	Disclaimer string
	Figures    []figure
	Axis       *axis
	Open       []card
	Filed      []card
	Not        []obligation.Obligation
	Unverified int // of the open ones
}

type figure struct{ Value, Class, Words string }

// A card is a duty with its times in words.
type card struct {
	obligation.Obligation
	Due, There, Left, Guide string
	Started                 string
	Ways                    []obligation.Reading // with times for the reader
}

func (p Page) view() view {
	v := view{Page: p, Written: p.when(p.Now), Disclaimer: obligation.Disclaimer}
	if v.ZoneName = p.Zone.String(); p.Zone == time.Local {
		v.ZoneName = p.Now.In(p.Zone).Format("MST")
	}
	judge := 0
	for _, o := range p.ordered() {
		switch {
		case o.Filed != nil:
			v.Filed = append(v.Filed, p.card(o))
		case o.Open():
			v.Open = append(v.Open, p.card(o))
			if o.Applies == nil {
				judge++
			}
			if strings.HasPrefix(o.Verified, obligation.NotVerified) {
				v.Unverified++
			}
		default:
			v.Not = append(v.Not, o)
		}
	}
	v.Axis = p.axis(v.Open)
	v.Figures = []figure{p.next(v.Open), {fmt.Sprint(len(v.Open) - judge), "", "apply and are open"},
		{fmt.Sprint(judge), "judge", "need a judgement or a fact"}, {fmt.Sprint(len(v.Filed)), "done", "filed"}}
	return v
}

// next says which clock ends first, of the duties that apply for certain.
func (p Page) next(open []card) figure {
	for _, c := range open {
		if at, dated := c.Aim(); dated && c.Owed() {
			class := ""
			if at.Before(p.Now) {
				class = "passed"
			}
			return figure{obligation.Left(at, p.Now), class, c.ID + ", " + c.To}
		}
	}
	return figure{"–", "", "no clock with a date runs for certain"}
}

// ordered puts what is due first on top, then what has no date.
func (p Page) ordered() []obligation.Obligation {
	all := slices.Clone(p.Obligations)
	slices.SortStableFunc(all, func(a, b obligation.Obligation) int {
		at, dated := a.Aim()
		bt, too := b.Aim()
		switch {
		case dated && too:
			return at.Compare(bt)
		case dated:
			return -1
		case too:
			return 1
		}
		return 0
	})
	return all
}

func (p Page) card(o obligation.Obligation) card {
	c := card{Obligation: o}
	if start, ok := parse(o.ClockStarts); ok {
		c.Started = p.when(start)
	}
	if due, ok := parse(o.DueAt); ok {
		c.Due, c.There, c.Left = p.when(due), there(due, p.Zone), obligation.Left(due, p.Now)
	}
	for _, r := range o.Readings {
		if at, ok := parse(r.DueAt); ok {
			c.Ways = append(c.Ways, obligation.Reading{How: r.How, DueAt: p.when(at)})
		}
	}
	if guide, ok := parse(o.GuidanceDueAt); ok {
		c.Guide = p.when(guide)
	}
	return c
}

const clock = "Mon 2 Jan 2006, 15:04"

// when writes a time for the reader.
func (p Page) when(t time.Time) string { return t.In(p.Zone).Format(clock + " MST") }

// there writes a time as the authority's clocks show it, "" where they show the
// same as the reader's.
func there(t time.Time, zone *time.Location) string {
	if t.Format(clock) == t.In(zone).Format(clock) {
		return ""
	}
	return t.Format(clock + " (-07:00)")
}

func class(o obligation.Obligation) string {
	switch {
	case o.Filed != nil:
		return "done"
	case o.Applies == nil:
		return "judge"
	case *o.Applies:
		return "applies"
	}
	return "not"
}

func state(o obligation.Obligation) string {
	switch {
	case o.Filed != nil:
		return "filed"
	case o.NoRule:
		return "no rule here"
	case o.Applies == nil:
		return "to be judged"
	case *o.Applies:
		return "applies"
	}
	return "does not apply"
}
