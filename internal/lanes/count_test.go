package lanes

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// Both ways of counting count the same lines, where names share their places, times
// and names are changed in a byte, and a count is full.
func TestCountsAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	counted := 0
	for range 4000 {
		var spots [Ways * Sizes]Spot
		names, seed := make([]Name, 128), r.Uint64()
		full, room := math.MaxUint32-r.Uint32N(2), 30+r.IntN(3)
		var block []byte
		var lines []Line
		for range 64 {
			place, gap := r.IntN(8), r.IntN(8)
			name := fmt.Sprintf("%0*d", 8+place+r.IntN(30)/29, r.IntN(31))
			line := fmt.Appendf(nil, "%*s2025-03-01T08:15:%02d.%03dZ %s %s\n", place+gap, "", r.IntN(60), r.IntN(1000), name, bytes.Repeat([]byte{'"'}, 7-gap))
			if len(name) == 8+place { // else it is no name of this form
				remember(names, seed, name, r)
			}
			if r.IntN(30) == 0 {
				line[place+gap+r.IntN(33)] = byte(r.IntN(256))
			}
			at := (place*8 + gap) * 7
			spots[at] = Spot{Time: int32(place + gap), From: int32(place + gap + MillisSize + 1), To: int32(place + gap + MillisSize + 9 + place), Usual: at < 440}
			block = append(block, line...)
			lines = append(lines, Line{int32(len(block) - 1), int32(at)})
		}
		from := r.IntN(len(lines))
		var found [2]Count
		var n [2]int
		for i, count := range []func(*Count, []byte, int, []Line) int{(*Count).Lines, (*Count).slowly} {
			c := &found[i]
			*c = Count{
				Spots: &spots, ToMinute: Load([]byte("2025-03-01T08:15")), Minute: Load([]byte("01T08:15")), Names: names, Seed: seed,
				Counts: make([]uint32, room), Met: make([]int32, 0, 64), First: math.MaxUint64,
			}
			c.Counts[room/2] = full
			at := 0
			if from > 0 {
				at = int(lines[from-1].End) + 1
			}
			n[i] = count(c, block, at, lines[from:])
		}
		if n[0] != n[1] || !reflect.DeepEqual(found[0], found[1]) {
			t.Fatalf("%d lines, but slowly %d, from the %d. of\n%s\n%v\n%v", n[0], n[1], from, block, found[0], found[1])
		}
		counted += n[0]
	}
	if counted < 8_000 {
		t.Errorf("only %d lines were counted: this tests nothing", counted)
	}
}

// remember puts a name into a table, with a number that it may have.
func remember(names []Name, seed uint64, text string, r *rand.Rand) {
	first, last := Load([]byte(text)), Load([]byte(text[len(text)-8:]))
	for h := Hash(seed, first, last); ; h++ {
		e := &names[h%uint64(len(names))]
		if e.Is(first, last, len(text)) {
			return
		}
		if e.Size == 0 {
			*e = Name{First: first, Last: last, Size: int32(len(text)), Other: 1 + r.Int32N(31)*min(1, r.Int32N(40))}
			if r.IntN(40) == 0 {
				e.Other, e.Wanted = 0, true
			}
			return
		}
	}
}
