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
	met int // lately
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
	return &form{found: f, Form: lanes.NewForm(line, kinds)}
}

// forms holds those that were met, by their place in the table. Of the forms of one
// size, those met most come first.
type forms struct {
	table lanes.Table
	forms [lanes.Ways * lanes.Sizes]*form
	spots [lanes.Ways * lanes.Sizes]lanes.Spot
}

// meet notes that lines had a form, and lets it come before another once it is met
// more often.
func (all *forms) meet(place, lines int) {
	f := all.forms[place]
	if f.met += lines; place < lanes.Sizes {
		return
	}
	before := all.forms[place-lanes.Sizes]
	if f.met > before.met {
		all.set(place, before)
		all.set(place-lanes.Sizes, f)
	}
	if before.met > 1<<16 {
		before.met, f.met = before.met/2, f.met/2
	}
}

// add puts a form where none is, or one that is met less often, and returns its place.
func (all *forms) add(size int, f *form) (place int) {
	place = size % lanes.Sizes
	for place+lanes.Sizes < len(all.forms) && all.forms[place] != nil {
		place += lanes.Sizes
	}
	all.set(place, f)
	return place
}

func (all *forms) set(place int, f *form) {
	all.table.Set(place, f.Form)
	all.forms[place], all.spots[place] = f, f.spot()
}
