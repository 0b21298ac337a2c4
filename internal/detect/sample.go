package detect

import "github.com/tocsin-ir/tocsin/internal/detect/weigh"

// maxPairs is how many look-ups the comparison of customers works on. Of larger
// logs it takes a random part of the customers, the same for everybody, and all
// that is said of the reported ones.
const maxPairs = 2 << 20

// A sample gathers who looked up whom. Whenever it becomes too large it halves
// the customers that it takes: what it has taken before is of both halves.
type sample struct {
	shift int
	limit customer   // a fingerprint's first bits are as good as a draw
	seen  int        // look-ups, of all customers
	n     int        // look-ups taken
	taken [][]access // all but the last of samplePiece; principals stand in the place of moments
}

const samplePiece = 1 << 14

func newSample() *sample { return &sample{limit: ^customer(0)} }

// add takes a block of one principal's accesses, which are sorted.
func (s *sample) add(principal int32, block []access) {
	for _, a := range block {
		if a.customer > s.limit {
			break
		}
		s.take(access{a.customer, moment(principal)})
	}
	s.seen += len(block)
	for s.seen>>s.shift > maxPairs {
		s.halve()
	}
}

func (s *sample) take(a access) {
	if s.n == len(s.taken)*samplePiece {
		s.taken = append(s.taken, make([]access, samplePiece))
	}
	s.taken[s.n/samplePiece][s.n%samplePiece] = a
	s.n++
}

func (s *sample) halve() {
	s.shift++
	s.limit >>= 1
	n := s.n
	s.n = 0
	for i := range n { // what is kept never overtakes what is read
		if a := s.taken[i/samplePiece][i%samplePiece]; a.customer <= s.limit {
			s.take(a)
		}
	}
	s.taken = s.taken[:(s.n+samplePiece-1)/samplePiece]
}

// joinSamples puts samples together that are of different principals, sorted by customer.
func joinSamples(samples []*sample) (pairs []access, shift int) {
	seen := 0
	for _, s := range samples {
		seen += s.seen
		shift = max(shift, s.shift)
	}
	for seen>>shift > maxPairs {
		shift++
	}
	var pieces [][]access
	n := 0
	for _, s := range samples {
		for s.shift < shift {
			s.halve()
		}
		for i, piece := range s.taken {
			pieces = append(pieces, piece[:min(samplePiece, s.n-i*samplePiece)])
		}
		n += s.n
	}
	pairs = make([]access, n)
	new(sorter).deal(pairs, pieces, 64, 0)
	return pairs, shift
}

// sampled writes the samples down and returns how many customers there are in the whole log.
func sampled(log *weigh.Log, samples []*sample) int {
	pairs, shift := joinSamples(samples)
	sizes := make([]int, len(log.People))
	customers := 0
	for i, p := range pairs {
		sizes[p.at]++
		if i == 0 || p.customer != pairs[i-1].customer {
			customers++
		}
	}
	for i, n := range sizes {
		log.People[i].Seen = make([]int32, 0, n)
	}
	log.Lookers = make([][]int32, 0, customers)
	lookers := make([]int32, len(pairs))
	for begin := 0; begin < len(pairs); {
		end := begin
		for ; end < len(pairs) && pairs[end].customer == pairs[begin].customer; end++ {
			who := int32(pairs[end].at) // #nosec G115 -- an index of principals
			lookers[end] = who
			log.People[who].Seen = append(log.People[who].Seen, int32(len(log.Lookers))) // #nosec G115 -- below maxPairs
		}
		log.Lookers = append(log.Lookers, lookers[begin:end:end])
		begin = end
	}
	log.Scale = float64(int(1) << shift)
	return customers << shift
}
