package weigh

import (
	"slices"
)

// The classes of a look-up before a call: without or with a ticket, and lately or before that.
const (
	noTicket = iota
	ticket
	noTicketBefore
	ticketBefore
	classes
	ways = 2 // a class is one of two ways, without a ticket or with one, and once more for before
)

const unit = 0.1 // scores are whole multiples of this

// counts gives how many customers p had looked up first before a moment, by class.
func (p *Person) counts(until int64) (n [classes]float64) {
	for way, times := range [ways][]int64{noTicket: p.Without, ticket: p.With} {
		end, _ := slices.BinarySearch(times, until)
		begin, _ := slices.BinarySearch(times[:end], until-Lately)
		n[way], n[way+ways] = float64(end-begin)*p.Each, float64(begin)*p.Each
	}
	return n
}

// A cell is one report's chances and scores for one principal.
type cell struct {
	p     [classes]float64
	score [mostHabits][classes]int
}

// cells computes, report by report, what chance would do with these look-ups.
// ratios say how many times more likely than an average customer each reported one is,
// hurry how many times more of their look-ups than of others' are before the calls.
func (l *Log) cells(reports []Report, ratios []float64, hurry haste, counts func(j int) [classes]float64) []cell {
	out := make([]cell, len(reports))
	customers := float64(l.Customers)
	for j := range reports {
		c := &out[j]
		n := counts(j)
		sum := 0.0
		for k := range classes {
			c.p[k] = n[k] / customers * ratios[j] * hurry[k/ways]
			sum += c.p[k]
		}
		for k := range classes {
			if sum > 1 {
				c.p[k] /= sum
			}
		}
		usual := c.p
		relief := l.relief(n)
		usual[noTicket] *= relief
		usual[noTicketBefore] *= relief
		for h, habit := range l.habits {
			for k := range classes {
				c.score[h][k] = habit.score(usual, k, 0.5/customers)
			}
		}
	}
	return out
}

// relieved is the least that relief leaves.
const relieved = 0.5

// relief is the part of somebody's look-ups without a ticket by which those score, of
// somebody who works with tickets: what the log's share of tickets makes usual, if
// they have more. Chance is that of all they have; scores may assume that a part is
// what they took. Who does without tickets always, as auditors do, gets none: three
// reports would give any of them the largest score.
func (l *Log) relief(n [classes]float64) float64 {
	without, with := n[noTicket]+n[noTicketBefore], n[ticket]+n[ticketBefore]
	if len(l.habits) < mostHabits || with < without || without == 0 {
		return 1
	}
	const some = 5 // more than usual are no sign
	return max(relieved, min(1, (with*(1-l.tickets)/l.tickets+some)/without))
}

// class of a look-up; ok is false for one that is no evidence.
func (k Look) class(until int64) (class int, ok bool) {
	if k.Ticket {
		class = ticket
	}
	if k.At < until-Lately {
		class += ways
	}
	return class, k.At < until
}

// tail is P(sum ≥ s) of one habit's scores: the reports' customers are drawn by chance, independently.
func tail(cells []cell, h, s int) float64 {
	if s <= 0 {
		return 1
	}
	reachable := 0
	for i := range cells {
		reachable += slices.Max(cells[i].score[h][:])
	}
	if reachable < s {
		return 0
	}
	law := make([]float64, s)
	next := make([]float64, s)
	law[0] = 1
	top, over := 0, 0.0
	for i := range cells {
		c := &cells[i]
		miss := 1.0
		for k := range classes {
			miss -= c.p[k]
		}
		miss = max(0, miss)
		for x := 0; x <= top; x++ {
			next[x] = law[x] * miss
		}
		reach := top
		for k := range classes {
			p, w := c.p[k], c.score[h][k]
			switch twin := (k + ways) % classes; { // a class of the same score is no step of its own
			case c.score[h][twin] != w:
			case k < twin:
				p += c.p[twin]
			default:
				continue
			}
			if p == 0 {
				continue
			}
			for x := max(0, s-w); x <= top; x++ {
				over += law[x] * p
			}
			end := min(top, s-1-w)
			if end < 0 {
				continue
			}
			for x := reach + 1; x <= end+w; x++ {
				next[x] = 0
			}
			reach = max(reach, end+w)
			for x, q := range law[:end+1] {
				next[x+w] += q * p
			}
		}
		law, next = next, law
		top = reach
	}
	return min(1, over)
}
