package dossier

import (
	"fmt"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// leftToDo lists what a person still has to do, the most pressing first:
// access that is open, people who were not told, authorities, doubts.
func leftToDo(d Dossier) []string {
	var left []string
	for _, part := range []func(Dossier) []string{leftOfContainment, leftOfLetters, leftOfDuties, leftOfScope, leftOfRecord} {
		left = append(left, part(d)...)
	}
	return left
}

func leftOfContainment(d Dossier) (left []string) {
	c := d.Containment
	if c == nil {
		return nil
	}
	for _, f := range c.Credentials {
		if f.State == "open" {
			left = append(left, fmt.Sprintf("Cut by hand: %s %s of %s is still open%s.", words(f.Kind), f.Target, f.Holder, because(f.Reason)))
		}
	}
	for _, p := range c.Principals {
		switch {
		case p.ByHand != "":
			left = append(left, fmt.Sprintf("%s: %s", p.Principal, sentence(p.ByHand)))
		case p.Status == "refused" || p.Status == "unresolved":
			left = append(left, fmt.Sprintf("Cut the access of %s by hand%s.", p.Principal, because(p.Reason)))
		}
	}
	if len(left) == 0 && !c.Contained {
		left = append(left, fmt.Sprintf("Containment is not complete: %d open, %d refused, %d not found. Look at each by hand.", c.Open, c.Refused, c.Unresolved))
	}
	return left
}

func leftOfLetters(d Dossier) (left []string) {
	if s := d.Scope; s != nil && s.Unreachable > 0 {
		unknown := ""
		if s.NotInDirectory > 0 {
			unknown = fmt.Sprintf(" The customer directory does not know %s of them: find out who they are.", count(s.NotInDirectory))
		}
		left = append(left, fmt.Sprintf("Tell %s without a usable e-mail address by post or telephone%s.%s", people(s.Unreachable), list(s.UnreachableList.Key), unknown))
	}
	n := d.Delivery
	if n == nil {
		if s := d.Scope; s != nil && s.Recipients > 0 {
			left = append(left, fmt.Sprintf("No letter was sent: %s have not been told.", people(s.Recipients)))
		}
		return left
	}
	if n.PostList.Count > 0 {
		left = append(left, fmt.Sprintf("Tell %s whom mail did not reach, or may not have reached, by post or telephone%s.", people(n.PostList.Count), list(n.PostList.Key)))
	} else if failed := n.Failed + n.Bounced + n.Unknown; failed > 0 {
		left = append(left, fmt.Sprintf("Tell %s by post or telephone: their letter failed, bounced, or is unknown to have arrived.", people(failed)))
	}
	if waiting := n.Waiting(); waiting > 0 {
		left = append(left, fmt.Sprintf("%s had not gone out when this was written: run the incident again.", plural(waiting, "letter", "letters")))
	}
	if n.Complained > 0 {
		left = append(left, fmt.Sprintf("%s marked the letter as unwanted: expect calls to customer support.", people(n.Complained)))
	}
	return left
}

func leftOfDuties(d Dossier) (left []string) {
	if d.NoBreach() {
		return nil
	}
	for _, o := range sorted(d.Duties, d.WrittenAt) {
		switch due := o.dueWords(); {
		case o.Filed != nil:
		case o.NoRule && o.Applies == nil:
			left = append(left, fmt.Sprintf("%s: %s.", strings.TrimSuffix(o.Title, "."), strings.TrimSuffix(o.Reason, ".")))
		case o.Applies == nil:
			left = append(left, fmt.Sprintf("Judge whether it applies: %s (%s, %s)%s.", o.Title, o.Law, o.Article, due))
		case *o.Applies:
			left = append(left, fmt.Sprintf("%s: to %s (%s, %s)%s.", o.Title, o.To, o.Law, o.Article, due))
		}
	}
	return left
}

func leftOfScope(d Dossier) (left []string) {
	s := d.Scope
	if s == nil {
		return nil
	}
	if s.NotInLog > 0 {
		left = append(left, fmt.Sprintf("%s not in the access log at all: check how the log spells the name.", plural(s.NotInLog, "suspect is", "suspects are")))
	}
	if s.Gaps > 0 {
		left = append(left, fmt.Sprintf("The access log misses %s in %s: look for another source for them. What was read then is not in any count.", hours(s.GapHours), stretches(s.Gaps)))
	}
	if s.BadLines > 0 {
		left = append(left, fmt.Sprintf("%s of the log could not be read and are not in any count: have them looked at.", lines(s.BadLines)))
	}
	if s.Damaged > 0 {
		left = append(left, fmt.Sprintf("%s of the log could not be read to the end: look for whole copies and scope again.", plural(s.Damaged, "object", "objects")))
	}
	return left
}

func leftOfRecord(d Dossier) (left []string) {
	for _, p := range d.Phases {
		if p.Status == incident.Failed {
			left = append(left, fmt.Sprintf("Phase %s failed%s.", p.Name, because(p.Error)))
		}
	}
	for _, u := range d.Unread {
		left = append(left, "Not in this dossier: "+stop(u))
	}
	return left
}

// NoBreach reports whether the incident was found to be none.
func (d Dossier) NoBreach() bool { return d.Source != nil && d.Source.Decision == "no-breach" }

// Waiting counts the letters that had not gone out.
func (n Delivery) Waiting() int { return n.Pending + n.Sending }
