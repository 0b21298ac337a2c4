package rehearsal

import (
	"fmt"
	"math"
	"time"
)

// nightJob is the principal that reads every customer each night.
const nightJob = "svc-nightly-export"

// An agent of the support desk. Agent 0 has the most work: shares fall as
// Zipf's law has it, a little flattened at the head.
type agent struct {
	name string
	desk int
	load float64 // tickets on a working day, on average
	rest int     // which two days of the week are off
	// auditor marks the team lead who looks into others' cases without a ticket
	// of their own, all day long, as it is their work.
	auditor bool
}

// meanLoad is how many tickets an agent has on a working day.
const meanLoad = 18.0

func newAgents(seed uint64, n int) []agent {
	r := chance(seed, streamAgents, 0)
	weights, sum := make([]float64, n), 0.0
	for i := range weights {
		weights[i] = 1 / math.Pow(float64(i)+float64(n)/15+1, 0.8)
		sum += weights[i]
	}
	numbers := r.Perm(n) // a name says nothing about the rank
	out := make([]agent, n)
	for i := range out {
		out[i] = agent{
			name: fmt.Sprintf("agent-%03d", numbers[i]+1), desk: i % desks, rest: r.IntN(7),
			load: weights[i] / sum * meanLoad * float64(n), auditor: i == n/5,
		}
	}
	return out
}

// works says whether the agent works on a day.
func (a agent) works(day time.Time) bool {
	w := int(day.Weekday())
	return w != a.rest && w != (a.rest+1)%7
}

// A desk's eight hours, in UTC, and the zone its clocks show: the log has the
// offset of whoever wrote the line.
type shift struct {
	begin int // hour of day, UTC
	zone  string
	ahead time.Duration
}

var shifts = [desks]shift{
	deskAsia:    {0, "+08:00", 8 * time.Hour},
	deskEurope:  {8, "+01:00", time.Hour},
	deskAmerica: {16, "-07:00", -7 * time.Hour},
}

const shiftLength = 8 * time.Hour
