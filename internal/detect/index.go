package detect

import (
	"cmp"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

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

// indexOf reads a tally to the end, several principals at a time, and frees what
// it has read.
func indexOf(t *tally, all []victim, directorySize int) (*index, error) {
	x := &index{names: t.names(), reports: make([]weigh.Report, len(all))}
	x.log = &weigh.Log{People: make([]weigh.Person, len(x.names))}
	x.withoutTicket = make([]int, len(x.names))
	t.spare = nil
	indexers := make([]*indexer, min(runtime.GOMAXPROCS(0), max(1, len(x.names))))
	errs := make([]error, len(indexers))
	var next atomic.Int64
	var working sync.WaitGroup
	for w := range indexers {
		indexers[w] = &indexer{index: x, reader: t.reader(), sample: newSample(), witness: newWitness(all)}
		working.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(x.names)) && errs[w] == nil; i = next.Add(1) - 1 {
				errs[w] = indexers[w].read(int(i), t.principals[x.names[i]])
			}
		})
	}
	working.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	x.gather(all, indexers)
	x.log.Customers = max(x.customers+x.unknown, directorySize)
	x.log.Prepare()
	return x, nil
}

// An indexer reads some of the principals.
type indexer struct {
	*index
	*reader
	*sample
	*witness
	with, without []int64 // to gather into again
}

// maxTimes is how many of a principal's times are kept: more would not change
// how many customers they are found to have had at a moment by a hundredth.
const maxTimes = 1 << 14

func (x *indexer) read(i int, l *lookups) error {
	who := int32(i) // #nosec G115 -- an index of names
	p := &x.log.People[i]
	next := 0 // of those whose time is kept
	err := x.each(l, func(block []access) {
		p.Customers += len(block)
		for _, a := range block {
			if !a.at.ticket() {
				x.withoutTicket[i]++
			}
		}
		x.add(who, block)
		x.look(who, block)
	}, func(block []access) {
		step := p.Customers/maxTimes + 1
		for ; next < len(block); next += step { // sorted by fingerprint, so by chance
			if at := block[next].at; at.ticket() {
				x.with = append(x.with, at.millis())
			} else {
				x.without = append(x.without, at.millis())
			}
		}
		next -= len(block)
		p.Each = float64(step)
	})
	p.With, x.with = sortedClone(x.with), x.with[:0]
	p.Without, x.without = sortedClone(x.without), x.without[:0]
	l.pieces, l.stored = nil, nil
	return err
}

func sortedClone(times []int64) []int64 {
	slices.Sort(times)
	return slices.Clone(times)
}

// gather puts together what the indexers found.
func (x *index) gather(all []victim, indexers []*indexer) {
	for j, v := range all {
		x.reports[j].Call = v.call.UnixMilli()
	}
	var samples []*sample
	for _, one := range indexers {
		samples = append(samples, one.sample)
		for _, f := range one.found {
			r := &x.reports[f.report]
			r.Looks = append(r.Looks, f.Look)
		}
	}
	for _, r := range x.reports {
		slices.SortFunc(r.Looks, func(a, b weigh.Look) int { return cmp.Compare(a.Who, b.Who) })
		if len(r.Looks) == 0 {
			x.unknown++
		}
	}
	x.customers = sampled(x.log, samples)
}

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
