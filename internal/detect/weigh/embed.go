package weigh

import (
	"math"
	"math/rand/v2"
)

const (
	dimensions = 16 // of the space in which principals are put together
	iterations = 10 // of the power method
	trials     = 15 // of k-means
	quiet      = 4  // look-ups that are added to each customer's, so that those whom few know do not outweigh others
)

// embed puts principals into a space in which those with the same customers are
// near each other: the main directions of the normalised table of look-ups.
func embed(sample [][]int32, degree []float64, most int) [][]float64 {
	r := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- the same each time, as it must be
	people := len(degree)
	q := min(dimensions, most, people)
	v := make([][]float64, people)
	flat := make([]float64, people*q)
	mean := 0.0
	for _, d := range degree {
		mean += d / float64(people)
	}
	root := make([]float64, people)
	for y := range v {
		v[y] = flat[y*q : (y+1)*q]
		root[y] = 1 / math.Sqrt(degree[y]+mean+1e-9)
		for k := range v[y] {
			v[y][k] = r.NormFloat64()
		}
	}
	u := make([]float64, q)
	for round := range iterations {
		if round > 0 {
			orthogonal(v, q)
		}
		next := make([]float64, people*q)
		for _, lookers := range sample {
			clear(u)
			for _, y := range lookers {
				for k, x := range v[y] {
					u[k] += x * root[y]
				}
			}
			for _, y := range lookers {
				w := root[y] / float64(len(lookers)+quiet)
				row := next[int(y)*q : int(y+1)*q]
				for k, x := range u {
					row[k] += x * w
				}
			}
		}
		for y := range v {
			v[y] = next[y*q : (y+1)*q]
		}
	}
	for y := range v {
		norm := 1e-12
		for _, x := range v[y] {
			norm += x * x
		}
		norm = math.Sqrt(norm)
		for k := range v[y] {
			v[y][k] /= norm
		}
	}
	return v
}

// orthogonal makes the columns orthonormal (Gram and Schmidt).
func orthogonal(v [][]float64, q int) {
	for k := range q {
		for j := range k {
			dot := 0.0
			for y := range v {
				dot += v[y][k] * v[y][j]
			}
			for y := range v {
				v[y][k] -= dot * v[y][j]
			}
		}
		norm := 1e-300
		for y := range v {
			norm += v[y][k] * v[y][k]
		}
		norm = math.Sqrt(norm)
		for y := range v {
			v[y][k] /= norm
		}
	}
}

// cluster is k-means.
func cluster(v [][]float64, n int) []int {
	r := rand.New(rand.NewPCG(3, 4)) // #nosec G404 -- the same each time, as it must be
	label := make([]int, len(v))
	if len(v) == 0 {
		return label
	}
	q := len(v[0])
	centres := [][]float64{append([]float64(nil), v[r.IntN(len(v))]...)}
	near := make([]float64, len(v))
	for y := range near {
		near[y] = math.Inf(1)
	}
	far := func(a, b []float64) float64 {
		s := 0.0
		for k := range a {
			s += (a[k] - b[k]) * (a[k] - b[k])
		}
		return s
	}
	for len(centres) < n {
		sum := 0.0
		for y := range v {
			near[y] = min(near[y], far(v[y], centres[len(centres)-1]))
			sum += near[y]
		}
		x, at := r.Float64()*sum, 0
		for at = 0; at < len(v)-1 && x > near[at]; at++ {
			x -= near[at]
		}
		centres = append(centres, append([]float64(nil), v[at]...))
	}
	for range trials {
		for y := range v {
			best := math.Inf(1)
			for g, c := range centres {
				if d := far(v[y], c); d < best {
					best, label[y] = d, g
				}
			}
		}
		count := make([]float64, n)
		sums := make([]float64, n*q)
		for y := range v {
			count[label[y]]++
			for k, x := range v[y] {
				sums[label[y]*q+k] += x
			}
		}
		for g := range centres {
			if count[g] > 0 {
				for k := range q {
					centres[g][k] = sums[g*q+k] / count[g]
				}
			}
		}
	}
	return label
}
