package scope

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// However many objects and sets touches come in, and however many more there are
// than one roll is made of, everybody has the visits that a plain map gives.
func TestTouchesAreGatheredExactly(t *testing.T) {
	q, err := NewQuery([]string{"agent-1", "agent-2"}, nil, "", "")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		parts := make([]*set, 3)
		for i := range parts {
			parts[i] = newSet(q)
		}
		want := map[string][]visit{}
		fields, few := newFieldTable(), 1+r.IntN(30_000)
		for object := range 4 {
			s := parts[r.IntN(len(parts))]
			s.begin(fmt.Sprint(object))
			for range r.IntN(2 * maxTouches) {
				suspect, hour := r.IntN(2), r.IntN(40)
				seen := [][]string{nil, {"name"}, {"email", "name"}}[r.IntN(3)]
				record := accesslog.Record{Time: at(float64(hour)), Principal: q.Principals[suspect], Action: DefaultAction, CustomerID: fmt.Sprintf("customer-%d", r.IntN(few)), Fields: seen}
				if err := s.keep(&q, &record); err != nil {
					t.Fatal(err)
				}
				v := visit{Hour: int32(hourOf(record.Time)), Suspect: uint16(suspect), Fields: fields.of(seen), Events: 1}
				if id := record.CustomerID; !fields.join(want[id], v) {
					want[id] = append(want[id], v)
				}
			}
			s.end(accesslog.Stats{})
		}
		all := newSet(q)
		for _, s := range parts {
			all.merge(s)
		}
		all.tidy()
		table := fields.adopt(all.fields)
		got := map[string][]visit{}
		for id, visits := range all.book.lists() {
			for i := range visits {
				visits[i].Fields = table[visits[i].Fields]
			}
			got[id] = visits
		}
		for _, visits := range want {
			sortVisits(visits)
		}
		if all.book.customers != len(want) || !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %d customers, want %d; %v", seed, all.book.customers, len(want), slices.Sorted(maps.Keys(want))[:1])
		}
	}
}
