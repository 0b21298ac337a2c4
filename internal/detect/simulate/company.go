// Package simulate plays breaches, and companies without one, against the
// detection: how many reports it takes to name the source, and how often an
// innocent is named. It draws only what the statistics need, and the same seed
// draws the same.
package simulate

import (
	"math"
	"math/rand/v2"
	"sort"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

const (
	day  = int64(24 * 3600 * 1000) // ms
	span = 90                      // days of log
)

// A Company is how support works.
type Company struct {
	Agents, Customers, Looks int
	Zipf                     float64 // exponent of the agents' workloads
	Flat                     float64 // ranks, as a share of all agents, by which the head is flattened (Mandelbrot)
	Regions                  int     // each with queues; 0: everybody serves everybody
	Busy                     float64 // spread of how often customers are in touch: sigma of a log-normal law
	Tickets                  float64 // share of an agent's look-ups that have a ticket of their own
	Auditors                 float64 // share of agents who read others' cases, without ticket
	Batch                    bool    // a job reads everybody, twice
}

// A region's work is done by queues; an agent does most of the own queue's.
const (
	queues    = 3
	ownQueue  = 0.6
	ownRegion = 0.2 // of another queue; the rest is anywhere
)

// A look is one agent's first look-up of a customer.
type look struct {
	customer int32
	at       int64
	ticket   bool
}

// A world is one drawn company.
type world struct {
	Company
	log     *weigh.Log
	agents  [][]look       // by agent, in order of time
	lookers [][]weigh.Look // by customer
	group   []int          // by customer: region*queues+queue
	team    []int          // by agent
	loads   []float64      // by agent: share of all work
	touch   []float64      // by customer: how often in touch, mean 1
	within  [][]int32      // customers by group
	sums    []sums         // of touch, by group
	all     sums           // of touch
}

// sums of weights, to draw by them.
type sums []float64

func newSums(n int, weight func(int) float64) sums {
	out, sum := make(sums, n), 0.0
	for i := range out {
		sum += weight(i)
		out[i] = sum
	}
	return out
}

func (s sums) draw(r *rand.Rand) int {
	return min(sort.SearchFloat64s(s, r.Float64()*s[len(s)-1]), len(s)-1)
}

func chance(seed, stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, stream)) // #nosec G404 -- the same each time, as it must be
}

// found draws a company.
func (c Company) found(seed uint64) *world {
	r := chance(seed, 1)
	w := &world{Company: c}
	groups := max(1, c.Regions*queues)
	loads := newSums(c.Agents, func(i int) float64 { return math.Pow(float64(i+1)+c.Flat*float64(c.Agents), -c.Zipf) })
	for a := range c.Agents {
		w.team = append(w.team, r.IntN(groups))
		from := 0.0
		if a > 0 {
			from = loads[a-1]
		}
		w.loads = append(w.loads, (loads[a]-from)/loads[c.Agents-1])
	}
	w.within = make([][]int32, groups)
	for i := range c.Customers {
		g := r.IntN(groups)
		w.group = append(w.group, g)
		w.touch = append(w.touch, math.Exp(c.Busy*r.NormFloat64()-c.Busy*c.Busy/2))
		w.within[g] = append(w.within[g], int32(i)) // #nosec G115 -- below 2³¹
	}
	for g := range groups {
		w.sums = append(w.sums, newSums(len(w.within[g]), func(i int) float64 { return w.touch[w.within[g][i]] }))
	}
	w.all = newSums(c.Customers, func(i int) float64 { return w.touch[i] })
	w.work(r, loads)
	w.index()
	return w
}

// work draws the look-ups in order of time, and keeps each agent's first of each customer.
func (w *world) work(r *rand.Rand, loads sums) {
	w.agents = make([][]look, w.Agents)
	seen := make([]uint64, (w.Agents*w.Customers+63)/64)
	for i := range w.Looks {
		a := loads.draw(r)
		c := w.someone(r, w.team[a])
		at := int64(float64(i) / float64(w.Looks) * float64(span*day))
		bit := a*w.Customers + int(c)
		if seen[bit/64]>>(bit%64)&1 == 1 {
			continue
		}
		seen[bit/64] |= 1 << (bit % 64)
		ticket := r.Float64() < w.Tickets && !w.auditor(a)
		w.agents[a] = append(w.agents[a], look{c, at, ticket})
	}
	if w.Batch {
		var job []look
		for c := range w.Customers {
			job = append(job, look{int32(c), day + int64(c), false}) // #nosec G115 -- below 2³¹
		}
		w.agents = append(w.agents, job)
		w.team = append(w.team, 0)
	}
}

// auditor says whether an agent reads others' cases.
func (c Company) auditor(a int) bool {
	auditors := int(c.Auditors * float64(c.Agents))
	return auditors > 0 && (a+1)%(c.Agents/auditors) == 0
}

func (w *world) someone(r *rand.Rand, team int) int32 {
	if w.Regions > 0 {
		switch x := r.Float64(); {
		case x < ownQueue:
			return w.within[team][w.sums[team].draw(r)]
		case x < ownQueue+ownRegion:
			g := team - team%queues + r.IntN(queues)
			return w.within[g][w.sums[g].draw(r)]
		}
	}
	return int32(w.all.draw(r)) // #nosec G115 -- below 2³¹
}

func person(looks []look) weigh.Person {
	p := weigh.Person{Customers: len(looks), Each: 1}
	for _, k := range looks {
		if k.ticket {
			p.With = append(p.With, k.at)
		} else {
			p.Without = append(p.Without, k.at)
		}
		p.Seen = append(p.Seen, k.customer)
	}
	return p
}

func (w *world) index() {
	w.lookers = make([][]weigh.Look, w.Customers)
	w.log = &weigh.Log{Lookers: make([][]int32, w.Customers), Customers: w.Customers, Scale: 1}
	for a, looks := range w.agents {
		w.log.People = append(w.log.People, person(looks))
		for _, k := range looks {
			who := int32(a) // #nosec G115 -- below 2³¹
			w.lookers[k.customer] = append(w.lookers[k.customer], weigh.Look{Who: who, At: k.at, Ticket: k.ticket})
			w.log.Lookers[k.customer] = append(w.log.Lookers[k.customer], who)
		}
	}
	w.log.Prepare()
	w.log.Warm()
}
