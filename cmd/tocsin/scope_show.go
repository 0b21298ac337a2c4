package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/scope"
)

// shownPlaces is how many places of one kind are shown; -json has more.
const shownPlaces = 10

// showScope prints a report for people: never a count without what it stands on.
func showScope(w io.Writer, r *scope.Report) error {
	var b bytes.Buffer
	atLeast := ""
	if r.LowerBound {
		atLeast = " at least"
	}
	fmt.Fprintf(&b, "customers affected:%s %d\n", atLeast, r.Affected)
	fmt.Fprintf(&b, "events that count:%s %d (%s)", atLeast, r.EventsMatched, strings.Join(r.Actions, ", "))
	if r.First != nil {
		fmt.Fprintf(&b, ", from %s to %s", clock(*r.First), clock(*r.Last))
	}
	b.WriteString("\n")
	for _, p := range r.ByPrincipal {
		switch {
		case p.InLog == 0 && r.LowerBound:
			fmt.Fprintf(&b, "  %s: not in what could be read of the log; check the spelling, too\n", p.Principal)
		case p.InLog == 0:
			fmt.Fprintf(&b, "  %s: not in the log at all; check the spelling\n", p.Principal)
		case p.Events == 0:
			fmt.Fprintf(&b, "  %s: none of its %d events in the log counts here\n", p.Principal, p.InLog)
		default:
			fmt.Fprintf(&b, "  %s: customers %d, events %d\n", p.Principal, p.Affected, p.Events)
		}
	}
	showTogether(&b, r)
	showUnknown(&b, r.Unknown)
	if len(r.Fields) > 0 {
		fmt.Fprintf(&b, "fields seen: %s\n", strings.Join(r.Fields, ", "))
	}
	if r.Split != nil {
		showSplit(&b, r.Split)
	}
	showWindows(&b, r)
	showReading(&b, r)
	_, err := w.Write(b.Bytes())
	return err
}

func showSplit(b *bytes.Buffer, s *scope.Split) {
	for _, by := range []struct {
		what   string
		counts map[string]int
	}{{"country", s.ByCountry}, {"segment", s.BySegment}, {"language", s.ByLanguage}} {
		fmt.Fprintf(b, "by %s: %s\n", by.what, cmp.Or(counts(by.counts), "nobody"))
	}
	fmt.Fprintf(b, "can be written to: %d; cannot: %d, of them not in the directory: %d\n", s.Recipients, s.Unreachable, s.NotInDirectory)
	if s.DirectoryFlawed > 0 {
		fmt.Fprintf(b, "\nflaws of the directory that matter here: %d\n", s.DirectoryFlawed)
		for _, p := range s.DirectoryProblems[:min(len(s.DirectoryProblems), shownPlaces)] {
			fmt.Fprintf(b, "  %s line %d: %s\n", p.File, p.Line, p.Reason)
		}
		more(b, s.DirectoryFlawed)
	}
}

// showReading says what was read and what could not be.
func showReading(b *bytes.Buffer, r *scope.Report) {
	fmt.Fprintf(b, "\nread: lines %d, files %d", r.Lines, r.Objects)
	if r.LogFirst != nil {
		fmt.Fprintf(b, ", events from %s to %s", clock(*r.LogFirst), clock(*r.LogLast))
	}
	b.WriteString("\n")
	showSummarised(b, r.Summarised)
	showBeyond(b, r)
	switch {
	case r.Bad == 0 && len(r.Gaps) == 0:
		b.WriteString("no line is bad, no file damaged, no hour missing\n")
	case r.Bad == 0:
		b.WriteString("no line is bad, no file damaged\n")
	}
	showUnread(b, r.Stats)
	if n := len(r.Gaps); n > 0 {
		fmt.Fprintf(b, "hours missing in the log, in whole or for the most part: %d\n", r.GapHours)
		for _, g := range r.Gaps[:min(n, shownPlaces)] {
			fmt.Fprintf(b, "  %s to %s%s\n", clock(g.From), clock(g.To), missed(g))
		}
		more(b, int64(n))
	}
	showSilence(b, r)
}

// showBeyond says where the window begins a day before the log or ends a day after it.
func showBeyond(b *bytes.Buffer, r *scope.Report) {
	if r.LogFirst == nil {
		return
	}
	const day = 24 * time.Hour
	if !r.From.IsZero() && r.LogFirst.Sub(r.From) >= day {
		fmt.Fprintf(b, "the window begins before the log does: of the time from %s to %s nothing is known\n", clock(r.From), clock(*r.LogFirst))
	}
	if !r.To.IsZero() && r.To.Sub(*r.LogLast) >= day {
		fmt.Fprintf(b, "the window ends after the log does: of the time from %s to %s nothing is known\n", clock(*r.LogLast), clock(r.To))
	}
}

// showUnread names what of a log could not be read.
func showUnread(b *bytes.Buffer, s accesslog.Stats) {
	damaged := int64(len(s.Damaged))
	if s.Lost > 0 {
		fmt.Fprintf(b, "records that the log's own numbers leave out: %d\n", s.Lost)
		showPlaces(b, s.LostPlaces, int64(len(s.LostPlaces)))
	}
	s.Bad -= s.Lost
	if damaged > 0 {
		fmt.Fprintf(b, "files that could not be read to their end, so that there may be more: %d\n", damaged)
		showPlaces(b, s.Damaged, damaged)
	}
	if s.Bad > damaged {
		fmt.Fprintf(b, "bad lines, left out: %d\n", s.Bad-damaged)
		showPlaces(b, slices.DeleteFunc(slices.Clone(s.BadLines), func(l accesslog.BadLine) bool { return slices.Contains(s.Damaged, l) }), s.Bad-damaged)
	}
}

// showPlaces shows the places of bad lines by what is wrong there; all counts also
// those whose places are not kept.
func showPlaces(b *bytes.Buffer, places []accesslog.BadLine, all int64) {
	byReason, reasons := map[string][]accesslog.BadLine{}, []string{}
	for _, p := range places {
		if byReason[p.Reason] == nil {
			reasons = append(reasons, p.Reason)
		}
		byReason[p.Reason] = append(byReason[p.Reason], p)
	}
	for _, reason := range reasons[:min(len(reasons), shownPlaces)] {
		same := byReason[reason]
		fmt.Fprintf(b, "  %s line %d: %s\n", same[0].File, same[0].Line, reason)
		if last := same[len(same)-1]; len(same) > 1 {
			fmt.Fprintf(b, "    and %d more of the kind, up to %s line %d\n", len(same)-1, last.File, last.Line)
		}
		all -= int64(len(same))
	}
	switch {
	case len(reasons) > shownPlaces:
		fmt.Fprintf(b, "  and %d more (-json lists the first %d)\n", all, accesslog.MaxBadLines)
	case all > 0:
		fmt.Fprintf(b, "  and %d more, whose places are not kept\n", all)
	}
}

// showSilence says where the log is silent and nothing is held to be missing, so
// that somebody who knows better can say so.
func showSilence(b *bytes.Buffer, r *scope.Report) {
	if n := len(r.Quiet); n > 0 {
		fmt.Fprintf(b, "silent, but closed by their looks, so no gaps; if somebody worked then, the log has lost it: %d\n", n)
		for _, g := range r.Quiet[:min(n, shownPlaces)] {
			fmt.Fprintf(b, "  %s%s\n", quietDays(g), missed(g))
		}
		more(b, int64(n))
	}
	for _, s := range r.Sources {
		if s.Ended && s.Last != nil {
			fmt.Fprintf(b, "ended: %s writes nothing after %s; taken as switched off, not as a gap\n", s.Name, clock(*s.Last))
		}
	}
}

// quietDays writes a silence by the days of UTC that it touches.
func quietDays(g scope.Gap) string {
	first, last := g.From.UTC().Format("Mon 2006-01-02"), g.To.Add(-time.Second).UTC().Format("Mon 2006-01-02")
	if first == last {
		return first
	}
	return first + " to " + last
}

// missed says of a gap whose entries and how many objects are missing.
func missed(g scope.Gap) (s string) {
	if g.Source != "" {
		s += " of " + g.Source
	}
	if g.Objects > 0 {
		s += fmt.Sprintf(", missing objects: %d", g.Objects)
	}
	return s
}

func more(b *bytes.Buffer, n int64) {
	if n > shownPlaces {
		fmt.Fprintf(b, "  and %d more (-json lists them)\n", n-shownPlaces)
	}
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
