package weigh

import (
	"cmp"
	"math"
	"slices"
)

const (
	perRange   = 30   // of X's customers that a range of likeness should hold
	maxRanges  = 20   // of likeness
	compared   = 4096 // customers at most that a profile looks at on either side
	overlap    = 3    // prior look-ups in common, in multiples of what chance gives
	peers      = 20   // others whose customers overlap most, to compare with
	closeness  = 0.7  // logarithm of how many times more than chance their customers must overlap
	peersPrior = 5    // hits, seen and expected, before any of theirs count
	prior      = 20   // X's customers that the company's own popularity stands for
)

// A profile tells which customers X looks up: how many times more often than an
// average customer, by who else looked them up.
type profile struct {
	who   int
	batch []bool
	busy  float64
	lift  []float32 // by looker: logarithm of how much more often than chance X's customers are theirs
	less  []float32 // by looker: the same without the customer in question, who is X's
	near  steps     // by the sum of lifts: X's share, in multiples of what contact alone gives
	ratio steps     // by guess: X's share, in multiples of an average customer's
	shape []float64 // mean guess by range of ratio

	closest []int // those whose customers overlap most with theirs
}

// guess is how often X may look up such a customer, in no unit: in proportion to
// how often anybody does, and to how near the customer is to X.
func (p *profile) guess(k known) float64 {
	if k.lookers == 0 {
		return p.busy
	}
	return (k.lookers + p.busy) * p.near.at(k.mean())
}

func (l *Log) profile(x int) *profile {
	if l.profiles[x] == nil {
		l.profiles[x] = l.newProfile(x)
	}
	return l.profiles[x]
}

func (l *Log) newProfile(x int) *profile {
	p := &profile{who: x, batch: l.batch, busy: l.busy, lift: make([]float32, len(l.People)), less: make([]float32, len(l.People))}
	own := l.People[x].Seen
	if !l.alone {
		p.lifts(l, own)
	}
	mine, all := l.compare(p, own)
	for i := range mine {
		mine[i].x, mine[i].weight = mine[i].mean(), mine[i].lookers+l.busy
	}
	for i := range all {
		all[i].x, all[i].weight = all[i].mean(), all[i].lookers+l.busy
	}
	p.near = fit(known.informed, mine, all)
	isotonic(p.near.values, p.near.weights)
	for i := range mine {
		mine[i].x = p.guess(mine[i])
		mine[i].weight = mine[i].x
	}
	for i := range all {
		all[i].x = p.guess(all[i])
		all[i].weight = all[i].x
	}
	p.ratio = fit(known.any, mine, all)
	p.level(all)
	return p
}

// level makes the ratios, which are relative to the guess, relative to an average
// customer. A customer who looks more like X's must not be less likely X's, which
// also joins customers whom X alone looked up with others.
func (p *profile) level(all []known) {
	n := len(p.ratio.values)
	count, sum := make([]float64, n), 0.0
	p.shape = make([]float64, n)
	for _, k := range all {
		r := p.ratio.index(k.x)
		count[r] += k.count
		p.shape[r] += k.count * k.x
		sum += k.count
	}
	mean := 0.0
	for r := range n {
		mean += p.shape[r] / max(sum, 1)
		p.shape[r] /= max(count[r], 1)
	}
	for r := range n {
		p.ratio.values[r] *= p.shape[r] / max(mean, 1e-12)
	}
	isotonic(p.ratio.values, count)
	for r := 1; r < n; r++ { // where there is nobody to compare with
		p.ratio.values[r] = max(p.ratio.values[r], p.ratio.values[r-1])
	}
}

// lifts says how much more X and each other share than chance gives, drawn
// towards the mean of all: companies with busy customers share more anyway.
func (p *profile) lifts(l *Log, own []int32) {
	common := make([]float64, len(l.People))
	for _, c := range own {
		for _, y := range l.Lookers[c] {
			common[y]++
		}
	}
	expected := make([]float64, len(l.People))
	share := float64(len(own)) / max(1, float64(l.Customers)/l.Scale)
	var sum, mean float64
	for y := range l.People {
		if y != p.who && !l.batch[y] {
			expected[y] = share * float64(len(l.People[y].Seen))
			sum += common[y]
			mean += expected[y]
		}
	}
	if mean == 0 || sum == 0 {
		return
	}
	mean = sum / mean
	for y := range l.People {
		if y != p.who && !l.batch[y] {
			e := expected[y]*mean + overlap
			p.lift[y] = float32(math.Log((common[y] + overlap) / e))
			p.less[y] = float32(math.Log((max(common[y]-1, 0) + overlap) / e))
		}
	}
	for y := range l.People {
		if p.lift[y] > closeness {
			p.closest = append(p.closest, y)
		}
	}
	slices.SortFunc(p.closest, func(a, b int) int { return cmp.Compare(p.lift[b], p.lift[a]) })
	p.closest = slices.Clone(p.closest[:min(len(p.closest), peers)])
}

// known is what is known of a customer without looking at whether X looked them
// up; count is how many customers it stands for. The fit in hand is by x, with
// that weight.
type known struct{ lifts, lookers, count, x, weight float64 }

func (k known) informed() bool { return k.lookers > 0 }
func (k known) any() bool      { return true }

// of sums up everybody else who looked a customer up. What X's own look-up of
// them added to the lifts is left out: else X's customers would look alike
// because they are X's.
func (p *profile) of(lookers []int32, own bool) known {
	lift := p.lift
	if own {
		lift = p.less
	}
	k := known{count: 1}
	for _, y := range lookers {
		if int(y) != p.who && !p.batch[y] {
			k.lookers++
			k.lifts += float64(lift[y])
		}
	}
	return k
}

// reported is the same of a customer who reported.
func (p *profile) reported(looks []Look) known {
	lift := p.lift
	for _, k := range looks {
		if int(k.Who) == p.who {
			lift = p.less
		}
	}
	k := known{count: 1}
	for _, look := range looks {
		if y := look.Who; int(y) != p.who && !p.batch[y] {
			k.lookers++
			k.lifts += float64(lift[y])
		}
	}
	return k
}

// compare looks at X's customers and at everybody's.
func (l *Log) compare(p *profile, own []int32) (mine, all []known) {
	step := max(1, len(own)/compared)
	for i := 0; i < len(own); i += step {
		mine = append(mine, p.of(l.Lookers[own[i]], true))
	}
	seen := make(map[int32]bool, len(own))
	for _, c := range own {
		seen[c] = true
	}
	step = max(1, len(l.Lookers)/compared)
	for c := 0; c < len(l.Lookers); c += step {
		k := p.of(l.Lookers[c], seen[int32(c)]) // #nosec G115 -- an index of Lookers
		k.count = float64(step)
		all = append(all, k)
	}
	// And those whom nobody looked up.
	if unseen := float64(l.Customers)/l.Scale - float64(len(l.Lookers)); unseen > 0 {
		all = append(all, known{count: unseen})
	}
	return mine, all
}

// relative is how many times more often than an average customer X looks up one
// with these lookers, who reported. Customers may report the more the more they
// are in touch, so the report counts as one contact more.
func (p *profile) relative(looks []Look) float64 {
	k := p.reported(looks)
	guess := p.guess(k)
	r := p.ratio.index(guess)
	within := 1.0
	if p.shape[r] > 0 {
		within = guess * (k.lookers + 1 + p.busy) / (k.lookers + p.busy) / p.shape[r]
	}
	return p.ratio.values[r] * within
}

// mean lift, drawn towards none for customers of whom little is known.
func (k known) mean() float64 { return k.lifts / (k.lookers + 1) }
