package watch

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/summary"
)

// A company is an invented support desk whose work is uneven in the ways that
// make alarms ring in vain: shifts, weekends on duty, Mondays, month ends,
// holidays, a busy December, illness, vacations, drifting workloads, campaigns of
// a team with and without tickets, outages that make everybody's telephone ring,
// people who start, ramp up, change teams and leave, auditors who look into
// others' cases on days of their own choice, and jobs that read everybody each
// night, each week and each month, or catch up after an outage.
type company struct {
	r         *rand.Rand
	begin     int64 // first hour, a Monday
	days      int
	customers int
	people    []*person
	teams     [][]float64 // by team and day: how a campaign raises the load
	bare      [][]float64 // by team and day: share of it without ticket
	busy      []float64   // by day: of everybody
	outage    []int       // by day: hour at which everybody calls, or -1
}

type person struct {
	name     string
	team     int
	start    int64 // hour of the day, UTC
	load     float64
	ticketed float64
	hired    int // day
	leaves   int
	moves    int // day of another team
	works    [7]bool
	auditor  bool
	campaign bool // takes part in them
}

const teams = 8

func newCompany(seed uint64, people, days, customers int) *company {
	c := &company{r: rand.New(rand.NewPCG(seed, 17)), begin: 19730*hoursOfDay - 24*1, days: days, customers: customers}
	for slotOfWeek(c.begin) != 0 {
		c.begin++
	}
	c.calendar()
	for range people {
		c.hire(-1000 + c.r.IntN(400))
	}
	for range people * days / (365 * 8) { // one in eight leaves in a year, and another starts
		c.people[c.r.IntN(people)].leaves = c.r.IntN(days)
		c.hire(c.r.IntN(days))
	}
	for range people * days / (365 * 10) {
		c.people[c.r.IntN(people)].moves = c.r.IntN(days)
	}
	for i := range people / 100 {
		c.people[i*7].auditor = true
	}
	return c
}

func (c *company) hire(day int) {
	p := &person{name: fmt.Sprintf("agent-%03d", len(c.people)+1), team: c.r.IntN(teams), load: 6.5 * math.Exp(0.45*c.r.NormFloat64()-0.1),
		ticketed: 0.85 + 0.13*c.r.Float64(), hired: day, leaves: 1 << 30, moves: -1, campaign: c.r.IntN(2) == 0}
	p.shift()
	free := c.r.IntN(7)
	if c.r.IntN(4) > 0 {
		free = 5
	}
	for d := range 7 {
		p.works[d] = d != free && d != (free+1)%7
	}
	c.people = append(c.people, p)
}

// shift is when a team works: two early, three by day, two late, one by night.
func (p *person) shift() { p.start = []int64{5, 5, 8, 8, 8, 13, 13, 22}[p.team] }

func (c *company) calendar() {
	c.teams, c.bare = make([][]float64, teams), make([][]float64, teams)
	for t := range teams {
		c.teams[t], c.bare[t] = slices.Repeat([]float64{1}, c.days), make([]float64, c.days)
	}
	for range 12 * c.days / 365 { // campaigns
		t, at, length, factor, bare := c.r.IntN(teams), c.r.IntN(c.days), 3+c.r.IntN(8), 1.8+c.r.Float64(), 0.0
		if c.r.IntN(3) == 0 {
			bare = 0.5
		}
		for d := at; d < min(at+length, c.days); d++ {
			c.teams[t][d], c.bare[t][d] = factor, bare
		}
	}
	c.busy, c.outage = make([]float64, c.days), make([]int, c.days)
	for d := range c.days {
		c.busy[d], c.outage[d] = 1, -1
		if d%7 == 0 {
			c.busy[d] *= 1.15
		}
		if of := d % 30; of >= 28 || of == 0 {
			c.busy[d] *= 1.4
		}
		if d%365 > 325 && d%365 < 355 {
			c.busy[d] *= 1.3
		}
		if c.r.IntN(100) == 0 {
			c.outage[d] = 6 + c.r.IntN(12)
		}
	}
}

func (c *company) holiday(d int) bool { return d%37 == 11 || d%365 >= 356 && d%365 <= 359 }

// history makes what the watch would have been handed.
func (c *company) history() *History {
	h := NewHistory()
	for _, p := range c.people {
		h.Add(p.name, c.work(p))
	}
	c.jobs(h)
	return h
}

// work is one person's year.
func (c *company) work(p *person) (out []summary.Cell) {
	away, level := 0, 0.0
	for d := range c.days {
		level += 0.008 * c.r.NormFloat64()
		level *= 0.99
		if d == p.moves {
			p.team = c.r.IntN(teams)
			p.shift()
		}
		if away--; away < 0 {
			switch x := c.r.Float64(); {
			case x < 0.012:
				away = 1 + int(3*c.r.ExpFloat64()) // ill
			case x < 0.020:
				away = 7 + 7*c.r.IntN(2) // on vacation
			}
		}
		duty := p.works[d%7] || d%7 >= 5 && c.r.IntN(12) == 0
		if d < p.hired || d >= p.leaves || away > 0 || !duty || c.holiday(d) && c.r.IntN(7) > 0 {
			continue
		}
		ramp := min(1, 0.4+float64(d-p.hired)/70)
		rate := p.load * ramp * math.Exp(level) * c.gamma(12) * c.busy[d]
		bare := 1 - p.ticketed
		if p.campaign && c.teams[p.team][d] > 1 {
			rate *= c.teams[p.team][d]
			bare = max(bare, c.bare[p.team][d])
		}
		if p.auditor && c.r.IntN(4) == 0 {
			rate, bare = 15+25*c.r.Float64(), 0.95
		}
		out = append(out, c.shiftOf(p, d, rate, bare)...)
	}
	return out
}

// shiftOf is one day's eight or nine hours.
func (c *company) shiftOf(p *person, d int, rate, bare float64) (out []summary.Cell) {
	for i := range 8 + int64(c.r.IntN(5)/4) {
		hour := c.begin + int64(d)*hoursOfDay + p.start + i
		r := rate * c.gamma(8)
		if i == 4 {
			r *= 0.5
		}
		if o := c.outage[d]; o >= 0 && hour >= c.begin+int64(d)*hoursOfDay+int64(o) && hour < c.begin+int64(d)*hoursOfDay+int64(o)+3 {
			r *= 2.2
		}
		with, without := c.poisson(r*(1-bare)), c.poisson(r*bare)
		if n := with + without; n > 0 {
			out = append(out, summary.Cell{Hour: hour, Events: n + c.poisson(float64(n)/3), Customers: n, Bare: without})
		}
	}
	return out
}

// jobs read by themselves, without tickets.
func (c *company) jobs(h *History) {
	add := func(name string, hour int64, n float64) {
		x := int64(max(n, 0))
		if x > 0 {
			h.Add(name, []summary.Cell{{Hour: hour, Events: x, Customers: x, Bare: x}})
		}
	}
	all, behind := float64(c.customers), 0.0
	for d := range c.days {
		day := c.begin + int64(d)*hoursOfDay
		grown := all * (1 + 0.0003*float64(d))
		add("svc-nightly-export", day+2, grown)
		if d%7 == 6 {
			add("svc-weekly-report", day+3, grown*0.6)
			add("svc-weekly-report", day+4, grown*0.4)
		}
		if d%30 == 0 {
			add("svc-monthly-billing", day+4, grown/2)
			add("svc-monthly-billing", day+5, grown/2)
		}
		for i := range int64(hoursOfDay) {
			n := 400 * (1 + 0.6*math.Sin(float64(i)/4)) * c.gamma(30)
			if c.r.IntN(24*45) == 0 { // it stands still for some hours, and catches up
				behind = n * float64(1+c.r.IntN(3))
				continue
			}
			add("svc-sync", day+i, n+behind)
			behind = 0
		}
	}
}

// gamma is a factor of mean 1.
func (c *company) gamma(shape float64) float64 {
	d := shape - 1.0/3 // Marsaglia and Tsang, ACM TOMS 26, 2000
	for {
		x := c.r.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(1-c.r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v / shape
		}
	}
}

func (c *company) poisson(mean float64) int64 {
	n, p := int64(0), math.Exp(-mean)
	if mean > 500 {
		return int64(math.Round(mean + math.Sqrt(mean)*c.r.NormFloat64()))
	}
	for u := c.r.Float64(); ; n++ {
		if u -= p; u < 0 || n > 2000 {
			return n
		}
		p *= mean / float64(n+1)
	}
}
