package obligation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

const (
	askCounsel = "no rule here: ask counsel"
	noRule     = "NO-RULE-" // the ids begin so
)

// withoutRule makes the loud obligations: for each place with affected people
// that no rule covers, for people whose place is not known, for a regulated
// sector in each country where no rule knows it, and for the count itself while there is none.
func withoutRule(c Case) []Obligation {
	var all []Obligation
	add := func(id, need, format string, args ...any) {
		o := Obligation{
			ID: noRule + id, Law: askCounsel, Title: "Ask counsel which duties there are", To: "counsel", ToKind: Counsel,
			Reason: askCounsel + ": " + fmt.Sprintf(format, args...), Needs: []string{need},
			Notes: []string{"Many laws leave 72 hours or less from awareness: ask now."}, Verified: NotVerified, NoRule: true, Filed: c.done(noRule + id),
		}
		if j, ok := c.judged[o.ID]; ok {
			v := j.verdict()
			o.Applies, o.Reason, o.Needs = v.Answer.pointer(), v.Reason, []string{}
		}
		all = append(all, o)
	}
	if c.affected == nil {
		add("COUNT", needCount, "the affected are not counted yet, and countries beyond the rules here may have duties of their own")
	}
	for _, place := range slices.Sorted(maps.Keys(c.affected)) {
		n := c.affected[place]
		if n == 0 || slices.ContainsFunc(regions, func(r region) bool { return r.in(place) }) {
			continue
		}
		switch place {
		case NotKnown:
			add(place, "affected: where do they live?", "%s whose country of residence is not known", people(n))
		case "US":
			add(place, "affected: in which states?", "%s in the United States whose state is not known; each state has a law of its own", people(n))
		default:
			if strings.HasPrefix(place, "US-") {
				add(place, "counsel: which duties has the breach law of "+place+"?", "%s in %s, which this table lacks; each state has a law of its own", people(n), place)
				continue
			}
			add(place, "counsel: which duties has "+place+"?", "%s in %s, for which this table has no rule", people(n), place)
		}
	}
	for _, s := range c.unknownSectors {
		add("SECTOR-"+s, "counsel: which rules of the sector apply?", "the sector %q may have reporting duties that this table does not hold", s)
	}
	for _, g := range c.sectorGaps() {
		add("SECTOR-"+g.sector+"-"+g.country, "counsel: which duties to report has the sector "+g.sector+" in "+g.country+"?",
			"no sector rule for %s in %s here, where regulators may have rules of their own", g.sector, g.country)
	}
	return all
}
