package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/tocsin-ir/tocsin/internal/detect"
)

// showFinding prints a finding for people: the decision and why, the ranking,
// then what the reports and the log could not tell.
func showFinding(w io.Writer, f detect.Finding) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: %s\n\n", f.Decision, f.Reason)
	show := showSuspects
	if f.Ranking != detect.ByReports {
		show = showWorkload
	}
	if err := show(&b, f.Suspects); err != nil {
		return err
	}
	showReasons(&b, f)
	fmt.Fprintf(&b, "\n%d reports, %d explained, %d not; %d principals, %d customers; %d log lines",
		f.Reports, f.Explained, f.Unexplained, f.Principals, f.Customers, f.Lines)
	if !f.LogBegin.IsZero() {
		fmt.Fprintf(&b, " from %s to %s", clock(f.LogBegin), clock(f.LogEnd))
	}
	b.WriteString("\n")
	showSummarised(&b, f.Summarised)
	for _, note := range []struct {
		n    int64
		text string
	}{
		{int64(f.BeforeLog), "reports are dated before the log begins and were not tested"},
		{int64(f.UnknownCustomers), "reports name customers of whom the log knows nothing: check their ids"},
		{int64(f.DuplicateReports), "reports were merged into an earlier call of the same customer"},
		{int64(f.BadReports), "rows of the reports could not be used:"},
	} {
		if note.n > 0 {
			fmt.Fprintf(&b, "%d %s\n", note.n, note.text)
		}
	}
	for _, row := range f.BadReportRows {
		fmt.Fprintf(&b, "  line %d: %s\n", row.Line, row.Reason)
	}
	if n := len(f.Damaged); n > 0 {
		fmt.Fprintf(&b, "%d files of the log could not be read to their end, so look-ups may be missing:\n", n)
		showPlaces(&b, f.Damaged, int64(n))
	}
	if f.Lost > 0 {
		fmt.Fprintf(&b, "%d records are left out by the log's own numbers, so look-ups may be missing:\n", f.Lost)
		showPlaces(&b, f.LostPlaces, int64(len(f.LostPlaces)))
	}
	if bad := f.Bad - f.Lost; bad > 0 {
		fmt.Fprintf(&b, "%d lines of the log are bad and were left out:\n", bad)
		showPlaces(&b, f.BadLines, bad)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func showSuspects(b *bytes.Buffer, suspects []detect.Suspect) error {
	if len(suspects) == 0 {
		b.WriteString("Nobody in the log looked up a reported customer before the call.\n")
		return nil
	}
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "looked up\texplains\texpected\tp\tadjusted p\twith ticket\t  principal")
	for _, s := range suspects[:min(len(suspects), shownPlaces)] {
		fmt.Fprintf(t, "%d\t%d\t%.2f\t%.2g\t%.2g\t%d\t  %s\n", s.Accessed, s.Explained, s.Expected, s.PValue, s.QValue, s.WithTicket, s.Principal)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	more(b, int64(len(suspects)))
	return nil
}

// showWorkload is the ranking where no report was there: by what the watch rang
// for, then by customers.
func showWorkload(b *bytes.Buffer, suspects []detect.Suspect) error {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "score\tlooked up\twithout ticket\ttimes the median\t  principal")
	for _, s := range suspects[:min(len(suspects), shownPlaces)] {
		score := "-"
		if len(s.Alarms) > 0 {
			score = fmt.Sprintf("%.1f", s.Alarms[0].Score)
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%.1f\t  %s\n", score, s.Accessed, s.WithoutTicket, s.TimesMedian, s.Principal)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	more(b, int64(len(suspects)))
	return nil
}

// showReasons says what speaks for and what against those who are named.
func showReasons(b *bytes.Buffer, f detect.Finding) {
	for _, s := range f.Suspects {
		if !slices.Contains(f.Named, s.Principal) || len(s.Reasons) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", s.Principal)
		for _, reason := range s.Reasons {
			fmt.Fprintf(b, "  + %s\n", reason)
		}
		for _, doubt := range s.Doubts {
			fmt.Fprintf(b, "  - %s\n", doubt)
		}
	}
}
