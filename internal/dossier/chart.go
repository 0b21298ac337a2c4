package dossier

import (
	"cmp"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Charts are drawn as SVG into a box this wide, in units of the page's CSS pixels.
const (
	chartWidth = 760
	rowHeight  = 26
	axisHeight = 24
)

// An axis puts moments on the chart's width, from left to right.
type axis struct {
	from, until time.Time
	left, right float64 // of the plot
}

func (a axis) x(t time.Time) float64 {
	whole := a.until.Sub(a.from)
	if whole <= 0 {
		return a.left
	}
	x := a.left + (a.right-a.left)*float64(t.Sub(a.from))/float64(whole)
	return min(max(x, a.left), a.right)
}

// A tick is one mark of an axis.
type tick struct {
	X    float64
	Text string
}

var steps = []time.Duration{
	time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute,
	30 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, day, 2 * day, 5 * day, 10 * day, 30 * day, 90 * day, 365 * day,
}

const day = 24 * time.Hour

// ticks marks round moments, seven at most.
func (a axis) ticks() []tick {
	step := steps[len(steps)-1]
	for _, s := range steps {
		if a.until.Sub(a.from) <= 7*s {
			step = s
			break
		}
	}
	form := "15:04"
	switch {
	case step >= day:
		form = "2 Jan"
	case step < time.Minute:
		form = "15:04:05"
	case a.until.Sub(a.from) > day:
		form = "2 Jan 15:04"
	}
	var out []tick
	for t := a.from.UTC().Truncate(step).Add(step); t.Before(a.until); t = t.Add(step) {
		out = append(out, tick{a.x(t), t.Format(form)})
	}
	return out
}

// A bar is one row of a chart.
type bar struct {
	Label  string
	Y      float64 // middle of the row
	X, W   float64
	Text   string // behind the bar, or before it where there is no room
	TextX  float64
	Anchor string // of the text
	Class  string
}

// place puts the bar's text where it fits.
func (b bar) place(right float64) bar {
	const letter = 6.2
	if width := letter * float64(len([]rune(b.Text))); b.X+b.W+8+width > right {
		b.TextX, b.Anchor = b.X-6, "end"
		if b.X < width+130 { // neither side has room: inside, at the end
			b.TextX, b.Class = b.X+b.W-6, b.Class+" inside"
		}
		return b
	}
	b.TextX, b.Anchor = b.X+b.W+6, "start"
	return b
}

// A chart is what the page's template draws.
type chart struct {
	Width, Height float64
	Top           float64 // room above the first row, for the marks' names
	Left          float64 // where the plot begins
	Bottom        float64 // where the axis is
	Ticks         []tick
	Bars          []bar
	Marks         []tick // vertical lines
}

func newChart(rows int, left float64) chart {
	return chart{Width: chartWidth, Height: float64(rows*rowHeight + axisHeight), Left: left, Bottom: float64(rows * rowHeight)}
}

func middle(row int) float64 { return float64(row*rowHeight) + rowHeight/2 }

// phaseChart draws when each phase worked.
func phaseChart(d Dossier) *chart {
	if len(d.Phases) == 0 {
		return nil
	}
	until := d.WrittenAt
	for _, p := range d.Phases {
		if p.Until.After(until) {
			until = p.Until
		}
	}
	c := newChart(len(d.Phases), 90)
	a := axis{d.OpenedAt, until, c.Left, chartWidth - 10}
	c.Ticks = a.ticks()
	for i, p := range d.Phases {
		b := bar{Label: p.Name, Y: middle(i), X: a.x(p.From), Text: span(p.Until.Sub(p.From)), Class: "done"}
		b.W = max(a.x(p.Until)-b.X, 2)
		if p.Status == incident.Failed {
			b.Class, b.Text = "failed", "failed after "+b.Text
		}
		c.Bars = append(c.Bars, b.place(a.right))
	}
	return &c
}

// clockChart draws how long each dated duty leaves, from the hour of awareness.
func clockChart(d Dossier) *chart {
	var duties []Duty
	until := d.WrittenAt
	for _, o := range sorted(d.Duties, d.WrittenAt) {
		if at, ok := o.due(); ok && o.standing(d.WrittenAt) != standsNot {
			duties = append(duties, o)
			if at.After(until) {
				until = at
			}
		}
	}
	if len(duties) == 0 || d.NoBreach() {
		return nil
	}
	c := newChart(len(duties), 130)
	a := axis{d.AwareAt, until, c.Left, chartWidth - 10}
	c.Ticks, c.Marks, c.Top = a.ticks(), []tick{{a.x(d.WrittenAt), "this dossier"}}, 18
	c.Height += c.Top
	for i, o := range duties {
		at, _ := o.due()
		b := bar{Label: o.ID, Y: middle(i), X: a.left, W: max(a.x(at)-a.left, 2), Text: local(at), Class: "applies"}
		switch o.standing(d.WrittenAt) {
		case standsJudge, standsNoRule:
			b.Class = "judge"
		case standsPassed:
			b.Class = "passed"
		}
		c.Bars = append(c.Bars, b.place(a.right))
	}
	return &c
}

// A share is one row of a count by country, segment or language.
type share struct {
	Label string
	N     int
}

// mostRows is how many rows a count shows; the rest is added up.
const mostRows = 12

func shares(counts map[string]int) []share {
	var out []share
	for label, n := range counts {
		out = append(out, share{cmp.Or(label, "not known"), n})
	}
	slices.SortFunc(out, func(a, b share) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Label, b.Label)) })
	if len(out) <= mostRows {
		return out
	}
	rest := share{Label: plural(len(out)-mostRows+1, "other", "others")}
	for _, s := range out[mostRows-1:] {
		rest.N += s.N
	}
	return append(out[:mostRows-1:mostRows-1], rest)
}

// shareChart draws counts as bars, the largest first.
func shareChart(counts map[string]int) *chart {
	rows := shares(counts)
	if len(rows) == 0 {
		return nil
	}
	const width = 360
	c := newChart(len(rows), 90)
	c.Width, c.Height = width, c.Bottom
	all := 0
	for _, r := range rows {
		all += r.N
	}
	for i, r := range rows {
		b := bar{Label: r.Label, Y: middle(i), X: c.Left, Class: "share"}
		b.W = max((width-c.Left-110)*float64(r.N)/float64(max(rows[0].N, 1)), 1)
		b.Text, b.TextX, b.Anchor = count(r.N)+" ("+percent(r.N, all)+")", b.X+b.W+6, "start"
		c.Bars = append(c.Bars, b)
	}
	return &c
}
