package simulate

import (
	"math"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// plain is the textbook's test: the hypergeometric tail of how many reported
// customers each looked up before the call, Bonferroni at one percent. It
// returns who alone is named, or -1.
func (in *incident) plain() int {
	hits := map[int32]int{}
	for _, rep := range in.reports {
		for _, k := range rep.Looks {
			if k.At < rep.Call {
				hits[k.Who]++
			}
		}
	}
	named := -1
	limit := math.Log(0.01) - math.Log(float64(len(in.log.People)))
	for who, k := range hits {
		d := weigh.Draw{Customers: in.log.Customers, Accessed: in.log.People[who].Customers, Reports: len(in.reports)}
		if d.LogTail(k) > limit {
			continue
		}
		if named >= 0 {
			return -1
		}
		named = int(who)
	}
	return named
}
