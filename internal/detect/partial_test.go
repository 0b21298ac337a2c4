package detect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// parts deals a world's records out to n tallies.
func parts(w world, seed uint64, n int) []*tally {
	out := make([]*tally, n)
	for i := range out {
		out[i] = inMemory()
		out[i].stats = accesslog.Stats{Lines: int64(i), Bad: 1}
	}
	r := rand.New(rand.NewPCG(seed, 1))
	w.play(seed, func(rec *accesslog.Record) { out[r.IntN(n)].keep(filter{actions: []string{DefaultAction}}, rec) })
	return out
}

func TestPartialComesBack(t *testing.T) {
	w := world{agents: 10, customers: 500, lookups: 2000, batch: true}
	for _, part := range append(parts(w, 3, 2), inMemory()) {
		body, err := part.encode()
		if err != nil {
			t.Fatal(err)
		}
		got := inMemory()
		if err := got.decode(body); err != nil {
			t.Fatal(err)
		}
		again, err := got.encode()
		if err != nil || !bytes.Equal(again, body) {
			t.Errorf("the second encoding differs (%v)", err)
		}
		for name, l := range part.principals {
			if !slices.Equal(list(t, got, got.principals[name]), list(t, part, l)) {
				t.Errorf("%s has other look-ups", name)
			}
		}
		if !got.begin.Equal(part.begin) || !got.end.Equal(part.end) || got.stats.Lines != part.stats.Lines {
			t.Errorf("%s–%s, %+v", got.begin, got.end, got.stats)
		}
	}
}

// However the log is cut and in whatever order the parts are put together, the
// finding has the same bytes.
func TestMergingInAnyOrder(t *testing.T) {
	w := world{agents: 30, customers: 1500, lookups: 6000, batch: true, insiders: []theft{{9, 60, 6}}, unrelated: 4}
	set := w.play(5, func(*accesslog.Record) {})
	var want []byte
	for _, n := range []int{1, 2, 7} {
		for range 3 {
			all := parts(w, 5, n)
			rand.Shuffle(n, func(i, j int) { all[i], all[j] = all[j], all[i] })
			total := inMemory()
			for _, part := range all {
				body, err := part.encode()
				if err != nil {
					t.Fatal(err)
				}
				if err := total.decode(body); err != nil {
					t.Fatal(err)
				}
			}
			total.stats = accesslog.Stats{}
			got, err := json.Marshal(finding(total, set, 0))
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			if !bytes.Equal(got, want) {
				t.Fatalf("%d parts give another finding:\n%s\nwant\n%s", n, got, want)
			}
		}
	}
}

func TestBrokenPartial(t *testing.T) {
	part := parts(world{agents: 3, customers: 50, lookups: 100}, 1, 1)[0]
	whole, err := part.encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"empty": nil, "cut off": whole[:len(whole)-1], "too long": append(bytes.Clone(whole), 0), "header alone": whole[:20],
		"a size that cannot be": []byte(`{"stats":{},"principals":[{"principal":"a","customers":9000000000}]}` + "\nab"),
		"a negative size":       []byte(`{"stats":{},"principals":[{"principal":"a","customers":-1}]}` + "\nab"),
		"out of order":          []byte(`{"stats":{},"principals":[{"principal":"a","customers":2}]}` + "\n\x05\x00\x00\x00"),
	} {
		if err := inMemory().decode(body); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzDecodeTally(f *testing.F) {
	for seed := range uint64(3) {
		body, err := parts(world{agents: 2, customers: 9, lookups: 20}, seed, 1)[0].encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add(fmt.Appendf(nil, "%s\n", `{"principals":[{"principal":"a","customers":0}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got := inMemory()
		if err := got.decode(body); err != nil {
			return
		}
		for name, l := range got.principals {
			all := list(t, got, l)
			for i := range all {
				if i > 0 && all[i-1].customer >= all[i].customer {
					t.Fatalf("%s: look-ups out of order", name)
				}
			}
		}
	})
}
