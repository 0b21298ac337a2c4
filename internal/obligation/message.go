package obligation

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/alert"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// Reminding is the function remind: it turns a schedule's input into a message
// to the people on duty.
type Reminding struct {
	Alerts alert.Alerter
	Marks  Marks
	Now    func() time.Time
}

// Event takes one Reminder. What it cannot read fails, and so ends in the
// dead-letter queue with its alarm; it is never dropped. One that is handed over
// again sends no second message, unless the first delivery died before it was noted.
func (r Reminding) Event(ctx context.Context, payload json.RawMessage) (any, error) {
	var in Reminder
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, task.Fail(task.BadInput, fmt.Errorf("reminder is not the JSON that a schedule hands over"))
	}
	if err := in.Incident.Check(); err != nil {
		return nil, task.Fail(task.BadInput, fmt.Errorf("reminder: %w", err))
	}
	mark := in.mark()
	if mark != "" {
		// Marks that cannot be read hold up no reminder: twice is better than never.
		if noted, err := r.Marks.Noted(ctx, in.Incident, mark); err == nil && noted {
			return map[string]string{"reminded_before": in.Obligation}, nil
		}
	}
	subject, message := in.Message(r.Now())
	if err := r.Alerts.Alert(ctx, subject, message); err != nil {
		return nil, fmt.Errorf("reminding of %s in %s: %w", in.Obligation, in.Incident, err)
	}
	if mark != "" {
		if err := r.Marks.Note(ctx, in.Incident, mark); err != nil {
			return nil, fmt.Errorf("reminded of %s in %s: %w", in.Obligation, in.Incident, err)
		}
	}
	return map[string]string{"reminded": in.Obligation}, nil
}

const mayApply = "It applies, or may apply while a fact or a judgement is missing.\n"

// Message says in plain words which duty, to whom, by when, how much time is
// left at now, and what to do next.
func (r Reminder) Message(now time.Time) (subject, message string) {
	var b strings.Builder
	due, err := time.Parse(time.RFC3339, r.DueAt)
	dated := err == nil
	left := ""
	if dated {
		left = Left(due, now)
	}
	switch {
	case r.Kind == KindApproval:
		subject = fmt.Sprintf("Tocsin %s: your decision is awaited", r.Incident)
		fmt.Fprintf(&b, "Incident %s waits for a person's decision; until then it stands still.\n", r.Incident)
	case r.Kind == KindNoRule:
		subject = fmt.Sprintf("Tocsin %s: ask counsel about places without a rule", r.Incident)
		fmt.Fprintf(&b, "Incident %s: people may be affected in places for which Tocsin has no rule.\nMany laws leave 72 hours or less from awareness. Ask counsel now.\n", r.Incident)
	case r.Obligation == MayApply:
		subject = fmt.Sprintf("Tocsin %s: %s may apply", r.Incident, plural(len(r.Duties), "duty", "duties"))
		fmt.Fprintf(&b, "Incident %s: a fact or a judgement is missing, and %s may apply:\n\n  %s\n\nThe first question to answer is on top of 'tocsin duties %s'.\n", r.Incident, plural(len(r.Duties), "duty", "duties"), wrapped(r.Duties), r.Incident)
		if dated {
			subject += ", " + left
		}
	case dated:
		subject = fmt.Sprintf("Tocsin %s: %s, %s", r.Incident, r.Obligation, left)
		fmt.Fprintf(&b, "Incident %s: duty %s\n(%s).\n%s", r.Incident, r.Obligation, r.Law, mayApply)
	default:
		subject = fmt.Sprintf("Tocsin %s: %s, without delay", r.Incident, r.Obligation)
		fmt.Fprintf(&b, "Incident %s: duty %s\n(%s).\n%sThe law names no period: it wants this done without delay. You are reminded daily.\n", r.Incident, r.Obligation, r.Law, mayApply)
	}
	b.WriteByte('\n')
	if r.To != "" {
		fmt.Fprintf(&b, "Who must be told:  %s\n", r.To)
	}
	if dated {
		fmt.Fprintf(&b, "Due:               %s UTC\n                   %s there\n", due.UTC().Format("Mon 2 Jan 2006 15:04"), due.Format("Mon 2 Jan 2006 15:04 -07:00"))
		fmt.Fprintf(&b, "Time:              %s\n", left)
	}
	if r.Kind != "" {
		fmt.Fprintf(&b, "This reminder:     %s\n", r.Kind)
	}
	fmt.Fprintf(&b, "\nNext:\n  tocsin status %s\n  tocsin duties %s\n", r.Incident, r.Incident)
	if r.Obligation != "" && r.Obligation != MayApply && r.Kind != KindNoRule {
		fmt.Fprintf(&b, "When it is done, say so, and the reminders stop:\n  tocsin duties file %s %s -at TIME -reference TEXT\n", r.Incident, r.Obligation)
	}
	if r.Kind == KindApproval {
		b.WriteString("The status says which question it is, and the command that answers it.\n")
	}
	if dated && now.After(due) {
		b.WriteString("\nOverdue: tell them now, and say why it is late. A late report is better than none.\n")
	}
	b.WriteString("\n" + Disclaimer + "\n")
	return subject, b.String()
}

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// wrapped lists ids, five on a line.
func wrapped(ids []string) string {
	var lines []string
	for five := range slices.Chunk(ids, 5) {
		lines = append(lines, strings.Join(five, ", "))
	}
	return strings.Join(lines, ",\n  ")
}

// Left says how far now is from due: "2 d 3 h left", "overdue by 40 min".
func Left(due, now time.Time) string {
	d := due.Sub(now)
	switch {
	case d.Abs() < time.Minute:
		return "due now"
	case d < 0:
		return "overdue by " + span(-d)
	}
	return span(d) + " left"
}

func span(d time.Duration) string {
	d = d.Truncate(time.Minute)
	switch days := d / day; {
	case days > 0:
		return fmt.Sprintf("%d d %d h", days, d%day/time.Hour)
	case d >= time.Hour:
		return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}
