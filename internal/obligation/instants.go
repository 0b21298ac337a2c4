package obligation

import "time"

// Instants are the times of an incident as the law of one duty has them: its own
// where the facts have some. Zero: not known.
type Instants struct {
	Aware, Discovered, Classified time.Time
}

// Instants returns those for a duty, by its id. Facts that do not fit have none.
func (f Facts) Instants(id string) Instants {
	c, err := f.Check()
	r, ok := rule(id)
	if err != nil || !ok {
		return Instants{}
	}
	c = c.seenBy(id).under(r)
	return Instants{c.aware, firstKnown(c.discovered, c.aware), c.classified}
}
