package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/scope"
)

// showUnknown prints whom the log cannot exclude, and why that many.
func showUnknown(b *bytes.Buffer, u scope.Unknown) {
	switch all := u.Reachable != nil && *u.Reachable == u.Customers; {
	case u.Unbounded == "":
		fmt.Fprintf(b, "cannot be excluded: at most %d more", u.Customers)
	case all:
		fmt.Fprintf(b, "cannot be excluded: all others in the directory, %d, since %s", u.Customers, u.Unbounded)
	default:
		fmt.Fprintf(b, "cannot be excluded: any number more, since %s", u.Unbounded)
	}
	if u.Reachable != nil {
		fmt.Fprintf(b, " (the account may have read %d in the directory)", *u.Reachable)
	}
	b.WriteString("\n")
	if u.Assumption != "" {
		fmt.Fprintf(b, "  %s\n", u.Assumption)
	}
	if u.IfQuietWorked > 0 {
		fmt.Fprintf(b, "  if the days that look like holidays were none: %d more\n", u.IfQuietWorked)
	}
}

// showTogether prints how many customers each two suspects have in common.
func showTogether(b *bytes.Buffer, r *scope.Report) {
	if len(r.Principals) < 2 {
		return
	}
	b.WriteString("in common:\n")
	for i, one := range r.Principals {
		for _, other := range r.Principals[i+1:] {
			if n := r.Both(one, other); n > 0 || len(r.Principals) == 2 {
				fmt.Fprintf(b, "  %s and %s: %d\n", one, other, n)
			}
		}
	}
}

// showWindows prints each suspect's estimated window with its evidence.
func showWindows(b *bytes.Buffer, r *scope.Report) {
	b.WriteString("\nout of the ordinary, an estimate")
	if !r.Estimate.Applied {
		b.WriteString(" that narrows nothing (-window estimated, or -from and -to, would)")
	}
	fmt.Fprintf(b, ":\ncustomers in the whole log %d, in the window %d, only outside it %d\n", r.Estimate.Whole, r.Estimate.Inside, r.Estimate.Outside)
	for _, p := range r.ByPrincipal {
		e := p.Estimate
		if e.Window == nil {
			fmt.Fprintf(b, "  %s: none: %s\n", p.Principal, e.Why)
		} else {
			w := e.Window
			fmt.Fprintf(b, "  %s: %s to %s (p %.2g); customers %d in it, %d outside\n", p.Principal,
				w.From.Format(time.DateOnly), w.To.Add(-time.Second).Format(time.DateOnly), w.P, e.Inside, e.Outside)
			fmt.Fprintf(b, "    customers a working day: before %g, in it %g (%g were to be expected), after %g; %d peers did %g times their usual\n",
				w.Before.PerDay, w.In.PerDay, w.Expected, w.After.PerDay, w.Peers, w.PeersIn)
		}
		if line, mark := sparkline(e.Daily, e.Window); line != "" {
			fmt.Fprintf(b, "    %s\n", line)
			if mark != "" {
				fmt.Fprintf(b, "    %s\n", mark)
			}
		}
	}
}

const sparkWidth = 72

// sparkline draws a suspect's days, several in a column when there are many, and
// marks the window below.
func sparkline(d *scope.Daily, w *scope.Window) (line, mark string) {
	if d == nil || len(d.Customers) < 2 {
		return "", ""
	}
	each := (len(d.Customers) + sparkWidth - 1) / sparkWidth
	var columns []int
	highest := 1
	for i, n := range d.Customers {
		if i%each == 0 {
			columns = append(columns, 0)
		}
		last := len(columns) - 1
		columns[last] += n
		highest = max(highest, columns[last])
	}
	levels := []rune(" ▁▂▃▄▅▆▇█")
	var bars, marks strings.Builder
	for i, n := range columns {
		bars.WriteRune(levels[(n*(len(levels)-1)+highest-1)/highest])
		begin := d.From.AddDate(0, 0, i*each)
		if w != nil && begin.Before(w.To) && w.From.Before(begin.AddDate(0, 0, each)) {
			marks.WriteByte('^')
		} else {
			marks.WriteByte(' ')
		}
	}
	return bars.String(), strings.TrimRight(marks.String(), " ")
}
