package simulate

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// An oracle knows what no company does: how everybody draws their customers, how
// often each customer is in touch, the share of unrelated reports, and when and
// how the thief steals. From the look-ups of the reported customers it computes
// each agent's likelihood ratio (Neyman and Pearson: no test does better), so it
// is the limit of what the reports can tell.
type oracle struct {
	*world
	theft Theft
	Bounds
	own []float64 // by agent: look-ups with a ticket while the thief steals
}

// Bounds say what else an oracle knows, and what it may not do.
type Bounds struct {
	Lags  bool // it knows, too, how long after the theft the thief's customers are called, and when others are
	Least int  // reports that whoever it names must explain, as our own rule has it
	Given bool // it takes those who report for given, and asks only who looked them up: they may be about anything
	// Innocents are companies without a thief, in 99 of 100 of each of which it names nobody.
	Innocents []Theft
}

// grace is Grace in days.
const grace = float64(weigh.Grace) / float64(day)

func newOracle(w *world, t Theft, b Bounds) *oracle {
	o := &oracle{world: w, theft: t, Bounds: b}
	for _, looks := range w.agents[:w.Agents] {
		n := 0.0
		for _, k := range looks {
			if at := float64(k.at) / float64(day); k.ticket && at > 10 && at < 10+t.Days {
				n++
			}
		}
		o.own = append(o.own, n)
	}
	return o
}

// name returns who is likeliest, and the logarithm of their ratio.
func (o *oracle) name(reports []weigh.Report, customers []int32) (who int, score float64) {
	regions := 1
	if o.theft.Region {
		regions = o.Regions
	}
	scores, explained := map[int32][]float64{}, map[int32]int{}
	none := math.Log(o.theft.Unrelated)
	for j, rep := range reports {
		c := customers[j]
		for _, k := range rep.Looks {
			if int(k.Who) >= o.Agents { // the job that reads everybody
				continue
			}
			if scores[k.Who] == nil {
				scores[k.Who] = make([]float64, regions)
				floats.AddConst(none*float64(len(reports)), scores[k.Who])
			}
			share := (1 - o.theft.Unrelated) * o.related(k, rep.Call, c)
			if share > 0 {
				explained[k.Who]++
			}
			for r := range regions {
				times := share
				if o.theft.Region {
					if times = 0; o.group[c]/queues == r {
						times = share * o.concentrated()
					}
				}
				scores[k.Who][r] += math.Log(o.theft.Unrelated+times) - none
			}
		}
	}
	who, score = -1, math.Inf(-1)
	for a, s := range scores {
		if explained[a] < o.Least {
			continue
		}
		if total := floats.LogSumExp(s) - math.Log(float64(regions)); total > score || total == score && int(a) < who {
			who, score = int(a), total
		}
	}
	return who, score
}

// related is how much likelier this customer, this look-up and this call are if
// they are of a record that the reader stole than if they are not.
func (o *oracle) related(k weigh.Look, call int64, c int32) float64 {
	t, called := float64(k.At)/float64(day), float64(call)/float64(day)
	other := 1 / float64(o.Customers)
	if o.theft.BusyReport {
		other = o.touch[c] / o.all[len(o.all)-1]
	}
	if o.Lags && !o.theft.AfterLog {
		other *= o.spread(called, 30, 110) + 1e-9 // an unrelated call never comes earlier
	}
	rate := o.rate(int(k.Who), c) / span // a day
	if o.theft.OwnTickets {
		if !k.Ticket || t <= 10 || t >= 10+o.theft.Days {
			return 0
		}
		if o.Given {
			return o.lag(called-t) / o.Tickets / (math.Exp(-rate*10) - math.Exp(-rate*(10+o.theft.Days)))
		}
		return o.lag(called-t) / o.own[k.Who] / other
	}
	kind := 1 - o.Tickets
	if o.auditor(int(k.Who)) {
		kind = 1
	}
	if k.Ticket {
		kind = 1 - kind
	}
	stolen := 0.0 // relative to exp(-rate·t), which both have
	if !k.Ticket && t >= 10 && t <= 10+o.theft.Days {
		stolen = o.lag(called-t) / o.theft.Days
	}
	const step = 0.5
	for later := max(t, 10) + step/2; later < 10+o.theft.Days; later += step { // looked up in the work, and stolen afterwards
		stolen += rate * kind * o.lag(called-later) * step / o.theft.Days
	}
	if o.Given {
		return stolen / (rate * kind)
	}
	return stolen / float64(o.Customers) / (other * rate * kind)
}

// concentrated is how much likelier a thief of one region makes it that somebody of the region reports.
func (o *oracle) concentrated() float64 {
	if o.Given {
		return 1
	}
	return float64(o.Regions)
}

// lag is how likely a thief's customer is called so many days after the look-up,
// against any other time: where nothing is known of it, only not before, nor
// within the grace that our own rule gives to those who take complaints.
func (o *oracle) lag(days float64) float64 {
	switch {
	case o.theft.AfterLog:
		return 1
	case o.Lags:
		return o.spread(days, minLag, maxLag)
	case days > grace:
		return 1
	}
	return o.theft.WrongDates / 2
}

// spread is the density of a day between two, where some dates are wrong by up to 20 days.
func (o *oracle) spread(x, from, to float64) float64 {
	right := 0.0
	if x >= from && x <= to {
		right = 1 / (to - from)
	}
	wrong := max(0, min(to, x+20)-max(from, x-20)) / (to - from) / 40
	return (1-o.theft.WrongDates)*right + o.theft.WrongDates*wrong
}

// rate is how many look-ups of a customer an agent makes in the log's time.
func (o *oracle) rate(a int, c int32) float64 {
	share := o.touch[c] / o.all[len(o.all)-1]
	if o.Regions > 0 {
		share *= 1 - ownQueue - ownRegion
		g := o.group[c]
		within := o.touch[c] / o.sums[g][len(o.sums[g])-1]
		if g == o.team[a] {
			share += ownQueue * within
		}
		if g/queues == o.team[a]/queues {
			share += ownRegion / queues * within
		}
	}
	return share * o.loads[a] * float64(o.Looks)
}
