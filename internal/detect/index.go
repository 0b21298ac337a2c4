package detect

import (
	"slices"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// maxPairs is how many look-ups the comparison of customers works on. Of larger
// logs it takes a random part of the customers, the same for everybody, and all
// that is said of the reported ones.
const maxPairs = 2 << 20

// An index is a tally as the test wants it.
type index struct {
	names     []string
	log       *weigh.Log
	customers int // who were looked up; an estimate where the log is sampled
	known     map[customer]bool
}

func indexOf(t *tally, all []victim, directorySize int) *index {
	x := &index{names: t.names(), known: map[customer]bool{}}
	pairs := 0
	for _, l := range t.principals {
		pairs += len(l.list)
	}
	shift := 0
	for pairs>>shift > maxPairs {
		shift++
	}
	// A fingerprint's first bits are as good as a draw.
	limit := customer(1<<(64-shift) - 1)
	sampled := x.sample(t, limit)
	scale := 1 << shift
	x.customers = len(sampled) * scale
	for _, v := range all {
		if !x.known[v.customer] {
			x.known[v.customer] = x.seen(t, v.customer)
		}
	}
	unknown := 0
	for _, v := range all {
		if !x.known[v.customer] {
			unknown++
		}
	}
	x.log = &weigh.Log{Customers: max(x.customers+unknown, directorySize), Scale: float64(scale)}
	x.fill(t, sampled, limit)
	x.log.Prepare()
	return x
}

func (x *index) seen(t *tally, c customer) bool {
	for _, name := range x.names {
		if _, ok := t.principals[name].first(c); ok {
			return true
		}
	}
	return false
}

// sample returns the customers with fingerprints up to limit, sorted.
func (x *index) sample(t *tally, limit customer) []customer {
	var out []customer
	for _, name := range x.names {
		list := t.principals[name].list
		for _, a := range list {
			if a.customer > limit {
				break
			}
			out = append(out, a.customer)
		}
		if len(out) > 4*maxPairs {
			slices.Sort(out)
			out = slices.Compact(out)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fill writes down who looked up whom among the sampled customers.
func (x *index) fill(t *tally, sampled []customer, limit customer) {
	x.log.People = make([]weigh.Person, len(x.names))
	degree := make([]int32, len(sampled)+1)
	for i, name := range x.names {
		p := &x.log.People[i]
		list := t.principals[name].list
		p.Customers = len(list)
		p.With, p.Without, p.Each = times(list)
		at := 0
		for _, a := range list {
			if a.customer > limit {
				break
			}
			for sampled[at] < a.customer {
				at++
			}
			p.Seen = append(p.Seen, int32(at)) // #nosec G115 -- below maxPairs
			degree[at]++
		}
	}
	x.log.Lookers = make([][]int32, len(sampled))
	total := 0
	for _, d := range degree {
		total += int(d)
	}
	backing := make([]int32, total)
	for c := range sampled {
		x.log.Lookers[c], backing = backing[:0:degree[c]], backing[degree[c]:]
	}
	for i := range x.log.People {
		for _, c := range x.log.People[i].Seen {
			x.log.Lookers[c] = append(x.log.Lookers[c], int32(i)) // #nosec G115 -- an index of names
		}
	}
}

// maxTimes is how many of a principal's times are kept: more would not change
// how many customers they are found to have had at a moment by a hundredth.
const maxTimes = 1 << 14

// times sorts when customers were looked up, and thins out what is too much.
func times(list []access) (with, without []int64, each float64) {
	step := len(list)/maxTimes + 1
	for i := 0; i < len(list); i += step { // sorted by fingerprint, so by chance
		if a := list[i].at; a.ticket() {
			with = append(with, a.millis())
		} else {
			without = append(without, a.millis())
		}
	}
	slices.Sort(with)
	slices.Sort(without)
	return with, without, float64(step)
}

// reports puts everybody's look-ups of the reported customers together.
func (x *index) reports(t *tally, all []victim) []weigh.Report {
	out := make([]weigh.Report, len(all))
	for j, v := range all {
		out[j].Call = v.call.UnixMilli()
		for i, name := range x.names {
			if at, ok := t.principals[name].first(v.customer); ok {
				out[j].Looks = append(out[j].Looks, weigh.Look{Who: int32(i), At: at.millis(), Ticket: at.ticket()}) // #nosec G115 -- an index of names
			}
		}
	}
	return out
}
