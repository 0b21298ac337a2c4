package accesslog

import (
	"bytes"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// quick hands on the records of whole lines at the beginning of b for as long as
// they are laid out like earlier ones. It returns how many bytes and lines that
// took, and what keep returned. Of the line that it leaves nothing is said, not
// even whether it is a record: that is for parse.
func (p *parser) quick(b []byte, keep func(*Record) error) (taken int, lines int64, err error) {
	for taken < len(b) {
		rest, at := b[taken:], 0
		next := p.next[:p.forms.table.Lines(rest, p.next[:])]
		if len(next) == 0 {
			end := bytes.IndexByte(rest, '\n')
			place := p.form(rest[:end+1])
			if place < 0 {
				return taken, lines, nil
			}
			next = append(next, lanes.Line{End: int32(end), Form: int32(place)}) // #nosec G115 -- blocks are short
		}
		one, all := int(next[0].Form), len(next)
		for len(next) > 0 {
			if n := p.count(rest, at, next); n > 0 {
				at, lines, next = int(next[n-1].End)+1, lines+int64(n), next[n:]
				continue
			}
			line := rest[at : next[0].End+1]
			ok, err := p.take(line, &p.forms.forms[next[0].Form].found, keep)
			if !ok {
				return taken + at, lines, nil
			}
			at, lines, next = at+len(line), lines+1, next[1:]
			if err != nil {
				return taken + at, lines, err
			}
		}
		taken += at
		p.forms.meet(one, all) // it stands for all of them
	}
	return taken, lines, nil
}

// take hands on what was found in a line, or counts it. It returns false when the
// line may be no whole record.
func (p *parser) take(line []byte, f *found, keep func(*Record) error) (ok bool, err error) {
	at, size := p.clock.read(line[f.time.from:])
	if size != f.time.to-f.time.from {
		return false, nil
	}
	who := p.principal(line[f.principal.from:f.principal.to])
	if who == nil {
		return false, nil
	}
	if !who.Wanted && who.Number > 0 && p.tally.hand != nil {
		p.tally.add(who.Number, at)
		return true, nil
	}
	return true, keep(p.recordOf(line, f, who, at))
}

// recordOf makes the record of a line in which f was found.
func (p *parser) recordOf(line []byte, f *found, who *lanes.Name, at instant) *Record {
	if !who.Wanted {
		p.other.Time, p.other.Principal, p.other.Number = at.time(), p.names.text(who), int(who.Number)
		return &p.other
	}
	r := &p.record
	r.Time, r.Principal, r.Number, r.Action, r.Fields = at.time(), p.names.text(who), int(who.Number), f.action, f.fields
	r.CustomerID, r.TicketID, r.SourceIP = p.arena.copy(line, f.customer), p.arena.copy(line, f.ticket), p.arena.copy(line, f.sourceIP)
	return r
}

// form makes that of a line, with its end, that is laid out like an earlier one, and
// returns its place, or a negative one.
func (p *parser) form(line []byte) (place int) {
	if len(line) < lanes.MinSize {
		return invalid
	}
	found := p.match(line)
	if found == nil || found.customer.from == found.customer.to {
		return invalid
	}
	return p.forms.add(len(line), newForm(line, *found, p.places))
}

// A place is where the text of a value stands in a line, without quotes; the
// zero place is that of a value that is absent or null.
type place struct{ from, to int }

// found is what a line holds, but for what the places' texts are.
type found struct {
	time, principal, customer, ticket, sourceIP place
	action                                      string
	fields                                      []string
}

// match tries the shapes, first the one that fitted last.
func (p *parser) match(line []byte) *found {
	for k, s := range p.shapes {
		if !p.matches(s, line) {
			continue
		}
		if k > 0 {
			p.shapes[0], p.shapes[k] = s, p.shapes[0]
		}
		return &p.last
	}
	return nil
}

// matches fills p.last when a line has the shape, and p.places with the places
// of texts that may be others in the next line. Of the time it says no more than
// where it is.
func (p *parser) matches(s *shape, line []byte) bool {
	if !s.head.Begins(line) {
		return false
	}
	p.last, p.places = found{}, p.places[:0]
	i := len(s.head.Text)
slots:
	for k := range s.slots {
		sl := &s.slots[k]
		if sl.key == keyAction || sl.key == keyFields {
			for n := range sl.known {
				if v := &sl.known[n]; v.then.Begins(line[i:]) {
					p.last.set(sl.key, v)
					i += len(v.then.Text)
					continue slots
				}
			}
			if i = p.unknown(sl, line, i); i < 0 {
				return false
			}
		} else {
			from := i
			if i = plainText(line, from); i > 0 {
				text := place{from + 1, i - 1}
				p.places = append(p.places, text)
				p.last.put(sl.key, text)
			} else if i = sl.otherValue(line, from); i < 0 {
				return false
			}
		}
		if !sl.then.Begins(line[i:]) {
			return false
		}
		i += len(sl.then.Text)
	}
	return skipSpace(line, i) == len(line)
}

// put notes the place of a text.
func (f *found) put(key int, text place) {
	switch key {
	case keyTime:
		f.time = text
	case keyPrincipal:
		f.principal = text
	case keyCustomerID:
		f.customer = text
	case keyTicketID:
		f.ticket = text
	case keySourceIP:
		f.sourceIP = text
	}
}

// plainText returns the position behind a string that stands for itself, or a
// negative one.
func plainText(b []byte, i int) int {
	if i >= len(b) || b[i] != '"' {
		return invalid
	}
	if i = lanes.PlainEnd(b, i+1); i >= len(b) || b[i] != '"' {
		return invalid
	}
	return i + 1
}

// otherValue returns the position behind a value that is no plain text, or a
// negative one where a record cannot have it.
func (s *slot) otherValue(line []byte, i int) int {
	switch {
	case s.key == keyOther:
		return skipValue(line, i, 1)
	case s.key == keyTicketID || s.key == keySourceIP:
		return skipWord(line, i, "null")
	}
	return invalid
}

// unknown takes an action or a list that was not seen in its slot yet.
func (p *parser) unknown(s *slot, line []byte, i int) (end int) {
	if end = skipValue(line, i, 1); end < 0 {
		return invalid
	}
	v, why, ok := knownValue{}, "", true
	raw := string(line[i:end])
	if s.key == keyAction {
		v.action, why = p.known("action", raw)
	} else {
		v.fields, ok = p.list(raw)
	}
	if !ok || why != "" {
		return invalid
	}
	p.last.set(s.key, &v)
	s.know(raw, v)
	return end
}

func (f *found) set(key int, v *knownValue) {
	if key == keyAction {
		f.action = v.action
	} else {
		f.fields = v.fields
	}
}
