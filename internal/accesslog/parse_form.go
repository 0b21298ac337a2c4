package accesslog

import (
	"slices"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// A form is a shape whose values have fixed lengths, so that everything in it
// has its place. Whether a line has it is seen many bytes at a time, without
// decisions in between: what is no value must be equal, and so must actions and
// lists, of which there are few; other values must be text that stands for
// itself. Then the line holds what found says, but for its time, which is still to
// be looked at.
type form struct {
	found
	size int // of the line, in bytes, with its end
	runs []lanes.Run
}

// newForm makes the form of a line in which f was found. texts are the places of
// what may be another text in the next line.
func newForm(line []byte, f found, texts []place) *form {
	fixed := slices.Repeat([]bool{true}, len(line))
	for _, text := range texts {
		clear(fixed[text.from:text.to])
	}
	return &form{found: f, size: len(line), runs: lanes.Runs(line, fixed)}
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
		if f.size == len(line) && lanes.Fit(f.runs, line) {
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
