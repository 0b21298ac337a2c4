package scope

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// Merging keeps so many bytes of heap for an affected customer who was looked up
// in three hours, in three batches, with a year of 300 peers beside them (285
// when this was last measured). 68,000 likewise, in 1,000 batches of 6,000 peers and
// 8,000 objects, were merged and joined with a directory of 476,000 in 172 to
// 189 MB resident, and with ten look-ups each in 209 to 226; 256 are allowed.
func TestMergeIsSmall(t *testing.T) {
	const customers, batches, most = 20_000, 50, 600
	q, err := NewQuery([]string{"agent-1"}, nil, "", "")
	if err != nil {
		t.Fatal(err)
	}
	var stored [batches][]byte
	for n := range batches {
		s := newSet(q)
		s.begin(fmt.Sprintf("2025/01/%03d.jsonl", n))
		keep := func(hour int, principal, customer string) {
			r := accesslog.Record{Time: at(float64(hour)), Principal: principal, Action: DefaultAction, CustomerID: customer, Fields: []string{"email", "name"}}
			if err := s.keep(&q, &r); err != nil {
				t.Fatal(err)
			}
		}
		for i := range customers {
			if (i+n)%batches%17 == 0 && (i+n)%batches < 51 { // in three batches
				keep(n*168+i%100, "agent-1", fmt.Sprintf("cust-%09d", i))
			}
		}
		for p := range 300 {
			keep(n*168, fmt.Sprint("peer-", p), "cust-000000001")
		}
		s.end(accesslog.Stats{})
		s.tidy()
		if stored[n], err = s.encode(); err != nil {
			t.Fatal(err)
		}
	}
	before := heap()
	all := newSet(q)
	for _, body := range stored {
		part, err := decode(q, body)
		if err != nil {
			t.Fatal(err)
		}
		all.merge(part)
	}
	all.tidy()
	grown := heap() - before
	runtime.KeepAlive(stored)
	if len(all.affected()) != customers {
		t.Fatalf("%d are affected, want %d", len(all.affected()), customers)
	}
	if each := grown / customers; each > most {
		t.Errorf("%d bytes for each of the affected, want at most %d: Lambda's memory bounds how many there may be", each, most)
	} else {
		t.Logf("%d bytes for each of the affected", each)
	}
}

// heap is what is alive, in bytes.
func heap() uint64 {
	runtime.GC()
	runtime.GC() // what had a finaliser is gone now, too
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
