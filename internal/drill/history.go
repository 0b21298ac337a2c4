package drill

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"sync"
)

//go:embed history.html.tmpl
var historySource string

// Parsed when it is first drawn: most commands draw none.
var historyTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("history").Funcs(template.FuncMap{"measure": func() string { return Measure }}).Parse(historySource))
})

// A series is the runs of one scenario by one team.
type series struct {
	Name   string
	Runs   []run
	Height int
}

type run struct {
	When, Words string
	Y, End      int
	Bars        []bar
}

type bar struct {
	Class   string
	X, Y, W int
}

// Where bars stand, in units of the picture: 900 wide.
const (
	barsFrom  = 150
	barsWidth = 520
	rowHeight = 24
)

// WriteHistory draws results over time as one self-contained page.
func WriteHistory(w io.Writer, all []Result) error {
	most := 1
	for _, r := range all {
		most = max(most, r.Score.Faults)
	}
	var out []*series
	by := map[string]*series{}
	for _, r := range all {
		name := r.Scenario + ", team " + r.Team
		s, ok := by[name]
		if !ok {
			s = &series{Name: name}
			by[name] = s
			out = append(out, s)
		}
		s.Runs = append(s.Runs, drawn(r, s.Height, most))
		s.Height += rowHeight
	}
	return historyTemplate().Execute(w, out)
}

func drawn(r Result, y, most int) run {
	d := run{When: r.Date.UTC().Format("2006-01-02 15:04"), Y: y + 4, End: barsFrom}
	for _, part := range []struct {
		class string
		n     int
	}{{"late", r.Score.Late}, {"missed", r.Score.Missed}, {"blind", r.Score.Blind}, {"other", r.Score.Faults - r.Score.Late - r.Score.Missed - r.Score.Blind}} {
		width := part.n * barsWidth / most
		d.Bars = append(d.Bars, bar{part.class, d.End, d.Y, width})
		d.End += width
	}
	d.End += 8
	d.Words = fmt.Sprintf("%d faults, %d of %d duties met", r.Score.Faults, r.Score.Met, r.Score.Owed)
	return d
}
