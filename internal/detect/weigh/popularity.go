package weigh

import "gonum.org/v1/gonum/stat"

// popularity fits how unequal customers are: with a gamma law of how often each
// is in touch, somebody already looked up by d is looked up by another in
// proportion to d + busy (the negative binomial's shape, by moments).
func (l *Log) popularity() {
	var degrees []float64
	for _, lookers := range l.Lookers {
		d := 0.0
		for _, y := range lookers {
			if !l.batch[y] {
				d++
			}
		}
		degrees = append(degrees, d)
	}
	l.busy = 1e6
	if len(degrees) < 2 {
		return
	}
	mean, variance := stat.MeanVariance(degrees, nil)
	if variance > mean && mean > 0 {
		l.busy = min(l.busy, mean*mean/(variance-mean))
	}
}
