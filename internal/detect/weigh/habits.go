package weigh

import "math"

// A habit is how a thief may look customers up: the share of each way, whether
// what they take is used soon, and what it costs, in units, to have asked for
// this habit among others.
type habit struct {
	share  [ways]float64
	lately bool
	costs  int
}

const (
	mostHabits = 4
	rarely     = 0.05 // share of the look-ups of a thief that are not as they usually do it
	before     = 0.1  // share of those used later, where they are used soon
)

// learnHabits says which are asked for. Nothing is known of how thieves hide: they
// may do without tickets, or stay among tickets of their own, if the log knows tickets.
// Nor is it known when what they sell is used: soon, or whenever.
func (l *Log) learnHabits() (out []habit) {
	hides := [][ways]float64{{1 - rarely, rarely}, {rarely, 1 - rarely}}
	switch {
	case l.tickets < 0.001:
		hides = [][ways]float64{{1, 0}}
	case l.tickets > 0.999:
		hides = [][ways]float64{{0, 1}}
	}
	costs := int(math.Round(math.Log(float64(2*len(hides))) / unit))
	for _, share := range hides {
		out = append(out, habit{share, false, costs}, habit{share, true, costs})
	}
	return out
}

// score is what a look-up of class k counts, where chance has these probabilities.
func (h *habit) score(p [classes]float64, k int, least float64) int {
	way := k % ways
	share, chance := h.share[way], p[way]+p[way+ways]
	switch {
	case h.lately && k < ways:
		share, chance = share*(1-before), p[k]
	case h.lately:
		share, chance = share*before, p[k]
	}
	return int(math.Round(math.Log1p(related/(1-related)*share/max(chance, least)) / unit))
}

// tails is the chance that the best habit's score, with what it costs, is so large.
func (l *Log) tails(cells []cell, s int) (p float64) {
	for h, habit := range l.habits {
		p += tail(cells, h, s+habit.costs)
	}
	return min(1, p)
}
