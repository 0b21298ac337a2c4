package obligation

import (
	"fmt"
	"io"
	"strings"
)

// WriteHandbook writes the table of all rules as Markdown: regime, clock,
// threshold, source, and how each was verified.
func WriteHandbook(w io.Writer, rules []Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Duties\n\nMade from the rules in `internal/obligation` (`go test ./internal/obligation -run Handbook -update`); do not edit.\n%s\n\n", Disclaimer)
	laws, how := map[string]bool{}, map[string]int{}
	for _, r := range rules {
		laws[r.Law] = true
		how[r.How]++
	}
	fmt.Fprintf(&b, "%d duties of %d laws. How they were checked:\n\n| checked | duties |\n|---|---|\n", len(rules), len(laws))
	for _, h := range []string{OfficialText, CopyRead, Guidance, Summaries, NotVerified} {
		fmt.Fprintf(&b, "| %s | %d |\n", h, how[h])
	}
	b.WriteString("\nPeople in a place without a rule here, or in a state of the United States that is not listed, give a duty of their own: ask counsel.\n")
	law := ""
	for _, r := range rules {
		if r.Law != law {
			law = r.Law
			fmt.Fprintf(&b, "\n## %s\n\n| duty | to | clock | applies | checked |\n|---|---|---|---|---|\n", cell(law))
		}
		fmt.Fprintf(&b, "| **%s**<br>%s, [%s](%s)%s | %s | %s | %s | %s |\n", r.ID, cell(r.Title), cell(r.Article), r.Source, r.force(),
			cell(r.To(Case{}).Name), cell(r.clock()), cell(r.trigger()), cell(r.verified()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// force says between which days the rule holds, unless it has long done so.
func (r Rule) force() string {
	s := "<br>in force from " + r.From
	if r.Until != "" {
		s += " until " + r.Until
	}
	return s
}

// clock says how long there is, from what.
func (r Rule) clock() string {
	s := r.Period.String()
	if r.Period.Unit != Promptly || r.Starts != "" {
		s += ", from " + string(r.Starts)
	}
	if r.Vary != nil {
		s += "; otherwise where the facts say so"
	}
	for _, other := range r.Other {
		s += "; also read as " + other.String()
	}
	if g := r.Guide.Period.String(); r.Guide.Period.N > 0 {
		s += "; guidance: " + g
	}
	return s
}

// trigger says when it applies, and who is exempt.
func (r Rule) trigger() string {
	s := r.Threshold
	if r.Exempt != "" {
		s += ". Exempt: " + r.Exempt
	}
	return s + ". Owed by the " + strings.TrimPrefix(r.Owes, "the ") + "."
}

// cell keeps a text within its cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;").Replace(s)
}
