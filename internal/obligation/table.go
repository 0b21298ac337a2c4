package obligation

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Write prints obligations for a person: what is open and due first on top,
// with the time left at now, and why.
func Write(w io.Writer, all []Obligation, now time.Time) error {
	var b strings.Builder
	heading := ""
	for _, o := range all {
		if h := group(o); h != heading {
			heading = h
			fmt.Fprintf(&b, "%s\n\n", strings.ToUpper(h))
		}
		o.write(&b, now)
	}
	fmt.Fprintf(&b, "%s\n", Disclaimer)
	_, err := io.WriteString(w, b.String())
	return err
}

func group(o Obligation) string {
	_, dated := o.Aim()
	switch {
	case o.Filed != nil:
		return "done"
	case !o.Open():
		return "considered, does not apply"
	case dated:
		return "due, first on top"
	}
	return "without a date: as soon as practicable, or to be cleared up"
}

func (o Obligation) write(b *strings.Builder, now time.Time) {
	fmt.Fprintf(b, "%-16s %-16s %s\n", o.ID, o.state(), o.Title)
	if o.Filed != nil {
		fmt.Fprintf(b, "    done    %s%s%s\n", o.Filed.At, bracketed(o.Filed.Reference), o.checkLetters())
	}
	if !o.Open() {
		fmt.Fprintf(b, "    why     %s\n", o.Reason)
	} else {
		fmt.Fprintf(b, "    to      %s\n", o.To)
		if due, err := time.Parse(time.RFC3339, o.DueAt); err == nil {
			fmt.Fprintf(b, "    due     %s there (%s UTC): %s\n", due.Format("Mon 2006-01-02 15:04 -07:00"), due.UTC().Format("Mon 15:04"), Left(due, now))
		} else if o.HowLong != "" {
			fmt.Fprintf(b, "    due     %s\n", o.HowLong)
		}
		for _, r := range o.Readings {
			fmt.Fprintf(b, "    read as %s: %s\n", r.How, r.DueAt)
		}
		if guide, err := time.Parse(time.RFC3339, o.GuidanceDueAt); err == nil {
			fmt.Fprintf(b, "    aim at  %s there: %s (guidance or filing practice)\n", guide.Format("Mon 2006-01-02 15:04 -07:00"), Left(guide, now))
		}
		if o.DueAt != "" {
			fmt.Fprintf(b, "    clock   %s, from %s%s\n", o.HowLong, o.ClockEvent, provisional(o))
		}
		fmt.Fprintf(b, "    why     %s\n", o.Reason)
		if o.Letters != "" {
			fmt.Fprintf(b, "    letters %s\n", o.Letters)
		}
	}
	if o.Late != "" {
		fmt.Fprintf(b, "    LATE    %s\n", o.Late)
	}
	for _, need := range o.Needs {
		fmt.Fprintf(b, "    needs   %s\n", need)
	}
	if o.Open() {
		for _, note := range o.Notes {
			fmt.Fprintf(b, "    note    %s\n", note)
		}
	}
	if o.Law != askCounsel {
		fmt.Fprintf(b, "    law     %s, %s\n            %s\n            %s\n", o.Law, o.Article, o.Source, o.Verified)
	}
	b.WriteByte('\n')
}

func (o Obligation) state() string {
	switch {
	case o.Filed != nil:
		return "done"
	case o.NoRule && o.Applies == nil:
		return "NO RULE HERE"
	case o.Applies == nil:
		return "judgement needed"
	case *o.Applies:
		return "applies"
	}
	return "does not apply"
}

func provisional(o Obligation) string {
	if o.Provisional {
		return " (not dated yet: counted from awareness, the earliest)"
	}
	return ""
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// WriteResult prints the duties, what changed, and the questions that are open.
func WriteResult(w io.Writer, r Result, now time.Time) error {
	var b strings.Builder
	if r.Drill {
		b.WriteString("DRILL: this is an exercise. Nothing of it happened.\n\n")
	}
	if len(r.Changes) > 0 {
		b.WriteString("CHANGED\n\n")
		for _, c := range r.Changes {
			fmt.Fprintf(&b, "%-16s %-8s %s\n", c.ID, c.What, c.To)
			if c.From != "" {
				fmt.Fprintf(&b, "    before  %s\n", c.From)
			}
		}
		b.WriteByte('\n')
	}
	if len(r.Questions) > 0 {
		b.WriteString("WHAT WOULD CHANGE THE ANSWER, MOST URGENT FIRST\n\n")
		for _, q := range r.Questions {
			when := "no date"
			if q.FirstDue != "" {
				when = "first due " + after(q.FirstDue).Format("Mon 2006-01-02 15:04 -07:00")
			}
			fmt.Fprintf(&b, "%-20s %s\n%20s %s, %s\n", q.Fact, q.Ask, "", plural(q.Duties, "duty", "duties"), when)
		}
		b.WriteByte('\n')
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	return Write(w, r.Obligations, now)
}
