package obligation

import (
	"cmp"
	"slices"
	"time"
)

// Assess says of every rule whether it applies to the facts, and of every
// place among the affected that no rule covers, that counsel must be asked.
// What is open and due first comes first; what does not apply comes last.
func Assess(f Facts) ([]Obligation, error) {
	c, err := f.Check()
	if err != nil {
		return nil, err
	}
	var all []Obligation
	for _, r := range Rules {
		all = append(all, r.assess(c))
	}
	all = append(all, withoutRule(c)...)
	slices.SortStableFunc(all, urgency)
	return all, nil
}

func (r Rule) assess(c Case) Obligation {
	to := r.To(c)
	zone := mustZone(to.Zone)
	start, provisional := r.when(c)
	v := decide(c, r.Conditions)
	if held := firstKnown(c.aware, start); !held.IsZero() && !r.holds(held, zone) {
		v = judge("counsel: which version of this law was in force then?", "the rule here holds from %s%s, and the company became aware outside that time", r.From, until(r.Until))
	}
	o := Obligation{
		ID: r.ID, Law: r.Law, Article: r.Article, Title: r.Title, To: to.Name, Applies: v.Answer.pointer(), Reason: v.Reason,
		ClockEvent: string(r.Starts), Needs: nonNil(v.Needs), Notes: r.Notes, Source: r.Source, Verified: r.verified(),
	}
	period := r.Period
	if r.Vary != nil {
		period = r.Vary(c)
	}
	o.HowLong = period.String()
	if v.Answer == No {
		return o
	}
	if start.IsZero() {
		o.Needs = append(o.Needs, "aware_at: when did the company become aware?")
		return o
	}
	o.ClockStarts, o.Provisional = start.In(zone).Format(time.RFC3339), provisional
	due := period.end(start, zone)
	if !due.IsZero() {
		o.DueAt, o.DueDate = due.Format(time.RFC3339), due.Format(time.DateOnly)
	}
	if guide := r.guidance(start, due, zone); !guide.IsZero() {
		o.GuidanceDueAt = guide.Format(time.RFC3339)
	}
	return o
}

func firstKnown(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

func until(day string) string {
	if day == "" {
		return ""
	}
	return " to " + day
}

// pointer gives an answer its JSON form: true, false or null.
func (a Answer) pointer() *bool {
	if a == Judge {
		return nil
	}
	applies := a == Yes
	return &applies
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return slices.Clone(s)
}

// urgency orders: open before closed, dated before undated, early before late,
// certain before undecided.
func urgency(a, b Obligation) int {
	rank := func(o Obligation) (int, time.Time) {
		aim, dated := o.Aim()
		switch {
		case !o.Open():
			return 3, aim
		case dated:
			return 0, aim
		case o.Applies != nil:
			return 1, aim
		}
		return 2, aim
	}
	ra, ta := rank(a)
	rb, tb := rank(b)
	undecided := func(o Obligation) int {
		if o.Applies == nil {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(ra, rb), ta.Compare(tb), cmp.Compare(undecided(a), undecided(b)))
}
