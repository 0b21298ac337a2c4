package weigh

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

const (
	closeness = 2 // times that those of a block must look up its customers more often than an average one
	leastSeen = 3 // reported customers, more than expected, that colleagues must have seen to say anything
)

// Peers are those who look up most of the same customers as a principal.
type Peers struct {
	Count    int
	Seen     int     // reported customers whom they looked up before the call, added up
	Expected float64 // how many were likely if reports came from everybody alike
	Shared   bool    // so many more that the reports are about something that they share
}

// compare looks at the peers, for a person who reads the finding: the chances
// allow for what the reports have in common already.
func (c *Case) compare() {
	block := c.log.kinds[c.Who].block
	if common := c.log.blocks.of(c.log.common, block); common[block] < closeness {
		return
	}
	likely := c.log.likely(block, c.mix.usual)
	peer := map[int32]bool{}
	for y, kind := range c.log.kinds {
		if y != c.Who && kind.block == block && !c.log.batch[y] {
			peer[int32(y)] = true // #nosec G115 -- an index of People
			c.Peers.Count++
			p := &c.log.People[y]
			for j, r := range c.reports {
				n := p.counts(r.Call - c.grace)
				c.Peers.Expected += min(1, floats.Sum(n[:])/float64(c.log.Customers)*likely[j])
			}
		}
	}
	for _, r := range c.reports {
		for _, k := range r.Looks {
			if _, ok := k.class(r.Call - c.grace); ok && peer[k.Who] {
				c.Peers.Seen++
			}
		}
	}
	// Some always do by chance, and few say nothing.
	c.Peers.Shared = float64(c.Peers.Seen) > c.Peers.Expected+2*math.Sqrt(c.Peers.Expected)+leastSeen
}
