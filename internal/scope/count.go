package scope

// A tally is what one worker counts of customers.
type tally struct {
	estimated bool // windows are applied
	windows   []hourRange
	parts     []partTally // by suspect
	affected  int
	estimate  Estimate
	together  map[string]int // by which suspects touched a customer
	customer  int            // at hand, from 1
	touchedBy []byte         // by suspect
}

// An hourRange is a window's; all hours, where there is none.
type hourRange struct{ from, to int32 }

type partTally struct {
	affected, inside, outside int
	events                    int64
	first, last               *visit
	fields                    []bool // by number: those that were seen
	counted, seen, within     int    // the customer whom they were last met at
}

// count takes from the set what each suspect did, and all together, in their
// windows and outside. If that was asked for, what lies outside does not count.
func (r *Report) count(s *set, windows []PartWindow) {
	all := make([]*tally, processors(s.book.customers))
	for i := range all {
		all[i] = newTally(r.Estimated, windows, len(s.fields.lists))
	}
	s.book.share(len(all), func(worker int, r *roll) {
		for visits := range r.all() {
			all[worker].take(visits)
		}
	})
	t := all[0]
	for _, other := range all[1:] {
		t.add(other)
	}
	r.Affected, r.Estimate = t.affected, t.estimate
	r.Estimate.Applied = r.Estimated
	r.ByPrincipal = make([]Part, len(r.Principals))
	var whole span
	union := int32(0)
	for i, p := range r.Principals {
		from, part := &t.parts[i], &r.ByPrincipal[i]
		fields := int32(0)
		for number, seen := range from.fields {
			if seen {
				fields = s.fields.union(fields, int32(number)) // #nosec G115 -- of a table so numbered
			}
		}
		*part = Part{Principal: p, Affected: from.affected, Events: from.events, InLog: s.InLog[i], Fields: s.fields.lists[fields], Estimate: windows[i]}
		part.Estimate.Inside, part.Estimate.Outside, part.Estimate.Whole = from.inside, from.outside, from.inside+from.outside
		if from.first != nil {
			first, last := from.first.span().First, from.last.span().Last
			part.First, part.Last = pointer(first), pointer(last)
			whole.add(first, last)
		}
		r.EventsMatched += part.Events
		union = s.fields.union(union, fields)
	}
	r.First, r.Last, r.Fields = pointer(whole.First), pointer(whole.Last), s.fields.lists[union]
	r.shareOut(t.together)
}

func newTally(estimated bool, windows []PartWindow, fields int) *tally {
	t := &tally{estimated: estimated, windows: make([]hourRange, len(windows)), parts: make([]partTally, len(windows)), together: map[string]int{}, touchedBy: make([]byte, len(windows))}
	for i, w := range windows {
		t.windows[i] = w.Window.hours()
		t.parts[i].fields = make([]bool, fields)
	}
	return t
}

// take counts one customer.
func (t *tally) take(visits []visit) {
	t.customer++
	if len(visits) == 1 { // as nearly all have
		t.takeOne(&visits[0])
		return
	}
	counts, inside, within := false, false, false // anything; in a window; what counts in one
	for i := range visits {
		v := &visits[i]
		part, window := &t.parts[v.Suspect], t.windows[v.Suspect]
		part.seen = t.customer
		if v.Hour >= window.from && v.Hour < window.to {
			part.within, inside = t.customer, true
			within = within || !v.Outside
		} else if t.estimated {
			v.Outside = true
		}
		if !v.Outside {
			counts = true
			part.take(v, t.customer)
		}
	}
	t.estimate.Whole++
	if inside {
		t.estimate.Inside++
	} else {
		t.estimate.Outside++
	}
	if counts {
		t.affected++
		if !within {
			t.estimate.AffectedOutside++
		}
	}
	for i := range t.parts {
		if part := &t.parts[i]; part.seen == t.customer {
			part.settle(part.within == t.customer)
		}
	}
	if len(t.parts) > 1 && counts {
		t.meet()
	}
}

// takeOne is take for a customer's only visit.
func (t *tally) takeOne(v *visit) {
	part, window := &t.parts[v.Suspect], t.windows[v.Suspect]
	inside := v.Hour >= window.from && v.Hour < window.to
	if !inside && t.estimated {
		v.Outside = true
	}
	part.settle(inside)
	t.estimate.Whole++
	if inside {
		t.estimate.Inside++
	} else {
		t.estimate.Outside++
	}
	if v.Outside {
		return
	}
	t.affected++
	if !inside {
		t.estimate.AffectedOutside++
	}
	if part.take(v, t.customer); len(t.parts) > 1 {
		t.meet()
	}
}

// take counts a visit of a customer.
func (p *partTally) take(v *visit, customer int) {
	if f := p.first; f == nil || v.Hour < f.Hour || v.Hour == f.Hour && v.First < f.First {
		p.first = v
	}
	if l := p.last; l == nil || v.Hour > l.Hour || v.Hour == l.Hour && v.Last > l.Last {
		p.last = v
	}
	p.fields[v.Fields] = true
	p.events += int64(v.Events)
	if p.counted != customer {
		p.counted = customer
		p.affected++
	}
}

func (p *partTally) settle(inside bool) {
	if inside {
		p.inside++
	} else {
		p.outside++
	}
}

// meet counts which suspects touched the customer at hand.
func (t *tally) meet() {
	for i := range t.parts {
		t.touchedBy[i] = 0
		if t.parts[i].counted == t.customer {
			t.touchedBy[i] = 1
		}
	}
	t.together[string(t.touchedBy)]++
}

// add adds what another worker counted.
func (t *tally) add(other *tally) {
	t.affected += other.affected
	t.estimate.Whole += other.estimate.Whole
	t.estimate.Inside += other.estimate.Inside
	t.estimate.Outside += other.estimate.Outside
	t.estimate.AffectedOutside += other.estimate.AffectedOutside
	for i := range t.parts {
		p, o := &t.parts[i], &other.parts[i]
		p.affected, p.inside, p.outside, p.events = p.affected+o.affected, p.inside+o.inside, p.outside+o.outside, p.events+o.events
		if o.first != nil && (p.first == nil || o.first.span().First.Before(p.first.span().First)) {
			p.first = o.first
		}
		if o.last != nil && (p.last == nil || o.last.span().Last.After(p.last.span().Last)) {
			p.last = o.last
		}
		for number, seen := range o.fields {
			p.fields[number] = p.fields[number] || seen
		}
	}
	for who, n := range other.together {
		t.together[who] += n
	}
}
