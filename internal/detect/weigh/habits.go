package weigh

import "math"

// A habit is how a thief may look customers up: the share of each class, and
// what it costs, in units, to have asked for it among others.
type habit struct {
	share [classes]float64
	costs int
}

const (
	mostHabits = 2
	rarely     = 0.05 // share of the look-ups of a thief that are not as they usually do it
)

// learnHabits says which are asked for. Nothing is known of how thieves hide: they
// may do without tickets, or stay among tickets of their own, if the log knows tickets.
func (l *Log) learnHabits() []habit {
	switch {
	case l.tickets < 0.001:
		return []habit{{share: [classes]float64{1, 0}}}
	case l.tickets > 0.999:
		return []habit{{share: [classes]float64{0, 1}}}
	}
	half := int(math.Round(math.Ln2 / unit))
	return []habit{{[classes]float64{1 - rarely, rarely}, half}, {[classes]float64{rarely, 1 - rarely}, half}}
}

// tails is the chance that the best habit's score, with what it costs, is so large.
func (l *Log) tails(cells []cell, s int) (p float64) {
	for h, habit := range l.habits {
		p += tail(cells, h, s+habit.costs)
	}
	return min(1, p)
}
