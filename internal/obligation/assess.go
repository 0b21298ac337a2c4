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
	for _, r := range Rules() {
		all = append(all, r.assess(c))
	}
	all = append(all, withoutRule(c)...)
	slices.SortStableFunc(all, urgency)
	return all, nil
}

// AssessAt is Assess, and refuses what would have happened only after now.
func AssessAt(f Facts, now time.Time) ([]Obligation, error) {
	c, err := f.Check()
	if err != nil {
		return nil, err
	}
	if err := f.past(c, now); err != nil {
		return nil, err
	}
	return Assess(f)
}

func (r Rule) assess(c Case) Obligation {
	c = c.seenBy(r.ID)
	to := r.To(c)
	zone := mustZone(to.Zone)
	start, provisional := r.when(c)
	own := c.under(r)
	v := own.again(decide(own, r.Conditions), r.Conditions)
	if held := firstKnown(own.aware, start); !held.IsZero() {
		v = r.inForce(v, held, zone)
	}
	if j, ok := c.judged[r.ID]; ok {
		v = j.verdict()
	}
	o := Obligation{
		ID: r.ID, Law: r.Law, Article: r.Article, Title: r.Title, To: to.Name, ToKind: to.Kind, Portal: to.Portal, Owes: r.Owes,
		Applies: v.Answer.pointer(), Reason: v.Reason, ClockEvent: string(r.Starts), HowLong: r.period(c).String(), Zone: to.Zone,
		Needs: nonNil(v.Needs), Threshold: r.Threshold, Exempt: r.Exempt, From: r.From, Source: r.Source, Verified: r.verified(), Filed: c.done(r.ID),
	}
	if v.Answer == No {
		return o
	}
	c.byLetter(r, &o)
	o.Ends, o.Contents, o.Language, o.Form, o.Later, o.Delay, o.Notes = r.Ends, r.Contents, r.Language, r.Form, r.Later, r.Delay, r.Notes
	if start.IsZero() {
		o.Needs = append(o.Needs, "aware_at: when did the company become aware?")
		return o
	}
	o.ClockStarts, o.Provisional = start.In(zone).Format(time.RFC3339), provisional
	due, readings := r.due(c, start, zone)
	if !due.IsZero() {
		o.DueAt, o.DueDate, o.Readings = due.Format(time.RFC3339), due.Format(time.DateOnly), readings
	}
	if guide := r.guidance(start, due, zone); !guide.IsZero() {
		o.GuidanceDueAt = guide.Format(time.RFC3339)
	}
	return o
}

// inForce holds a verdict to the dates of the law. A law that starts after the
// awareness does not apply to it. Of a law that only changed then, the version
// before is not here unless another rule has it: that must be judged.
func (r Rule) inForce(v Verdict, aware time.Time, zone *time.Location) Verdict {
	day := aware.In(zone).Format(time.DateOnly)
	switch {
	case r.Until != "" && day > r.Until:
		return no("no longer in force at awareness: it held to %s", r.Until)
	case day >= r.From:
		return v
	case r.From > r.Checked || r.follows():
		return no("not yet in force at awareness: it holds from %s", r.From)
	case v.Answer == No:
		return v
	}
	return judge("counsel: which version of this law was in force then?", "the rule here holds from %s, and the company became aware before", r.From)
}

// follows reports whether another rule has the version of the law before this.
func (r Rule) follows() bool {
	return slices.ContainsFunc(Rules(), func(before Rule) bool {
		return before.Law == r.Law && before.ID != r.ID && before.Until != "" && before.Until < r.From
	})
}

// done returns what was filed for a duty; nil: nothing.
func (c Case) done(id string) *Filing {
	if f, ok := c.filed[id]; ok {
		return &f.Filing
	}
	return nil
}

func firstKnown(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
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
		case o.Filed != nil:
			return 3, aim
		case !o.Open():
			return 4, aim
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
