package accesslog

import (
	"strings"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// A name is a principal's, as it was seen.
type name struct {
	lanes.Literal
	number int
	wanted bool
}

// names is where principals are looked up without a map, by a number made of
// their bytes. Too many with the same number push each other out, which costs
// time and changes nothing.
type names [1 << 8][6]name

const spread = 0x9e3779b97f4a7c15 // odd, its bits as good as random

// principal finds the name that a text is, or nil when it is none that stands for
// itself.
func (p *parser) principal(text []byte) *name {
	n := len(text)
	if n == 0 {
		return nil
	}
	h := uint64(n)
	if n >= 8 {
		h = lanes.Load(text[n-8:]) + lanes.Load(text)*spread
	} else {
		for _, c := range text {
			h = h<<8 | uint64(c)
		}
	}
	h ^= h >> 29 // names differ at their ends, whose bits are the highest
	set := &p.names[h*spread>>(64-8)]
	for k := range set {
		if e := &set[k]; len(e.Text) == n && e.Begins(text) {
			return e
		}
	}
	if lanes.PlainEnd(text, 0) < n {
		return nil
	}
	known, _ := p.known("principal", `"`+string(text)+`"`)
	copy(set[1:], set[:])
	number := p.numbers[known]
	if number == 0 && len(p.numbers) < maxInterned {
		number = len(p.numbers) + 1
		p.numbers[known] = number
	}
	set[0] = name{lanes.NewLiteral(known), number, p.isWanted(known)}
	return &set[0]
}

func (p *parser) isWanted(principal string) bool {
	return p.wanted == nil || p.wanted[principal]
}

// An arena holds copies of short texts. What was handed out never changes, but
// keeps what it shares its memory with alive.
type arena struct{ b strings.Builder }

const arenaSize = 32 << 10

func (a *arena) copy(line []byte, at place) string {
	if at.from == at.to {
		return ""
	}
	if a.b.Cap()-a.b.Len() < at.to-at.from {
		a.b = strings.Builder{}
		a.b.Grow(max(arenaSize, at.to-at.from))
	}
	from := a.b.Len()
	a.b.Write(line[at.from:at.to])
	return a.b.String()[from:]
}
