package detect

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// list is what a tally says of one principal.
func list(t testing.TB, all *tally, l *lookups) (out []access) {
	t.Helper()
	again := []access{}
	err := all.reader().each(l, func(block []access) { out = append(out, block...) }, func(block []access) { again = append(again, block...) })
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(out, again) {
		t.Fatal("the second visitor sees something else than the first")
	}
	return out
}

// A ledger counts plainly what a tally must have: the first look-up of each
// customer by each principal.
type ledger map[string]map[customer]moment

func (l ledger) note(who string, a access) {
	if l[who] == nil {
		l[who] = map[customer]moment{}
	}
	if first, ok := l[who][a.customer]; !ok || a.at < first {
		l[who][a.customer] = a.at
	}
}

func (l ledger) check(t *testing.T, got *tally) {
	t.Helper()
	if len(got.principals) != len(l) {
		t.Fatalf("%d principals, want %d", len(got.principals), len(l))
	}
	for who, customers := range l {
		var want []access
		for c, at := range customers {
			want = append(want, access{c, at})
		}
		slices.SortFunc(want, func(a, b access) int { return cmp.Compare(a.customer, b.customer) })
		have := list(t, got, got.principals[who])
		if !slices.Equal(have, want) {
			t.Fatalf("%s has %d customers, want %d, each once, sorted, and when they were looked up first", who, len(have), len(want))
		}
	}
}

// However little memory there is and however the log is dealt out, a tally has
// what counting with a map gives.
func TestTallyIsExact(t *testing.T) {
	action := filter{actions: []string{DefaultAction}}
	for _, c := range []struct {
		name                           string
		principals, customers, records int
		readers, limit, total          int
		stored                         bool
	}{
		{"all in memory", 20, 3000, 60_000, 2, 1 << 20, 1 << 20, false},
		{"no limit", 3, 300, 20_000, 3, 0, 0, false},
		{"sorted again and again, since nearly all are repeated", 3, 100, 60_000, 2, 700, 2000, false},
		{"one principal, most of it stored", 1, 40_000, 60_000, 1, 1000, 1000, true},
		{"many principals, most of it stored", 50, 3000, 100_000, 4, 5000, 7000, true},
		{"stored by the sum alone", 50, 3000, 50_000, 4, 1 << 20, 9000, true},
		{"stored at every access", 5, 50, 500, 2, 1, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(c.records)))
			var disk scratch
			defer disk.close()
			want, readers := ledger{}, make([]*tally, c.readers)
			for i := range readers {
				readers[i] = newTally(&disk, c.limit)
			}
			rec := accesslog.Record{Action: DefaultAction}
			for range c.records {
				rec.Principal, rec.CustomerID = agentName(r.IntN(c.principals)), customerName(r.IntN(c.customers))
				rec.Time = worldBegin.Add(time.Duration(r.IntN(1e6)) * time.Millisecond)
				if rec.TicketID = ""; r.IntN(2) > 0 {
					rec.TicketID = "T"
				}
				want.note(rec.Principal, access{fingerprint(rec.CustomerID), momentOf(rec.Time, rec.TicketID != "")})
				if err := readers[r.IntN(c.readers)].keep(action, &rec); err != nil {
					t.Fatal(err)
				}
			}
			total := newTally(&disk, c.total)
			for _, part := range readers {
				if c.limit > 0 && part.held > max(c.limit, 2*c.principals*c.customers) {
					t.Errorf("%d accesses are held, want at most %d", part.held, c.limit)
				}
				if err := total.merge(part); err != nil {
					t.Fatal(err)
				}
			}
			want.check(t, total)
			want.check(t, total) // reading changes nothing
			if (disk.n > 0) != c.stored {
				t.Errorf("%d accesses are stored; want some: %t", disk.n, c.stored)
			}
		})
	}
}

// Pieces that were emptied are filled again, and not piled up: partial results
// and sidecars bring their own.
func TestSparePiecesAreBounded(t *testing.T) {
	var disk scratch
	defer disk.close()
	const limit = 20 * largestPiece
	total := newTally(&disk, limit)
	for n := range 30 {
		part := inMemory()
		for i := range 10 * largestPiece {
			_ = part.add(part.of("a"), access{customer(n*limit + i), 1})
		}
		if err := total.merge(part); err != nil {
			t.Fatal(err)
		}
		if total.held+largestPiece*len(total.spare) > 2*limit {
			t.Fatalf("%d accesses and %d pieces to spare, want no more than twice the limit", total.held, len(total.spare))
		}
	}
}

// What is larger than a block comes in several.
func TestLargePrincipalComesInBlocks(t *testing.T) {
	var disk scratch
	defer disk.close()
	all := newTally(&disk, 300_000)
	l := all.of("svc-nightly")
	r := rand.New(rand.NewPCG(3, 4))
	want := map[customer]moment{}
	for range 1_200_000 {
		a := access{customer(r.Uint64N(700_000) * 26_352_491_533_873), moment(r.Uint32())}
		if first, ok := want[a.customer]; !ok || a.at < first {
			want[a.customer] = a.at
		}
		if err := all.add(l, a); err != nil {
			t.Fatal(err)
		}
	}
	blocks, n, last := 0, 0, customer(0)
	err := all.reader().each(l, func(block []access) {
		blocks++
		for _, a := range block {
			if n > 0 && a.customer <= last {
				t.Fatal("customers out of order")
			}
			if want[a.customer] != a.at {
				t.Fatal("not the first look-up")
			}
			n++
			last = a.customer
		}
	})
	if err != nil || n != len(want) || blocks < 2 {
		t.Errorf("%d customers in %d blocks, want %d in several (%v)", n, blocks, len(want), err)
	}
}

func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var s sorter
	for name, draw := range map[string]func() access{
		"fingerprints":                  func() access { return access{customer(r.Uint64()), moment(r.IntN(9))} },
		"few customers":                 func() access { return access{customer(r.IntN(3)) << 62, moment(r.IntN(1000))} },
		"one customer":                  func() access { return access{5, moment(r.Uint64())} },
		"all with the same first bits":  func() access { return access{customer(r.Uint64() >> 50), -moment(r.IntN(100))} },
		"all with the same last bits":   func() access { return access{customer(r.Uint64() << 50), moment(r.IntN(100))} },
		"a number of them, and as many": func() access { return access{customer(r.Uint64()) * customer(r.IntN(2)), moment(r.IntN(100))} },
	} {
		for _, n := range []int{0, 1, 2, 31, 33, 500, 5000, 200_000} {
			all := make([]access, n)
			for i := range all {
				all[i] = draw()
			}
			want := slices.Clone(all)
			slices.SortFunc(want, func(a, b access) int { return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.at, b.at)) })
			if s.sortBelow(all, 64, 0); !slices.Equal(all, want) {
				t.Errorf("%s: %d are not sorted", name, n)
			}
		}
	}
}

// What does not fit into memory is about people: nobody else must be able to
// read it, nor anybody later.
func TestScratchLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var disk scratch
	all := newTally(&disk, 100)
	for i := range 1000 {
		if err := all.add(all.of("a"), access{customer(i) << 50, 1}); err != nil {
			t.Fatal(err)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("while it is in use the folder has %v (%v), want no name", files, err)
	}
	raw := make([]byte, 1600)
	if _, err := disk.file.ReadAt(raw, 0); err != nil {
		t.Fatal(err)
	}
	if zeros := strings.Count(string(raw), "\x00\x00\x00\x00"); zeros > 2 { // nearly all of it, were it as in memory
		t.Error("accesses lie in the file as they are in memory")
	}
	disk.close()
	if _, err := disk.reserve(1); err == nil {
		if _, err := disk.file.WriteAt([]byte{1}, 0); err == nil {
			t.Error("the file is still open after close")
		}
	}
}

func TestScratchWithoutRoom(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/gone")
	all := newTally(&scratch{}, 10)
	var err error
	for i := 0; i < 10 && err == nil; i++ {
		err = all.add(all.of("a"), access{customer(i) << 50, 1})
	}
	if err == nil || !strings.Contains(err.Error(), "temporary file") {
		t.Errorf("%v, want an error that names what could not be made", err)
	}
}

// Opening the same record again costs no memory.
func TestRepeatedLookupsAreKnown(t *testing.T) {
	all := inMemory()
	rec := accesslog.Record{Action: DefaultAction, Principal: "a", CustomerID: "C1", TicketID: "T"}
	for i := range 1000 {
		rec.Time = noon.Add(time.Duration(i) * time.Second)
		_ = all.keep(filter{actions: []string{DefaultAction}}, &rec)
	}
	rec.Time = noon.Add(-time.Second) // a log is not always in order
	_ = all.keep(filter{actions: []string{DefaultAction}}, &rec)
	if got := fmt.Sprint(all.held, list(t, all, all.principals["a"])); got != fmt.Sprint(2, []access{{fingerprint("C1"), momentOf(rec.Time, true)}}) {
		t.Errorf("held and known: %s, want two look-ups, of which the earlier counts", got)
	}
}
