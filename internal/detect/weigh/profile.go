package weigh

const (
	perRange  = 30   // of X's customers that a range of likeness should hold
	maxRanges = 20   // of likeness
	compared  = 2048 // customers at most that a profile looks at on either side
	prior     = 20   // X's customers that the guess stands for
	ownBlock  = 0.5  // share of a block's look-ups from which on its customers are no team's, but what X took
)

// A profile tells which customers X looks up: how many times more often than an
// average customer, by who else looked them up.
type profile struct {
	who int
	*blocks
	batch []bool
	mine  []float64 // X's rates, by block
	rest  []float64 // everybody else's
	logs  []float64 // logarithm of busy + rest
	ratio steps     // by guess: X's customers, in multiples of what the guess makes likely
	mean  float64   // of all customers' guesses, so corrected
}

func (l *Log) profile(x int) *profile {
	if l.profiles[x] == nil {
		l.profiles[x] = l.newProfile(x)
	}
	return l.profiles[x]
}

func (l *Log) newProfile(x int) *profile {
	p := &profile{who: x, blocks: l.blocks, batch: l.batch, mine: make([]float64, l.blocks.n), rest: make([]float64, l.blocks.n)}
	for g, r := range p.of(p.rate, x) {
		p.rest[g] = p.total[g] - r
	}
	p.logs = p.logarithms(p.rest)
	own := l.People[x].Seen
	p.rates(l, own)
	mine, all := l.compare(p, own)
	p.ratio = fit(mine, all)
	sum := 0.0
	for _, k := range all {
		sum += k.count
		p.mean += k.count * k.guess * p.ratio.at(k.guess, k.alone)
	}
	p.mean = max(p.mean/max(sum, 1), 1e-12)
	return p
}

// rates counts X's own look-ups by block, of which blocks were learned from a part.
func (p *profile) rates(l *Log, own []int32) {
	looks, post := make([]float64, p.n), make([]float64, p.n)
	step := max(1, len(own)/compared)
	n := 0.0
	for i := 0; i < len(own); i += step {
		p.without(l.Lookers[own[i]], post)
		weighted(post, post, p.share)
		for g, v := range post {
			looks[g] += v
		}
		n++
	}
	customers := max(1, float64(l.Customers)/l.Scale)
	mean := max(float64(len(own)), 1e-3) / customers
	for g := range looks {
		looks[g] *= float64(len(own)) / max(n, 1)
		if p.mine[g] = (looks[g] + pseudo) / (p.share[g]*customers + pseudo/mean); p.own(p.who, g) > ownBlock {
			p.mine[g] = mean
		}
	}
}

// without fills in a customer's log-likelihood by block and says how many
// looked them up. Whether X did is left out: else X's customers would look alike
// because they are X's.
func (p *profile) without(lookers []int32, logs []float64) (d float64) {
	var buffer [64]int32
	others := buffer[:0]
	for _, y := range lookers {
		if int(y) != p.who && !p.batch[y] {
			others = append(others, y)
		}
	}
	clear(logs)
	p.likelihood(others, logs, p.logs)
	return float64(len(others))
}

// guess is how often X may look up a customer who is of these blocks and whom d others looked up.
func (p *profile) guess(post []float64, d float64) (sum float64) {
	for g, v := range post {
		sum += v * p.touch(g, d, p.rest) * p.mine[g]
	}
	return sum
}

// known is what is known of customers without looking at whether X looked them
// up; count is how many there are.
type known struct {
	guess, count float64
	alone        bool // nobody else looked them up
}

// compare looks at X's customers and at everybody's.
func (l *Log) compare(p *profile, own []int32) (mine, all []known) {
	post := make([]float64, p.n)
	guess := func(lookers []int32, count float64) known {
		d := p.without(lookers, post)
		weighted(post, post, p.share)
		return known{p.guess(post, d), count, d == 0}
	}
	step := max(1, len(own)/compared)
	for i := 0; i < len(own); i += step {
		mine = append(mine, guess(l.Lookers[own[i]], 1))
	}
	step = max(1, len(l.Lookers)/compared)
	for c := 0; c < len(l.Lookers); c += step {
		all = append(all, guess(l.Lookers[c], float64(step)))
	}
	// And those whom nobody looked up.
	if unseen := float64(l.Customers)/l.Scale - float64(len(l.Lookers)); unseen > 0 {
		all = append(all, guess(nil, unseen))
	}
	return mine, all
}
