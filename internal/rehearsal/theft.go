package rehearsal

import (
	"cmp"
	"slices"
	"time"
)

// planTheft decides who steals, from whom and when.
//
// The insider is an agent of middling workload who came to the company some
// weeks into the log, and sold everyone they looked up: consumers only, a
// third in the course of a ticket of their own, the others without one. So
// nobody has to tell which look-ups were work: to the customers whose data was
// sold it makes no difference, and the exact count is what the insider read.
func (p *plan) planTheft(stolen int) {
	r := chance(p.seed, streamTheft, 0)
	p.insider = len(p.agents)/2 - (len(p.agents)/2-deskEurope)%desks // at the European desk
	p.theft = map[int][]act{}
	victims := p.victims(r.Perm(len(p.customers)), stolen)
	if p.theme.Theft != OverWeeks {
		p.planAtOnce(r, victims)
		return
	}
	sold := map[int]bool{}
	for _, v := range victims {
		sold[v] = true
	}
	first, last := p.days*3/10, p.days-3
	var working []int
	for n := first; n <= last; n++ {
		if p.agents[p.insider].works(p.day(n)) {
			working = append(working, n)
		}
	}
	ticket := 700_000
	for i, v := range victims {
		// Evenly over the weeks, as somebody does who does not want to be seen.
		from := i * len(working) / len(victims)
		for range 1 + r.IntN(8)/7 { // one in eight is looked up again later
			n := working[from]
			a := act{at: p.inShift(r, p.agents[p.insider].desk, p.day(n)), by: p.insider, customer: v}
			if r.IntN(3) == 0 {
				ticket++
				a.ticket = ticket
			}
			for p.quiet.holds(a.at) { // what the log lost cannot be in the truth
				a.at = a.at.Add(time.Hour)
			}
			p.theft[n] = append(p.theft[n], a)
			from += r.IntN(len(working) - from)
		}
	}
	// Notes on tickets of customers whom the insider never read: they reveal
	// nothing, and must not be counted.
	for range max(3, stolen/20) {
		n := working[r.IntN(len(working))]
		a := act{at: p.inShift(r, p.agents[p.insider].desk, p.day(n)), by: p.insider, update: true, ticket: 699_999}
		for a.customer = r.IntN(len(p.customers)); sold[a.customer]; {
			a.customer = r.IntN(len(p.customers))
		}
		p.theft[n] = append(p.theft[n], a)
	}
	for n := range p.theft {
		slices.SortStableFunc(p.theft[n], func(a, b act) int { return a.at.Compare(b.at) })
	}
}

// victims picks consumers out of a random order: first one for each place, then
// whoever comes. A few of them have left the company since, a few have no
// usable address, and a few have one that bounces.
func (p *plan) victims(order []int, n int) []int {
	var out []int
	taken, seen := map[int]bool{}, map[*place]bool{}
	take := func(want func(c *customer) bool) {
		for _, i := range order {
			if c := &p.customers[i]; len(out) < n && !taken[i] && !c.business && want(c) {
				taken[i], seen[c.place] = true, true
				out = append(out, i)
			}
		}
	}
	take(func(c *customer) bool { return !seen[c.place] && c.reachable() })
	take(func(*customer) bool { return true })
	few := cmp.Or(n/300, 1)
	for i := range few {
		p.customers[out[n-1-i]].left = true
		p.customers[out[n-1-few-i]].email = "unknown"
		bounces := &p.customers[out[n-1-2*few-i]]
		bounces.email = "bounce+" + bounces.id + bouncing // SES's own way to try a bounce
	}
	return out
}
