package lanes

import (
	"bytes"
	"slices"
)

// A Kind says what a byte of a form may be in another line.
type Kind byte

const (
	// Same is as in the line of which the form was made. The last byte, which ends
	// the line, is.
	Same Kind = iota
	// Text is what stands for itself in a JSON string.
	Text
	// Seen is Text that somebody else looks at: here it may be anything, even a line
	// end.
	Seen
)

// A Form is what lines of one size have in common. It has so many runs of each kind
// that lines of about the same size take the same way, and in itself, so that they are
// found at once.
type Form struct {
	texts  [3]run   // that have Text in them, or what is left over of others
	sames  [4]run   // others
	places [7]int32 // in a line, of all of them
	more   *Form    // of the line's runs
	size   int      // of a line, in bytes
}

// A run is 32 bytes of a form, 0 where a byte is not the Same.
type run [4]uint64

const (
	// MinSize is that of the shortest line that has a form.
	MinSize = runSize
	runSize = 32
)

// NewForm makes the form of a line of at least MinSize bytes, of which kinds has one
// each. What is the Same must not be 0.
func NewForm(line []byte, kinds []Kind) *Form {
	var texts, sames []int
	for at := 0; at < len(line); {
		if kinds[at] == Seen {
			at++
			continue
		}
		from := min(at, len(line)-runSize) // the last one may overlap those before
		if at = from + runSize; slices.Contains(kinds[from:at], Text) {
			texts = append(texts, from)
		} else {
			sames = append(sames, from)
		}
	}
	var f *Form
	for f == nil || len(texts) > 0 || len(sames) > 0 {
		f = &Form{size: len(line), more: f}
		for i := range f.texts {
			from := &texts
			if len(texts) == 0 && len(sames) > len(f.sames) {
				from = &sames
			}
			f.texts[i], f.places[i] = newRun(line, kinds, from)
		}
		for i := range f.sames {
			f.sames[i], f.places[len(f.texts)+i] = newRun(line, kinds, &sames)
		}
	}
	return f
}

// newRun makes the run of the next of some places, or where there is none, the line's
// last one.
func newRun(line []byte, kinds []Kind, places *[]int) (r run, at int32) {
	from := len(line) - runSize
	if p := *places; len(p) > 0 {
		from, *places = p[0], p[1:]
	}
	for k := range runSize {
		if kinds[from+k] == Same {
			r[k/8] |= uint64(line[from+k]) << (8 * (k % 8))
		}
	}
	return r, int32(from) // #nosec G115 -- lines that have a form are short
}

// fits looks at eight bytes of a line at a time, without decisions that depend on it.
func (f *Form) fits(line []byte) bool {
	if len(line) != f.size {
		return false
	}
	var differs uint64
	for ; f != nil; f = f.more {
		for k := range f.places {
			at := int(f.places[k])
			for lane := range len(run{}) {
				x := Load(line[at+8*lane : at+8*lane+8])
				if k < len(f.texts) {
					same := nonzero(f.texts[k][lane])
					differs |= (x^f.texts[k][lane])&same | stops(x&^same|spaces&same)
				} else {
					text := f.sames[k-len(f.texts)][lane]
					differs |= (x ^ text) & nonzero(text)
				}
			}
		}
	}
	return differs == 0
}

// nonzero has all bits of the bytes that are not 0.
func nonzero(x uint64) uint64 {
	const but = all &^ high
	set := (x&but + but | x) & high >> 7
	return set * 0xff
}

const (
	// Sizes is how many sizes of lines a Table tells apart: others share their places.
	Sizes = 512
	// Ways is how many forms there may be for lines of one size.
	Ways = 4
)

// A Table holds forms of lines. Of the Ways that lines of one size may go, those
// before the first that is empty are tried in turn, at the places of the size modulo
// Sizes, Sizes further on, and so on.
type Table struct {
	forms [Ways * Sizes]*Form
	least int // no form's size is less; 0: there is none
}

// Set puts a form in one of the places of its size.
func (t *Table) Set(place int, f *Form) {
	t.forms[place] = f
	if t.least == 0 || f.size < t.least {
		t.least = f.size
	}
}

// A Line is one that has a form.
type Line struct {
	End  int32 // where its line end is
	Form int32 // the form's place in the table
}

// Lines notes lines at the beginning of b, for as long as they have a form of the
// table and there is room, and returns how many. That no line ends within another is
// true where what is Seen holds no line end. A block must be shorter than 2 GB.
func (t *Table) Lines(b []byte, lines []Line) (n int) {
	if t.least == 0 || len(lines) == 0 {
		return 0
	}
	return t.lines(b, lines)
}

// slowly is lines without a processor's help. What cannot be the end of a line that
// has a form is not looked at.
func (t *Table) slowly(b []byte, lines []Line) (n int) {
	for at := 0; n < len(lines) && len(b)-at >= t.least; n++ {
		from := at + t.least - 1
		end := bytes.IndexByte(b[from:], '\n')
		if end < 0 {
			break
		}
		line := b[at : from+end+1]
		place := len(line) % Sizes
		for place < len(t.forms) && t.forms[place] != nil && !t.forms[place].fits(line) {
			place += Sizes
		}
		if place >= len(t.forms) || t.forms[place] == nil {
			break
		}
		at += len(line)
		lines[n] = Line{int32(at - 1), int32(place)} // #nosec G115 -- blocks are short
	}
	return n
}
