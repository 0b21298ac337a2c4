package accesslog

// A form is a shape whose values have fixed lengths, so that everything in it
// has its place. Whether a line has it is seen eight bytes at a time, without
// decisions in between: what is no value must be equal, and so must actions and
// lists, of which there are few; other values must be text that stands for
// itself. Then the line holds what found says, but for its time and principal,
// at which fits does not look.
type form struct {
	found
	size   int // of the line, in bytes, with its end
	runs   []run
	values []valueWord
}

// A run is 32 bytes of a line.
type run struct {
	fixed [4]uint64 // bits that are no value's
	text  [4]uint64 // what they are; zero elsewhere
	plain [4]uint64 // bits of texts that stand for themselves
}

const runSize = 32 // bytes; a shorter line has no form

// A valueWord is eight bytes of a line in which values are.
type valueWord struct {
	at    int
	value uint64 // bits
	plain uint64 // stands in the place of the others
}

// newForm makes the form of a line in which f was found. values are the places of
// its texts.
func newForm(line []byte, f found, values []place) *form {
	free, plain := make([]byte, len(line)), make([]byte, len(line))
	for _, v := range values {
		for i := v.from; i < v.to; i++ {
			free[i] = 0xff
			if v != f.time && v != f.principal {
				plain[i] = 0xff
			}
		}
	}
	l := &form{found: f, size: len(line)}
	for at := 0; at < len(line); at += runSize {
		at := min(at, len(line)-runSize) // the last run overlaps the one before
		var r run
		for k := range r.fixed {
			r.fixed[k] = ^load8(free[at+8*k:])
			r.text[k] = load8(line[at+8*k:]) & r.fixed[k]
			r.plain[k] = load8(plain[at+8*k:])
		}
		l.runs = append(l.runs, r)
	}
	for _, v := range values {
		if v == f.time || v == f.principal {
			continue
		}
		for at := v.from; at < v.to; at += 8 {
			at := max(0, min(at, v.to-8)) // the last word overlaps the one before
			mask := load8(plain[at:])
			l.values = append(l.values, valueWord{at, mask, ' ' * lowBits &^ mask})
		}
	}
	return l
}

// fitsWords is fits eight bytes at a time.
func (f *form) fitsWords(line []byte) bool {
	var differs uint64
	at := 0
	for k := range f.runs {
		r := &f.runs[k]
		at = min(at, len(line)-runSize)
		b := line[at : at+runSize]
		differs |= (load8(b)&r.fixed[0] ^ r.text[0]) | (load8(b[8:])&r.fixed[1] ^ r.text[1]) |
			(load8(b[16:])&r.fixed[2] ^ r.text[2]) | (load8(b[24:])&r.fixed[3] ^ r.text[3])
		at += runSize
	}
	for k := range f.values {
		v := &f.values[k]
		differs |= stopsIn(load8(line[v.at:v.at+8])&v.value | v.plain)
	}
	return differs == 0
}

// forms holds those that were met, by size modulo its length.
type forms [1 << 9][ways]*form

const ways = 4 // forms of one size

// of finds the form of a line. Those met most come first.
func (all *forms) of(line []byte) *form {
	set := &all[len(line)%len(all)]
	for k, f := range set {
		if f == nil {
			break
		}
		if f.size == len(line) && f.fits(line) {
			if k > 0 {
				set[k], set[k-1] = set[k-1], f
			}
			return f
		}
	}
	return nil
}

// add puts a form where one was that is met less often.
func (all *forms) add(f *form) {
	set := &all[f.size%len(all)]
	for k := range set {
		if set[k] == nil || k == ways-1 {
			set[k] = f
			return
		}
	}
}
