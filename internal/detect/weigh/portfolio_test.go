package weigh

import (
	"math/rand/v2"
	"testing"
)

// portfolio is a company in which everybody has 100 customers of their own, a
// share of whom a colleague looked up too, and a job reads them all.
func portfolio(agents int, shared float64) *Log {
	r := rand.New(rand.NewPCG(7, 7))
	l := &Log{Customers: 100 * agents, Scale: 1, People: make([]Person, agents+1), Lookers: make([][]int32, 100*agents)}
	look := func(who, c int) {
		p := &l.People[who]
		p.Customers++
		p.Each = 1
		if p.Seen = append(p.Seen, int32(c)); who == agents {
			p.Without = append(p.Without, 1000)
		} else {
			p.With = append(p.With, 1000)
		}
		l.Lookers[c] = append(l.Lookers[c], int32(who))
	}
	for c := range l.Lookers {
		own := c / 100
		look(own, c)
		if other := r.IntN(agents); r.Float64() < shared && other != own {
			look(other, c)
		}
		look(agents, c)
	}
	l.Prepare()
	return l
}

// Where everybody has their own customers, some of them report by chance, and
// nobody else looked them up: that alone accuses nobody.
func TestOwnCustomersAreNoTheft(t *testing.T) {
	for _, company := range []struct {
		agents int
		shared float64
	}{{20, 0}, {60, 0}, {60, 0.3}} {
		l := portfolio(company.agents, company.shared)
		for _, reports := range []int{7, 17} {
			const runs = 300
			accused := 0
			for seed := range uint64(runs) {
				r := rand.New(rand.NewPCG(seed, 3))
				all := make([]Report, reports)
				for j := range all {
					c := r.IntN(len(l.Lookers))
					all[j].Call = 10 * Grace
					for _, who := range l.Lookers[c] {
						all[j].Looks = append(all[j].Looks, Look{Who: who, At: 1000, Ticket: int(who) < company.agents})
					}
				}
				if l.Decide(all).Outcome == One {
					accused++
				}
			}
			if accused > runs/100 {
				t.Errorf("%d agents, %.0f %% of their customers shared, %d reports: an innocent is accused in %d of %d companies, want 1 %% at most",
					company.agents, 100*company.shared, reports, accused, runs)
			}
		}
	}
}
