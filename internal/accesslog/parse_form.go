package accesslog

import (
	"slices"

	"github.com/tocsin-ir/tocsin/internal/lanes"
)

// A form is a shape whose values have fixed lengths, so that everything in it
// has its place. Whether lines have it is seen many bytes at a time, without
// decisions in between: what is no value must be equal, and so must actions and
// lists, of which there are few; other values must be text that stands for
// itself. Then the line holds what found says, but for its time and principal, which
// are still to be looked at.
type form struct {
	found
	*lanes.Form
	usual bool // count knows what it needs of its lines
	met   int  // lately
}

// newForm makes the form of a line in which f was found. texts are the places of
// what may be another text in the next line.
func newForm(line []byte, f found, texts []place) *form {
	kinds := make([]lanes.Kind, len(line))
	for _, text := range texts {
		kind := lanes.Text
		if text == f.time || text == f.principal {
			kind = lanes.Seen
		}
		copy(kinds[text.from:text.to], slices.Repeat([]lanes.Kind{kind}, text.to-text.from))
	}
	name := f.principal.to - f.principal.from
	usual := f.time.to-f.time.from == millisSize && name >= 8 && name <= 16
	return &form{found: f, Form: lanes.NewForm(line, kinds), usual: usual}
}

// forms holds those that were met. Of the forms of one size, those met most are in
// the first way.
type forms [ways]struct {
	table lanes.Table
	forms [lanes.Sizes]*form
}

const ways = 4

// first is the form of a size that is in the first way.
func (all *forms) first(size int) *form { return all[0].forms[size%len(all[0].forms)] }

// other finds the form of one line among those that are not in the first way.
func (all *forms) other(line []byte) *form {
	k := len(line) % len(all[0].forms)
	for way := 1; way < ways; way++ {
		f := all[way].forms[k]
		if f == nil {
			break
		}
		if all[way].table.Lines(line, make([]int32, 1)) > 0 {
			all.rise(way, k)
			return f
		}
	}
	return nil
}

// rise changes the ways of a form that was met and the one before it, once it is
// met more often.
func (all *forms) rise(way, k int) {
	f, before := all[way].forms[k], all[way-1].forms[k]
	if f.met++; f.met > before.met {
		all.set(way, k, before)
		all.set(way-1, k, f)
	}
	if before.met > 64 {
		before.met, f.met = before.met/2, f.met/2
	}
}

// add puts a form where one was that is met less often.
func (all *forms) add(size int, f *form) {
	k := size % len(all[0].forms)
	for way := range all {
		if all[way].forms[k] == nil || way == ways-1 {
			all.set(way, k, f)
			return
		}
	}
}

func (all *forms) set(way, k int, f *form) {
	all[way].table.Set(f.Form)
	all[way].forms[k] = f
}
