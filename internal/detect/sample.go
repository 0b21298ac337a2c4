package detect

import (
	"slices"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// maxPairs is how many look-ups the comparison of customers works on. Of larger
// logs it takes a random part of the customers, the same for everybody, and all
// that is said of the reported ones.
const maxPairs = 2 << 20

// A sample gathers who looked up whom. Whenever it becomes too large it halves
// the customers that it takes: what it has taken before is of both halves.
type sample struct {
	shift int
	limit customer // a fingerprint's first bits are as good as a draw
	seen  int      // look-ups, of all customers
	pairs []access // principals stand in the place of moments
}

func newSample() *sample { return &sample{limit: ^customer(0)} }

// add takes a block of one principal's accesses, which are sorted.
func (s *sample) add(principal int32, block []access) {
	for _, a := range block {
		if a.customer > s.limit {
			break
		}
		s.pairs = append(s.pairs, access{a.customer, moment(principal)})
	}
	s.seen += len(block)
	s.halve()
}

func (s *sample) halve() {
	before := s.shift
	for s.seen>>s.shift > maxPairs {
		s.shift++
		s.limit >>= 1
	}
	if s.shift > before {
		s.pairs = slices.DeleteFunc(s.pairs, func(p access) bool { return p.customer > s.limit })
	}
}

// join adds another sample, of other principals.
func (s *sample) join(other *sample) {
	s.pairs, s.seen = append(s.pairs, other.pairs...), s.seen+other.seen
	s.shift, s.limit = max(s.shift, other.shift), min(s.limit, other.limit)
	s.halve()
	s.pairs = slices.DeleteFunc(s.pairs, func(p access) bool { return p.customer > s.limit })
}

// fill writes it down and returns how many customers there are in the whole log.
func (s *sample) fill(log *weigh.Log) int {
	var sorter sorter
	sorter.sort(s.pairs)
	sizes := make([]int, len(log.People))
	customers := 0
	for i, p := range s.pairs {
		sizes[p.at]++
		if i == 0 || p.customer != s.pairs[i-1].customer {
			customers++
		}
	}
	for i, n := range sizes {
		log.People[i].Seen = make([]int32, 0, n)
	}
	log.Lookers = make([][]int32, 0, customers)
	lookers := make([]int32, len(s.pairs))
	for begin := 0; begin < len(s.pairs); {
		end := begin
		for ; end < len(s.pairs) && s.pairs[end].customer == s.pairs[begin].customer; end++ {
			who := int32(s.pairs[end].at) // #nosec G115 -- an index of principals
			lookers[end] = who
			log.People[who].Seen = append(log.People[who].Seen, int32(len(log.Lookers))) // #nosec G115 -- below maxPairs
		}
		log.Lookers = append(log.Lookers, lookers[begin:end:end])
		begin = end
	}
	log.Scale = float64(int(1) << s.shift)
	return customers << s.shift
}
