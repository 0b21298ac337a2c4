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
	size        int32  // of its text, in bytes; 0: no name
	number      int32  // from 1; 0 for one that is not kept
	other       int32  // the number of one who is not wanted, else 0
	wanted      bool
}

// names is where principals are looked up without a map.
type names struct {
	slots []name   // by hash; a power of two
	texts []string // by number, from 1
	seed  uint64   // nobody can choose names that have the same hash

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

// mix lets every bit of two numbers count.
func mix(x, y uint64) uint64 {
	high, low := bits.Mul64(x, y)
	return high ^ low
}

// hash says where to look first for a text that has these ends.
func (n *names) hash(first, last uint64) uint64 { return mix(n.seed^first, n.seed>>32^last) }

// is says whether a text has these ends and size, by which it is known up to 16 bytes.
func (e *name) is(first, last uint64, size int) bool {
	return (e.first^first)|(e.last^last)|uint64(int(e.size)^size) == 0 // #nosec G115 -- the same bits
}

// find returns the slot of a text: that which has it, or the one where it would be
// put. There must be slots.
func (n *names) find(text []byte) *name {
	first, last := ends(text)
	h := n.hash(first, last)
	for at := 8; at < len(text)-8; at += 8 { // of a longer text every byte counts
		h = mix(h^lanes.Load(text[at:]), n.seed)
	}
	for ; ; h++ {
		e := &n.slots[h&uint64(len(n.slots)-1)] // #nosec G115 -- there are some
		if e.is(first, last, len(text)) && (len(text) <= 16 || n.texts[e.number-1] == string(text)) || e.size == 0 {
			return e
		}
	}
}

// add gives a new name a number, and returns it until another one is added.
func (n *names) add(text string, wanted bool) *name {
	n.texts = append(n.texts, text)
	if spare*len(n.texts) > len(n.slots) {
		n.grow(4 * len(n.slots))
	}
	e := n.find([]byte(text))
	e.first, e.last = ends([]byte(text))
	e.size, e.number, e.wanted = int32(len(text)), int32(len(n.texts)), wanted // #nosec G115 -- bounded
	if !wanted {
		e.other = e.number
	}
	return e
}

func (n *names) grow(slots int) {
	old := n.slots
	n.slots = make([]name, slots)
	n.seed = rand.Uint64() // #nosec G404 -- a better one is not needed
	for _, e := range old {
		if e.size > 0 {
			*n.find([]byte(n.texts[e.number-1])) = e
		}
	}
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
	if e := p.names.find(text); e.size > 0 {
		return e
	}
	if len(text) == 0 || lanes.PlainEnd(text, 0) < len(text) {
		return nil
	}
	known, _ := p.known("principal", `"`+string(text)+`"`)
	if len(p.names.texts) == maxInterned {
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
