package detect

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"sync"
	"time"
)

//go:embed page.html.tmpl
var pageText string

// Parsed when it is first drawn: most commands draw none.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"day":  func(t time.Time) string { return t.Format("2 Jan 2006") },
		"p":    func(x float64) string { return scientific(math.Log(x)) },
		"one":  func(x float64) string { return fmt.Sprintf("%.1f", x) },
		"two":  func(x float64) string { return fmt.Sprintf("%.2f", x) },
		"add":  func(a, b int) int { return a + b },
		"line": func(f Finding, s Suspect) timeline { return timelineOf(f, s) },
	}).Parse(pageText))
})

// WritePage writes a finding as one page of HTML that needs nothing else: the
// decision in words, what speaks for and against each suspect, and pictures. It
// names principals and never a customer; reports are told by their number in
// order of the calls.
func WritePage(w io.Writer, f Finding) error {
	type bar struct {
		Suspect
		Explained, Expected float64 // in pixels
		Y                   int
	}
	view := struct {
		Finding
		Bars   []bar
		Height int
	}{Finding: f}
	for i, s := range f.Suspects[:min(len(f.Suspects), 10)] {
		scale := 400 / float64(max(1, f.Tested))
		view.Bars = append(view.Bars, bar{s, scale * float64(s.Explained), scale * s.Expected, 46 * i})
	}
	view.Height = 46 * len(view.Bars)
	if err := pageTemplate().Execute(w, view); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

// A timeline is a picture of one suspect's look-ups and the calls that followed.
type timeline struct {
	Height     int
	Rows       []timelineRow
	Begin, End time.Time
}

type timelineRow struct {
	Read
	Y, X, CallX int
}

const timelineLeft, timelineWidth = 80, 560 // pixels

func timelineOf(f Finding, s Suspect) timeline {
	t := timeline{Begin: f.LogBegin, End: f.LogEnd}
	for _, r := range s.Reads {
		if r.Call.After(t.End) {
			t.End = r.Call
		}
	}
	span := max(1, t.End.Sub(t.Begin).Hours())
	at := func(when time.Time) int { return timelineLeft + int(timelineWidth*when.Sub(t.Begin).Hours()/span) }
	for i, r := range s.Reads {
		t.Rows = append(t.Rows, timelineRow{r, 18*i + 14, at(r.At), at(r.Call)})
	}
	t.Height = 18*len(t.Rows) + 26
	return t
}
