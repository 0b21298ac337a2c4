package rehearsal

import (
	"math/rand/v2"
	"time"
)

// planAtOnce has the victims read one after the other: by a stranger at night,
// or by the insider's export within an hour of a shift. It lies eleven days
// before the log's end, so that customers can be called afterwards.
func (p *plan) planAtOnce(r *rand.Rand, victims []int) {
	n := p.days - 11
	at := p.day(n).Add(2*time.Hour + time.Duration(r.IntN(1200))*time.Second)
	step := 90 * time.Minute / time.Duration(len(victims))
	if p.theme.Theft == InOneHour {
		for !p.agents[p.insider].works(p.day(n)) {
			n--
		}
		at = p.day(n).Add(time.Duration(shifts[p.agents[p.insider].desk].begin+3) * time.Hour)
		step = 40 * time.Minute / time.Duration(len(victims))
	}
	if p.theme.Thief != "" {
		p.insider = stranger
	}
	for _, v := range victims {
		p.theft[n] = append(p.theft[n], act{at: at, by: p.insider, customer: v})
		at = at.Add(step)
	}
}

// thief is the principal that stole.
func (p *plan) thief() string {
	if p.insider == stranger {
		return p.theme.Thief
	}
	return p.agents[p.insider].name
}
