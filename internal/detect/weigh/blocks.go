package weigh

import (
	"math"
	"slices"
)

const (
	manyBlocks  = 24     // of customers at most; a few more than there are do no harm
	perBlock    = 8      // principals at least, on average
	learnedFrom = 20_000 // customers at most
	rounds      = 12     // of learning
	pseudo      = 3      // look-ups in each block that a principal's mean stands for
	negligible  = -30    // logarithm of a chance
	toStart     = 5      // times that a principal looks up those of the own block more often, to begin with
)

// Blocks are customers whom the same principals look up: regions, queues, teams,
// whatever the log shows. A customer of block g is looked up by y with Poisson's
// law and the mean touch · rate[y][g], where touch, how much more often than an
// average one they are in touch, has a gamma law (the degree-corrected
// stochastic block model: Karrer and Newman, 2011).
type blocks struct {
	n       int
	busy    float64   // the gamma law's shape
	share   []float64 // of customers, by block
	rate    []float64 // by principal and block
	logRate []float64
	total   []float64 // by block: everybody's rates
	logs    []float64 // by block: logarithm of busy + total
	looks   []float64 // by principal and block: look-ups of the customers learned from
}

func (b *blocks) of(rates []float64, y int) []float64 { return rates[y*b.n : (y+1)*b.n] }

// learn finds the blocks: principals are put together by the customers they have
// in common, and then customers and rates are fitted to each other in turns
// (expectation and maximisation).
func (l *Log) learn(most int) *blocks {
	sample, degree := l.sample()
	people := len(l.People)
	b := &blocks{n: max(1, min(most, people/perBlock)), busy: l.busy}
	if len(sample) == 0 {
		b.n = 1
	}
	b.share = slices.Repeat([]float64{1 / float64(b.n)}, b.n)
	b.rate, b.logRate, b.total = make([]float64, people*b.n), make([]float64, people*b.n), make([]float64, b.n)
	labels := make([]int, people)
	if b.n > 1 {
		labels = cluster(embed(sample, degree, b.n), b.n)
	}
	for y := range people {
		for g := range b.n {
			b.rate[y*b.n+g] = max(degree[y]/max(1, float64(len(sample))), 1e-9)
			if labels[y] == g {
				b.rate[y*b.n+g] *= toStart
			}
		}
	}
	b.sum()
	for range rounds {
		b.improve(sample, degree)
	}
	return b
}

// sample takes some customers' lookers, those who read everybody left out.
func (l *Log) sample() (lookers [][]int32, degree []float64) {
	step := max(1, (len(l.Lookers)+learnedFrom-1)/learnedFrom)
	degree = make([]float64, len(l.People))
	for c := 0; c < len(l.Lookers); c += step {
		var who []int32
		for _, y := range l.Lookers[c] {
			if !l.batch[y] {
				who = append(who, y)
				degree[y]++
			}
		}
		lookers = append(lookers, who)
	}
	return lookers, degree
}

// improve puts customers into blocks by the rates, and counts the rates anew.
func (b *blocks) improve(sample [][]int32, degree []float64) {
	post, size, weight := make([]float64, b.n), make([]float64, b.n), make([]float64, b.n)
	looks := make([]float64, len(b.rate))
	b.looks = looks
	for _, lookers := range sample {
		clear(post)
		b.likelihood(lookers, post, b.logs)
		weighted(post, post, b.share)
		for g, p := range post {
			size[g] += p
			weight[g] += p * b.touch(g, float64(len(lookers)), b.total)
		}
		for _, y := range lookers {
			for g, p := range post {
				looks[int(y)*b.n+g] += p
			}
		}
	}
	m := max(1, float64(len(sample)))
	for g := range b.n {
		b.share[g] = (size[g] + 1) / (m + float64(b.n))
	}
	for y := range degree {
		mean := max(degree[y]/m, 1e-9)
		for g := range b.n {
			b.rate[y*b.n+g] = (looks[y*b.n+g] + pseudo) / (weight[g] + pseudo/mean)
		}
	}
	b.sum()
}

func (b *blocks) sum() {
	clear(b.total)
	for i, r := range b.rate {
		b.total[i%b.n] += r
		b.logRate[i] = math.Log(r)
	}
	b.logs = b.logarithms(b.total)
}

func (b *blocks) logarithms(total []float64) []float64 {
	out := make([]float64, b.n)
	for g, t := range total {
		out[g] = math.Log(b.busy + t)
	}
	return out
}

// touch is the mean of a customer's touch who has d look-ups and is of block g,
// where the lookers' rates add up to total.
func (b *blocks) touch(g int, d float64, total []float64) float64 {
	return (b.busy + d) / (b.busy + total[g])
}

// likelihood adds to out its logarithm for a customer with these lookers, by
// block, where logs are those of busy and the lookers' rates.
func (b *blocks) likelihood(lookers []int32, out, logs []float64) {
	for _, y := range lookers {
		for g, x := range b.of(b.logRate, int(y)) {
			out[g] += x
		}
	}
	d := float64(len(lookers))
	for g := range out {
		out[g] -= (b.busy + d) * logs[g]
	}
}

// own says of which share of a block's look-ups somebody made themselves.
func (b *blocks) own(y, g int) float64 {
	sum := 0.0
	for i := g; i < len(b.looks); i += b.n {
		sum += b.looks[i]
	}
	return b.looks[y*b.n+g] / max(sum, 1e-12)
}

// weighted turns log-likelihoods into chances that add up to one, with these weights.
func weighted(out, logs, weight []float64) {
	top, sum := slices.Max(logs), 0.0
	for g, v := range logs {
		if v -= top; v < negligible {
			out[g] = 0
			continue
		}
		out[g] = weight[g] * math.Exp(v)
		sum += out[g]
	}
	for g := range out {
		out[g] /= max(sum, 1e-300)
	}
}
