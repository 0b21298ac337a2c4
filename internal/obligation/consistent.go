package obligation

import (
	"maps"
	"slices"
	"time"
)

// consistent says the first contradiction among facts that are each
// well-formed. What can be so in law although it seldom is, is a doubt.
func (f Facts) consistent(c Case) error {
	if err := f.ordered(c); err != nil {
		return err
	}
	segments := 0
	for segment, n := range f.Segments {
		if n < 0 {
			return BadFacts("segments: %q has %d people, fewer than none", segment, n)
		}
		if n > mankind {
			return BadFacts("segments: %q has %d people, more than there are", segment, n)
		}
		segments += n
	}
	switch {
	case c.affected != nil && segments > c.total():
		return BadFacts("segments has %d people and affected %d: they are the same people, so one of them is wrong", segments, c.total())
	case c.risk == "unlikely" && c.seriousHarm != nil && *c.seriousHarm:
		return BadFacts("risk is \"unlikely\" and likely_serious_harm is true: both cannot be so; take one of them back")
	}
	return nil
}

// A stamp is a time of the facts with its name there.
type stamp struct {
	name string
	at   time.Time
}

// ordered refuses an order of times that cannot be: nothing follows from a
// breach before it happened, and nobody acts on what nobody knows of yet.
func (f Facts) ordered(c Case) error {
	knowing, acts := f.stamps(c)
	for _, m := range append(knowing, acts...) {
		if m.at.Before(c.occurred) {
			return m.before(stamp{"occurred_at", c.occurred}, "")
		}
	}
	for _, early := range []stamp{{"suspected_at", c.suspected}, {"discovered_at", c.discovered}} {
		if !c.aware.IsZero() && early.at.After(c.aware) {
			return stamp{f.awareName(c), c.aware}.before(early, "")
		}
	}
	if c.aware.IsZero() && c.discovered.IsZero() && c.suspected.IsZero() {
		return nil // only the awareness of single laws is known, if any is
	}
	first := slices.MinFunc(knowing, func(a, b stamp) int { return a.at.Compare(b.at) })
	for _, m := range acts {
		if m.at.Before(first.at) {
			return m.before(first, " (suspected_at is for what was done on a suspicion)")
		}
	}
	return nil
}

// stamps are all times that are known: of coming to know, and of what was done
// about it.
func (f Facts) stamps(c Case) (knowing, acts []stamp) {
	told := "told_at"
	if sent, err := f.lettersAt(); err == nil && sent.Equal(c.told) {
		told = "letters.at"
	}
	knowing = []stamp{{f.awareName(c), c.aware}, {"suspected_at", c.suspected}, {"discovered_at", c.discovered}}
	acts = []stamp{{"classified_at", c.classified}, {told, c.told}}
	for _, key := range slices.Sorted(maps.Keys(c.clocks)) {
		if m := (stamp{"aware." + key, c.clocks[key]}); ofAwareness(key) {
			knowing = append(knowing, m)
		} else {
			acts = append(acts, m)
		}
	}
	for _, law := range slices.Sorted(maps.Keys(c.classes)) {
		acts = append(acts, stamp{classifiedFact + law, c.classes[law].at}) // zero: it is not that
	}
	for _, id := range slices.Sorted(maps.Keys(c.filed)) {
		acts = append(acts, stamp{"filed." + id, c.filed[id].at})
	}
	unknown := func(m stamp) bool { return m.at.IsZero() }
	return slices.DeleteFunc(knowing, unknown), slices.DeleteFunc(acts, unknown)
}

// awareName is the fact that dates the awareness: the hour in a role may.
func (f Facts) awareName(c Case) string {
	if _, own := f.Aware[c.role]; own {
		return "aware." + c.role
	}
	return "aware_at"
}

func (m stamp) before(first stamp, hint string) error {
	return BadFacts("%s (%s) is before %s (%s): one of them is wrong%s", m.name, m.at.Format(time.RFC3339), first.name, first.at.Format(time.RFC3339), hint)
}

// skew is by how much the clocks of two machines may differ.
const skew = 5 * time.Minute

// past refuses what lies after now: it has not happened, so no clock runs from it.
func (f Facts) past(c Case, now time.Time) error {
	knowing, acts := f.stamps(c)
	all := slices.Concat([]stamp{{"occurred_at", c.occurred}}, knowing, acts)
	for _, j := range f.Judgements {
		all = append(all, stamp{"judgements: at of " + j.Fact, after(j.At)})
	}
	for _, m := range all {
		if m.at.After(now.Add(skew)) {
			return BadFacts("%s (%s) is after now (%s): what has not happened yet is no fact, so one of the two clocks or years is wrong", m.name, m.at.Format(time.RFC3339), now.UTC().Format(time.RFC3339))
		}
	}
	return nil
}
