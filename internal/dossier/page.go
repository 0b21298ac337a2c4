package dossier

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"time"
)

//go:embed dossier.html.tmpl
var pageSource string

// Parsed when it is first drawn: most commands draw none.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("dossier").Funcs(template.FuncMap{
		"stamp": stamp, "span": span, "chance": chance, "words": words, "sentence": sentence, "stop": stop, "capital": capital,
		"people": people, "hours": hours, "stretches": stretches, "percent": percent, "join": strings.Join,
		"n": func(v any) string {
			switch n := v.(type) {
			case int:
				return count(n)
			case int64:
				return count(n)
			}
			return fmt.Sprint(v)
		},
		"one": func(p *float64) string { return fmt.Sprintf("%.1f", *p) },
	}).Parse(pageSource))
})

// A view is the dossier with what only the page needs.
type view struct {
	Dossier
	Summary   []string
	Timeline  *chart
	Clocks    *chart
	Countries *chart
	Segments  *chart
	Languages *chart
	Pressing  []dutyView // applies, or may
	Settled   []dutyView // does not apply
	FirstDue  string
	Uncut     []Principal // of whom not all is in the list of credentials
}

type dutyView struct {
	Duty
	Standing string
	Class    string
	Due      string
	Left     string
}

// page draws the dossier as one self-contained HTML file: no script, no
// external asset, so that it looks the same in ten years.
func page(d Dossier) ([]byte, error) {
	v := view{Dossier: d, Summary: summary(d), Timeline: phaseChart(d), Clocks: clockChart(d)}
	if d.Scope != nil {
		v.Countries, v.Segments, v.Languages = shareChart(d.Scope.ByCountry), shareChart(d.Scope.BySegment), shareChart(d.Scope.ByLanguage)
	}
	if d.Containment != nil {
		for _, p := range d.Containment.Principals {
			if p.Status != "planned" || p.ByHand != "" {
				v.Uncut = append(v.Uncut, p)
			}
		}
	}
	for _, o := range sorted(d.Duties, d.WrittenAt) {
		row := dutyRow(o, d.WrittenAt)
		if row.Standing == standsNot {
			v.Settled = append(v.Settled, row)
			continue
		}
		v.Pressing = append(v.Pressing, row)
		if at, ok := o.due(); ok && v.FirstDue == "" && o.Filed == nil {
			v.FirstDue = local(at)
		}
	}
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, v); err != nil {
		return nil, fmt.Errorf("drawing the dossier of %s: %w", d.Incident, err)
	}
	return b.Bytes(), nil
}

func dutyRow(o Duty, now time.Time) dutyView {
	row := dutyView{Duty: o, Standing: o.standing(now), Due: "without delay"}
	row.Class = map[string]string{standsApplies: "applies", standsPassed: "passed", standsJudge: "judge", standsNoRule: "judge"}[row.Standing]
	if o.Filed != nil {
		row.Class, row.Due = "applies", strings.TrimSpace("filed "+o.Filed.At+" "+o.Filed.Reference+" by "+o.Filed.By)
		return row
	}
	at, dated := o.due()
	switch {
	case !dated:
		return row
	case at.Before(now):
		row.Left = span(now.Sub(at)) + " before this dossier"
	default:
		row.Left = span(at.Sub(now)) + " left"
	}
	row.Due = local(at)
	if o.DueAt == "" {
		row.Due += " (guidance)"
	}
	return row
}
