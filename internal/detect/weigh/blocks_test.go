package weigh

import (
	"math"
	"math/rand/v2"
	"testing"
)

// teams draws a log of four teams whose people look up mostly their own team's
// customers; with none, everybody looks up everybody.
func teams(n int) (l *Log, team func(customer int) int) {
	r := rand.New(rand.NewPCG(1, 1)) // #nosec G404 -- the same each time
	const people, customers, each = 40, 2000, 200
	l = &Log{People: make([]Person, people), Lookers: make([][]int32, customers), Customers: customers, Scale: 1}
	for y := range people {
		seen := map[int]bool{}
		for range each {
			c := r.IntN(customers)
			if n > 1 && r.Float64() < 0.7 {
				c = c - c%n + y%n
			}
			if !seen[c] {
				seen[c] = true
				l.People[y].Seen = append(l.People[y].Seen, int32(c)) // #nosec G115 -- small
				l.People[y].Without = append(l.People[y].Without, int64(len(seen)))
				l.Lookers[c] = append(l.Lookers[c], int32(y)) // #nosec G115 -- small
			}
		}
		l.People[y].Customers, l.People[y].Each = len(seen), 1
	}
	l.Prepare()
	return l, func(c int) int { return c % max(1, n) }
}

// What teams share must be seen in the log alone: customers of the own team are
// likelier X's, and by how much.
func TestTeamsAreLearned(t *testing.T) {
	l, team := teams(4)
	p := l.profile(5) // of team 1
	var sum, count [2]float64
	for c, lookers := range l.Lookers {
		post := make([]float64, p.n)
		d := p.without(lookers, post)
		weighted(post, post, p.share)
		own := 0
		if team(c) == 1 {
			own = 1
		}
		guess := p.guess(post, d)
		sum[own] += guess * p.ratio.at(guess, d == 0) / p.mean
		count[own]++
	}
	ours, others := sum[1]/count[1], sum[0]/count[0]
	// 0.7 + 0.3/4 of the look-ups are of a quarter of the customers.
	if math.Abs(ours-3.1) > 1 || math.Abs(others-0.3) > 0.3 {
		t.Errorf("customers of the own team are %.2f times as likely as an average one, others %.2f, want 3.1 and 0.3: "+
			"an innocent would be accused for what a team shares", ours, others)
	}
}

// Where all reports are about one team's customers, those of whom little is
// known are taken for theirs.
func TestReportsOfOneTeam(t *testing.T) {
	l, team := teams(4)
	var ofTeam, ofAll []Report
	for c, lookers := range l.Lookers {
		r := Report{Call: 1 << 40}
		for _, y := range lookers {
			r.Looks = append(r.Looks, Look{Who: y})
		}
		if team(c) == 1 && len(ofTeam) < 11 {
			ofTeam = append(ofTeam, r)
		}
		if len(ofAll) < 11 {
			ofAll = append(ofAll, r)
		}
	}
	unknown := Report{Call: 1 << 40}
	p := l.profile(5)
	among := p.mixed(append(ofTeam, unknown)).ratios[11]
	usual := p.mixed(append(ofAll, unknown)).ratios[11]
	if among < 1.5*usual {
		t.Errorf("a customer nobody knows is %.2f times as likely looked up as an average one among reports of the own team, %.2f among any, want half as much again at least", among, usual)
	}
}

// Where nothing sets customers apart, blocks must not make any difference up.
func TestNoTeams(t *testing.T) {
	l, _ := teams(1)
	p := l.profile(5)
	for _, lookers := range [][]int32{nil, {1}, {1, 2, 3}, l.Lookers[7]} {
		post := make([]float64, p.n)
		d := p.without(lookers, post)
		weighted(post, post, p.share)
		if guess := p.guess(post, d); guess*p.ratio.at(guess, d == 0)/p.mean < 0.6 || guess*p.ratio.at(guess, d == 0)/p.mean > 1.7 {
			t.Errorf("a customer whom %d others looked up is %.2f times as likely as an average one, want about 1", len(lookers), guess*p.ratio.at(guess, d == 0)/p.mean)
		}
	}
}
