package accesslog

import (
	"strings"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// A shape is the layout of one writer's lines: everything but the values. A
// line that has a known shape needs no search for keys, but every byte of it is
// still looked at: what is not a value must be equal, and what is a value must
// be one.
type shape struct {
	head  lanes.Literal // through to the first value
	slots []slot
}

// A slot is the place of a value.
type slot struct {
	key  int
	then lanes.Literal // what follows, through to the next value or the closing brace
	// known are the values of an action or a list that were seen here, for which
	// a comparison is enough.
	known []knownValue
}

type knownValue struct {
	then   lanes.Literal // the value as written and what follows it
	action string
	fields []string
}

const (
	maxShapes      = 8
	maxShapeLength = 4 << 10 // bytes of a line that is learnt from
	maxKnown       = 8
)

// learn remembers the shape of a line that holds a whole record. Where lines have
// many shapes it costs more than it saves, so then it is done now and then only.
func (p *parser) learn(line string) {
	if len(p.shapes) == maxShapes {
		if p.missed++; p.missed%64 != 0 {
			return
		}
	}
	s := shapeOf(line)
	switch {
	case s == nil:
	case len(p.shapes) < maxShapes:
		p.shapes = append(p.shapes, s)
	default:
		p.shapes[maxShapes-1] = s
	}
}

// shapeOf takes a line that holds a whole record, and returns its shape, or nil.
func shapeOf(line string) *shape {
	if len(line) > maxShapeLength || line[0] != '{' {
		return nil
	}
	line = strings.Clone(line)
	s := &shape{}
	from, i := 0, 1 // behind the last value, and where the next member begins
	for {
		start, name := skipKey(line, skipSpace(line, i))
		if start < 0 {
			return nil
		}
		s.follow(line[from:start])
		s.slots = append(s.slots, slot{key: wanted(name)})
		from = skipValue(line, start, 1)
		if i = skipSpace(line, from); line[i] != ',' {
			break
		}
		i++
	}
	s.follow(line[from:])
	s.lastCounts()
	return s
}

// follow sets what stands behind the last slot.
func (s *shape) follow(text string) {
	if len(s.slots) == 0 {
		s.head = lanes.NewLiteral(text)
	} else {
		s.slots[len(s.slots)-1].then = lanes.NewLiteral(text)
	}
}

// lastCounts makes of a key that stands several times all but the last another key.
func (s *shape) lastCounts() {
	for i := range s.slots {
		for _, later := range s.slots[i+1:] {
			if later.key == s.slots[i].key {
				s.slots[i].key = keyOther
			}
		}
	}
}

// know remembers a value of the slot.
func (s *slot) know(raw string, v knownValue) {
	if len(s.known) < maxKnown && len(raw) <= maxShapeLength {
		v.then = lanes.NewLiteral(raw + s.then.Text)
		s.known = append(s.known, v)
	}
}
