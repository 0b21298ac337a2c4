package rehearsal

import (
	"math/rand/v2"
	"slices"
	"time"
)

// The night job runs from 01:00 UTC and takes about two hours.
const (
	nightBegin  = time.Hour
	nightLength = 2 * time.Hour
)

// acts returns what the support desks did on day n, in order of time.
func (p *plan) acts(n int) []act {
	r := chance(p.seed, streamDay, n)
	midnight := p.day(n)
	ticket := 1_000_000 + n*100_000
	var out []act
	for i, a := range p.agents {
		if !a.works(midnight) || i == p.insider {
			continue // what the insider did is planned
		}
		for range poisson(r, a.load) {
			ticket++
			out = append(out, p.work(r, i, midnight, ticket)...)
		}
	}
	out = append(out, p.theft[n]...)
	out = p.cover(r, midnight, out)
	out = slices.DeleteFunc(out, func(a act) bool { return p.quiet.holds(a.at) })
	slices.SortStableFunc(out, func(a, b act) int { return a.at.Compare(b.at) })
	return out
}

// work is what is done on one ticket: some look-ups of one customer in some
// minutes, and often a note. One in twenty comes without a ticket: a call back,
// or somebody who cannot say the number.
func (p *plan) work(r *rand.Rand, by int, midnight time.Time, ticket int) []act {
	a := p.agents[by]
	who := p.someone(r, a.desk)
	at := p.inShift(r, a.desk, midnight)
	if a.auditor || r.IntN(20) == 0 {
		ticket = 0
	}
	var out []act
	for range 1 + r.IntN(3) {
		out = append(out, act{at: at, by: by, customer: who, ticket: ticket})
		at = at.Add(time.Duration(20_000+r.IntN(280_000)) * time.Millisecond)
	}
	if ticket != 0 && r.IntN(2) == 0 {
		out = append(out, act{at: at, by: by, customer: who, ticket: ticket, update: true})
	}
	return out
}

// someone draws a customer: four in five live where the desk's day is.
func (p *plan) someone(r *rand.Rand, desk int) int {
	abroad := r.IntN(5) == 0
	for {
		c := r.IntN(len(p.customers))
		if abroad || p.customers[c].place.desk == desk {
			return c
		}
	}
}

// inShift draws a moment in a desk's hours, early enough for a case to end in them.
func (p *plan) inShift(r *rand.Rand, desk int, midnight time.Time) time.Time {
	const last = shiftLength - 20*time.Minute
	begin := midnight.Add(time.Duration(shifts[desk].begin) * time.Hour)
	return begin.Add(time.Duration(r.Int64N(int64(last/time.Millisecond))) * time.Millisecond)
}

// cover puts one case into each hour in which nobody worked, as happens in a
// small world: else the log would have more gaps than the planted one.
func (p *plan) cover(r *rand.Rand, midnight time.Time, day []act) []act {
	var busy [24]bool
	for _, a := range day {
		busy[int(a.at.Sub(midnight)/time.Hour)] = true
	}
	for hour, yes := range busy {
		if yes {
			continue
		}
		desk := hour / 8
		by := desk // agent n works at desk n, as newAgents has it, and the insider is none of the first
		at := midnight.Add(time.Duration(hour)*time.Hour + time.Duration(r.IntN(3600_000))*time.Millisecond)
		day = append(day, act{at: at, by: by, customer: p.someone(r, desk), ticket: 900_000 + hour})
	}
	return day
}

// night calls yield for each of the night job's look-ups on day n, in order of time.
func (p *plan) night(n int, yield func(act)) {
	r := chance(p.seed, streamNight, n)
	step := nightLength / time.Duration(len(p.customers)+1)
	at := p.day(n).Add(nightBegin + time.Duration(r.IntN(60_000))*time.Millisecond)
	for c := range p.customers {
		yield(act{at: at, by: nobody, customer: c})
		at = at.Add(step)
	}
}
