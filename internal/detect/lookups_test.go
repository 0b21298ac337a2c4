package detect

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func TestMoment(t *testing.T) {
	for _, at := range []time.Time{noon, noon.Add(time.Millisecond), time.Unix(0, 0).UTC(), time.Date(1960, 5, 6, 7, 8, 9, 0, time.UTC)} {
		for _, ticket := range []bool{false, true} {
			m := momentOf(at.In(time.FixedZone("", 3600)), ticket)
			if !m.time().Equal(at) || m.ticket() != ticket {
				t.Errorf("%s with ticket %t came back as %s, %t", at, ticket, m.time(), m.ticket())
			}
		}
	}
	if momentOf(noon, true) >= momentOf(noon.Add(time.Millisecond), false) {
		t.Error("a ticket makes an access later than one of the next millisecond")
	}
}

func TestLookupsKeepTheFirstOfEachCustomer(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var l lookups
	want := map[customer]moment{}
	for range 50_000 {
		a := access{customer(r.IntN(3000)), moment(r.IntN(1_000_000))}
		l.add(a)
		if first, ok := want[a.customer]; !ok || a.at < first {
			want[a.customer] = a.at
		}
		if len(l.list) > 2*3000+1024 {
			t.Fatalf("%d entries for 3,000 customers", len(l.list))
		}
	}
	l.settle()
	if len(l.list) != len(want) || !slices.IsSortedFunc(l.list, func(a, b access) int { return int(a.customer) - int(b.customer) }) {
		t.Fatalf("%d customers, want %d, sorted", len(l.list), len(want))
	}
	for c, at := range want {
		if got, ok := l.first(c); !ok || got != at {
			t.Fatalf("first access to %d: %d %t, want %d", c, got, ok, at)
		}
	}
	if _, ok := l.first(3000); ok {
		t.Error("found a customer who was never looked up")
	}
}
