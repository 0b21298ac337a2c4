package scope

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// A book of rolls is what filling a map with the same visits gives: a customer
// who stands in it twice would be counted twice.
func TestBookIsTheMapOfItsRolls(t *testing.T) {
	alphabets := []func(r *rand.Rand) string{
		func(r *rand.Rand) string { return fmt.Sprintf("C-%08d", r.IntN(300)) },
		func(r *rand.Rand) string { return fmt.Sprint(r.IntN(500)) },
		func(r *rand.Rand) string { return "same beginning, longer than eight letters "[:20+r.IntN(22)] },
		func(r *rand.Rand) string {
			return string([]byte{'a', 0, 'b', 0xff}[:1+r.IntN(4)]) + "\x00é"[:r.IntN(3)]
		},
	}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 5))
		usual, others := alphabets[r.IntN(len(alphabets))], r.IntN(3) == 0
		id := func(r *rand.Rand) string {
			if others && r.IntN(60) == 0 { // some rolls are numbers then, and some texts
				return alphabets[r.IntN(len(alphabets))](r)
			}
			return usual(r)
		}
		s, want := newSet(Query{Principals: []string{"a", "b"}}), map[string][]visit{}
		s.fields.sorted([]string{"email"})
		s.fields.sorted([]string{"name"})
		var rolls []*roll
		for range r.IntN(9) {
			part := map[string][]visit{}
			for range r.IntN(80) {
				v := visit{Hour: int32(r.IntN(3)), Suspect: uint16(r.IntN(2)), Fields: int32(r.IntN(3)), Outside: r.IntN(4) == 0,
					Events: 1, First: int64(r.IntN(99)), Last: int64(100 + r.IntN(99))}
				id := id(r)
				for _, list := range []map[string][]visit{part, want} {
					if !s.fields.join(list[id], v) {
						list[id] = append(list[id], v)
					}
				}
			}
			rolls = append(rolls, rollOf(part))
		}
		for _, visits := range want {
			sortVisits(visits)
		}
		s.book = s.gather(rolls, 1+r.IntN(4))
		got, places, met := map[string][]visit{}, []string{}, 0
		for _, p := range s.book.order() {
			places = append(places, s.book.id(p))
		}
		for id, visits := range s.book.lists() {
			got[id] = visits
			met++
			if !reflect.DeepEqual(s.book.visitsOf(id), visits) {
				t.Fatalf("seed %d: %q has %v when looked for, want %v", seed, id, s.book.visitsOf(id), visits)
			}
		}
		if len(want) != s.book.customers || met != len(places) || len(got) > 0 && !reflect.DeepEqual(got, want) || !slices.Equal(places, slices.Sorted(maps.Keys(want))) {
			t.Fatalf("seed %d: %d places of %d customers, want %d, in order:\n%v\n%v", seed, len(places), len(got), len(want), got, want)
		}
		if s.book.visitsOf("nobody's id") != nil {
			t.Fatalf("seed %d: somebody is found who is in no roll", seed)
		}
	}
}
