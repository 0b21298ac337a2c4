package dossier

import (
	"fmt"
	"strings"
)

// summary tells the incident in a few plain sentences, counts only.
func summary(d Dossier) []string {
	out := []string{fmt.Sprintf("The company became aware on %s. Incident %s was opened on %s by %s.", stamp(d.AwareAt), d.Incident, stamp(d.OpenedAt), opener(d))}
	for _, part := range []func(Dossier) string{sourceSentence, scopeSentence, containmentSentence, deliverySentence} {
		if s := part(d); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func opener(d Dossier) string {
	switch d.Trigger {
	case "alarm":
		return "an alarm (" + d.OpenedBy + ")"
	case "intake":
		return "a file of customers' reports (" + d.OpenedBy + ")"
	}
	return d.OpenedBy
}

func sourceSentence(d Dossier) string {
	s := d.Source
	if s == nil {
		return ""
	}
	switch {
	case d.NoBreach() && s.ChosenBy != "":
		return fmt.Sprintf("A person found it to be no breach%s.", chosenBy(s))
	case d.NoBreach():
		return fmt.Sprintf("It was found to be no breach: chance explains who looked up the customers of the %s.", plural(s.Reports, "report", "reports"))
	}
	var names []string
	for _, n := range s.Suspects {
		names = append(names, n.Principal)
	}
	who := strings.Join(names, ", ")
	if who == "" {
		who = "the source (its name is not readable any more)"
	}
	switch s.Basis {
	case "named":
		return fmt.Sprintf("Who opened it named the source: %s.", who)
	case "chosen":
		return fmt.Sprintf("A person chose the source from the evidence: %s%s.", who, chosenBy(s))
	}
	return fmt.Sprintf("Of %s customers who reported a suspicious contact, %s had been looked up before by %s, who was found among %s.", count(s.Reports), count(s.Explained), who, plural(s.Principals, "principal", "principals"))
}

func chosenBy(s *Source) string {
	if s.ChosenBy == "" {
		return ""
	}
	return fmt.Sprintf(" (decided by %s on %s)", s.ChosenBy, stamp(s.ChosenAt))
}

func scopeSentence(d Dossier) string {
	s := d.Scope
	if s == nil {
		return ""
	}
	text := fmt.Sprintf("The records of %s were read", people(s.Affected))
	if !s.First.IsZero() {
		text += fmt.Sprintf(", first on %s and last on %s", stamp(s.First), stamp(s.Last))
	}
	if len(s.Fields) > 0 {
		text += ": " + strings.Join(s.Fields, ", ")
	}
	if s.LowerBound() {
		return text + ". This is a lower bound: part of the log is missing or unreadable (below)."
	}
	return text + ". The log has no missing hour and no unreadable line in that time."
}

func containmentSentence(d Dossier) string {
	c := d.Containment
	if c == nil {
		return ""
	}
	if c.Contained {
		return fmt.Sprintf("All access that was found is cut: %s.", plural(c.Cut, "credential", "credentials"))
	}
	return fmt.Sprintf("Access is not fully cut: %s cut, %s open, %s refused, %s not found.", count(c.Cut), count(c.Open), count(c.Refused), count(c.Unresolved))
}

func deliverySentence(d Dossier) string {
	n := d.Delivery
	if n == nil {
		return ""
	}
	return fmt.Sprintf("%s of %s letters were sent; %s came back, %s failed, of %s it is not known.", count(n.Sent), count(n.Recipients), count(n.Bounced), count(n.Failed), count(n.Unknown))
}
