package detect

import (
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// An index is a tally as the test wants it.
type index struct {
	names         []string
	log           *weigh.Log
	reports       []weigh.Report
	customers     int   // who were looked up; an estimate where the log is sampled
	unknown       int   // reports about customers whom nobody looked up
	withoutTicket []int // by principal: customers whose first look-up had no ticket
}

// indexOf reads a tally to the end, one principal after the other, and frees
// what it has read.
func indexOf(t *tally, all []victim, directorySize int) (*index, error) {
	x := &index{names: t.names(), reports: make([]weigh.Report, len(all))}
	x.log = &weigh.Log{People: make([]weigh.Person, len(x.names))}
	x.withoutTicket = make([]int, len(x.names))
	asked := newAsked(all, x.reports)
	s := newSample()
	t.spare = nil
	for i, name := range x.names {
		p := &x.log.People[i]
		l := t.principals[name]
		next := 0 // of those whose time is kept
		err := t.each(l, func(block []access) {
			p.Customers += len(block)
			for _, a := range block {
				if !a.at.ticket() {
					x.withoutTicket[i]++
				}
			}
			s.add(int32(i), block)      // #nosec G115 -- an index of names
			asked.look(int32(i), block) // #nosec G115 -- an index of names
		}, func(block []access) {
			step := p.Customers/maxTimes + 1
			for ; next < len(block); next += step { // sorted by fingerprint, so by chance
				if at := block[next].at; at.ticket() {
					p.With = append(p.With, at.millis())
				} else {
					p.Without = append(p.Without, at.millis())
				}
			}
			next -= len(block)
			p.Each = float64(step)
		})
		if err != nil {
			return nil, err
		}
		slices.Sort(p.With)
		slices.Sort(p.Without)
		l.pieces, l.stored = nil, nil
	}
	for _, r := range x.reports {
		if len(r.Looks) == 0 {
			x.unknown++
		}
	}
	x.customers = s.fill(x.log)
	x.log.Customers = max(x.customers+x.unknown, directorySize)
	x.log.Prepare()
	return x, nil
}

// maxTimes is how many of a principal's times are kept: more would not change
// how many customers they are found to have had at a moment by a hundredth.
const maxTimes = 1 << 14

// median is how many customers a principal in the middle looked up.
func (x *index) median() int {
	sizes := make([]float64, 0, len(x.names))
	for _, p := range x.log.People {
		sizes = append(sizes, float64(p.Customers))
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return int(stat.Quantile(0.5, stat.Empirical, sizes, nil))
}
