package weigh

import "slices"

const (
	dirichlet = 1 // reports that the company's own mix of blocks stands for
	mixing    = 8 // rounds
)

// A mix is what the reports tell about their customers, X's own look-ups left out.
type mix struct {
	ratios []float64   // by report: how many times more often than an average customer X looks them up
	known  []bool      // by report: somebody else looked them up
	touch  [][]float64 // by report and block: the chance of the block times how often they are in touch
	usual  [][]float64 // the same if the reports' customers were like the company's
}

// mixed says what the reports' customers are like. Customers may report the more
// the more they are in touch, so a report counts as one contact more. And
// reports may be about some blocks more than others, whatever the cause: for each
// report, how much is learned from the others. So X is compared with what X's work
// makes likely among such customers.
func (p *profile) mixed(reports []Report) mix {
	logs, post, degree := p.table(len(reports)), p.table(len(reports)), make([]float64, len(reports))
	var lookers []int32
	for j, r := range reports {
		lookers = lookers[:0]
		for _, k := range r.Looks {
			lookers = append(lookers, k.Who)
		}
		degree[j] = p.without(lookers, logs[j]) + 1
		for g := range logs[j] {
			logs[j][g] -= p.logs[g]
		}
		weighted(post[j], logs[j], p.share)
	}
	m := mix{touch: p.table(len(reports)), usual: p.table(len(reports)), ratios: make([]float64, len(reports)), known: make([]bool, len(reports))}
	p.touches(m.usual, post, degree)
	sum, weight := make([]float64, p.n), make([]float64, p.n)
	for range mixing {
		clear(sum)
		for j := range post {
			for g, v := range post[j] {
				sum[g] += v
			}
		}
		for j := range post {
			for g, v := range post[j] {
				weight[g] = dirichlet*p.share[g] + max(0, sum[g]-v)
			}
			weighted(post[j], logs[j], weight)
		}
	}
	p.touches(m.touch, post, degree)
	for j := range post {
		guess := p.guess(post[j], degree[j])
		m.known[j] = degree[j] > 1
		m.ratios[j] = guess * p.ratio.at(guess, !m.known[j]) / p.mean
	}
	return m
}

// least is what all but one of so many ratios reach, of customers whom somebody
// else looked up: the others may be anybody's.
func (m *mix) least(of int) float64 {
	if len(m.ratios) == 0 {
		return 1
	}
	ratios := slices.Clone(m.ratios)
	for j, known := range m.known {
		if !known {
			ratios[j] = 0
		}
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/of]
}

func (p *profile) touches(out, post [][]float64, degree []float64) {
	for j := range post {
		for g, v := range post[j] {
			out[j][g] = v * p.touch(g, degree[j], p.rest)
		}
	}
}

func (p *profile) table(rows int) [][]float64 {
	flat, out := make([]float64, rows*p.n), make([][]float64, rows)
	for j := range out {
		out[j] = p.of(flat, j)
	}
	return out
}
