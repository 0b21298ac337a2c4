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
		id := alphabets[r.IntN(len(alphabets))]
		s, want := newSet(Query{Principals: []string{"a", "b"}}), newSet(Query{Principals: []string{"a", "b"}})
		for _, set := range []*set{s, want} {
			set.fields.sorted([]string{"email"})
			set.fields.sorted([]string{"name"})
		}
		var rolls []*roll
		for range r.IntN(9) {
			part := map[string][]visit{}
			for range r.IntN(80) {
				v := visit{Hour: int64(r.IntN(3)), Suspect: int32(r.IntN(2)), Fields: int32(r.IntN(3)), Outside: r.IntN(4) == 0,
					Events: 1, First: int64(r.IntN(99)), Last: int64(100 + r.IntN(99))}
				id := id(r)
				for _, list := range []map[string][]visit{part, want.Customers} {
					if !want.fields.join(list[id], v) {
						list[id] = append(list[id], v)
					}
				}
			}
			for _, visits := range part {
				sortVisits(visits)
			}
			rolls = append(rolls, rollOf(part))
		}
		want.tidy()
		s.fields = want.fields // unions of fields are numbered as they come
		s.book, s.Customers = s.gather(rolls), nil
		got, places, met := map[string][]visit{}, []string{}, 0
		for _, p := range s.book.places {
			places = append(places, s.book.id(p))
		}
		for id, visits := range s.lists() {
			got[id] = visits
			met++
			if !reflect.DeepEqual(s.visitsOf(id), visits) {
				t.Fatalf("seed %d: %q has %v when looked for, want %v", seed, id, s.visitsOf(id), visits)
			}
		}
		if len(want.Customers) != s.customers() || met != len(places) || len(got) > 0 && !reflect.DeepEqual(got, want.Customers) || !slices.Equal(places, slices.Sorted(maps.Keys(want.Customers))) {
			t.Fatalf("seed %d: %d places of %d customers, want %d, in order:\n%v\n%v", seed, len(places), len(got), len(want.Customers), got, want.Customers)
		}
		if s.visitsOf("nobody's id") != nil {
			t.Fatalf("seed %d: somebody is found who is in no roll", seed)
		}
	}
}
