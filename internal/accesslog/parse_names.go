package accesslog

import (
	"math/rand/v2"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// names is where principals are looked up without a map.
type names struct {
	slots []lanes.Name // by hash; a power of two
	texts []string     // by number, from 1
	seed  uint64       // nobody can choose names that have the same hash

	stranger string // the text of the last name that was not kept
}

// spare is how many slots there are for a name, so that most are found at once.
const spare = 4

// ends are the first and the last eight bytes of a text, or all of a shorter one.
func ends(text []byte) (first, last uint64) {
	if n := len(text); n >= 8 {
		return lanes.Load(text), lanes.Load(text[n-8:])
	}
	for _, c := range text {
		first = first<<8 | uint64(c)
	}
	return first, first
}

// find returns the slot of a text: that which has it, or the one where it would be
// put. There must be slots.
func (n *names) find(text []byte) *lanes.Name {
	first, last := ends(text)
	h := lanes.Hash(n.seed, first, last)
	for at := 8; at < len(text)-8; at += 8 { // of a longer text every byte counts
		h = lanes.Mix(h^lanes.Load(text[at:]), n.seed)
	}
	for ; ; h++ {
		e := &n.slots[h&uint64(len(n.slots)-1)] // #nosec G115 -- there are some
		if e.Is(first, last, len(text)) && (len(text) <= 16 || n.texts[e.Number-1] == string(text)) || e.Size == 0 {
			return e
		}
	}
}

// add gives a new name a number, and returns it until another one is added.
func (n *names) add(text string, wanted bool) *lanes.Name {
	n.texts = append(n.texts, text)
	if spare*len(n.texts) > len(n.slots) {
		n.grow(4 * len(n.slots))
	}
	e := n.find([]byte(text))
	e.First, e.Last = ends([]byte(text))
	e.Size, e.Number, e.Wanted = int32(len(text)), int32(len(n.texts)), wanted // #nosec G115 -- bounded
	if !wanted {
		e.Other = e.Number
	}
	return e
}

func (n *names) grow(slots int) {
	old := n.slots
	n.slots = make([]lanes.Name, slots)
	n.seed = rand.Uint64() // #nosec G404 -- a better one is not needed
	for _, e := range old {
		if e.Size > 0 {
			*n.find([]byte(n.texts[e.Number-1])) = e
		}
	}
}

// text is that of a name.
func (n *names) text(e *lanes.Name) string {
	if e.Number == 0 {
		return n.stranger
	}
	return n.texts[e.Number-1]
}

// principal finds the name that a text is, or nil when it is none that stands for
// itself.
func (p *parser) principal(text []byte) *lanes.Name {
	if e := p.names.find(text); e.Size > 0 {
		return e
	}
	if len(text) == 0 || lanes.PlainEnd(text, 0) < len(text) {
		return nil
	}
	known, _ := p.known("principal", `"`+string(text)+`"`)
	if len(p.names.texts) == maxInterned {
		p.names.stranger = known
		return &lanes.Name{Wanted: p.isWanted(known)}
	}
	return p.names.add(known, p.isWanted(known))
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
