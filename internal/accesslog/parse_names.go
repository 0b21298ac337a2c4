package accesslog

import (
	"math/bits"
	"math/rand/v2"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// A name is a principal's, as it was seen.
type name struct {
	first, last uint64 // of its text, see ends
	size        int32  // of its text, in bytes
	number      int32  // from 1; 0 for one that is not kept
	counted     uint32 // records in the hour at hand
	wanted      bool
}

// names is where principals are looked up without a map.
type names struct {
	all   []name   // by number, from 1
	texts []string // theirs
	slots []uint32 // numbers by hash, 0 where there is none; a power of two
	seed  uint64   // nobody can choose names that have the same hash

	stranger string // the text of the last name that was not kept
}

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

// slot is the first one to try.
func (n *names) slot(text []byte, first, last uint64) uint64 {
	h := n.seed + uint64(len(text))
	for at := 8; at < len(text)-8; at += 8 {
		h = mix(h ^ lanes.Load(text[at:]))
	}
	return mix(mix(h^first) ^ last)
}

func (n *names) at(slot uint64) *uint32 {
	return &n.slots[slot&uint64(len(n.slots)-1)] // #nosec G115 -- there are some
}

// mix lets every bit of x count in every bit of what it returns.
func mix(x uint64) uint64 {
	high, low := bits.Mul64(x, 0x9e3779b97f4a7c15)
	return high ^ low
}

// find returns a name that was added, or nil.
func (n *names) find(text []byte) *name {
	if len(n.slots) == 0 {
		return nil
	}
	first, last := ends(text)
	for at := n.slot(text, first, last); ; at++ {
		number := *n.at(at)
		if number == 0 {
			return nil
		}
		e := &n.all[number-1]
		if e.first == first && e.last == last && int(e.size) == len(text) && (len(text) <= 16 || n.texts[number-1] == string(text)) {
			return e
		}
	}
}

// spare is how many slots there are for a name, so that most are found at once.
const spare = 8

// add gives a new name a number, and returns it until another one is added.
func (n *names) add(text string, wanted bool) *name {
	e := name{size: int32(len(text)), number: int32(len(n.all) + 1), wanted: wanted} // #nosec G115 -- bounded
	e.first, e.last = ends([]byte(text))
	n.all, n.texts = append(n.all, e), append(n.texts, text)
	if spare*len(n.all) <= len(n.slots) {
		n.place(len(n.all))
	} else {
		n.slots = make([]uint32, max(spare<<8, 2*len(n.slots)))
		n.seed = rand.Uint64() // #nosec G404 -- a better one is not needed
		for number := range n.all {
			n.place(number + 1)
		}
	}
	return &n.all[len(n.all)-1]
}

func (n *names) place(number int) {
	text := []byte(n.texts[number-1])
	first, last := ends(text)
	at := n.slot(text, first, last)
	for *n.at(at) != 0 {
		at++
	}
	*n.at(at) = uint32(number) // #nosec G115 -- bounded
}

// text is that of a name.
func (n *names) text(e *name) string {
	if e.number == 0 {
		return n.stranger
	}
	return n.texts[e.number-1]
}

// principal finds the name that a text is, or nil when it is none that stands for
// itself.
func (p *parser) principal(text []byte) *name {
	if e := p.names.find(text); e != nil {
		return e
	}
	if len(text) == 0 || lanes.PlainEnd(text, 0) < len(text) {
		return nil
	}
	known, _ := p.known("principal", `"`+string(text)+`"`)
	if len(p.names.all) == maxInterned {
		p.names.stranger = known
		return &name{wanted: p.isWanted(known)}
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
