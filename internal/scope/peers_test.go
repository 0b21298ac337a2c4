package scope

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
)

// Of many principals a sample is counted: the same ones, with all their events,
// whatever the order of the log and however it is cut into parts.
func TestPeersAreSampledAlikeInAnyOrder(t *testing.T) {
	const principals = 3*maxPeers + 100
	suspects := []string{"agent-3", "agent-77", "nobody"}
	type look struct {
		principal int
		day       int64
	}
	var log []look
	for i := range principals {
		for d := range 1 + i%3 {
			log = append(log, look{i, int64(20000 + 40*d)})
		}
	}
	var want string
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 8))
		r.Shuffle(len(log), func(i, j int) { log[i], log[j] = log[j], log[i] })
		parts := make([]*peers, 1+r.IntN(5))
		for i := range parts {
			parts[i] = newPeers(suspects)
		}
		for i, l := range log {
			number := 0 // a reader that does not number principals
			if seed%2 == 0 {
				number = l.principal + 1
			}
			suspect := parts[i%len(parts)].add(fmt.Sprint("agent-", l.principal), number, l.day*24+7, 1)
			if isOne := l.principal == 3 || l.principal == 77; isOne != (suspect >= 0) {
				t.Fatalf("agent-%d is taken for suspect %d", l.principal, suspect)
			}
		}
		all := newPeers(suspects)
		for _, p := range parts {
			all.merge(p)
		}
		for i := range principals {
			name := fmt.Sprint("agent-", i)
			if n := 0; all.rows[name] != nil {
				all.rows[name].each(func(_ int64, events uint32) { n += int(events) })
				if n != 1+i%3 {
					t.Fatalf("%s has %d events, want %d: one who is in the sample is in it whole", name, n, 1+i%3)
				}
			}
		}
		for i, s := range suspects {
			if all.rows[s] == nil || all.rows[s].suspect != i {
				t.Errorf("the suspect %s is not in the sample", s)
			}
		}
		if n := len(all.rows); n > maxPeers || n < maxPeers/2 {
			t.Errorf("%d are counted, want at most %d, and not far fewer", n, maxPeers)
		}
		got, err := json.Marshal(all.rows)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(got)
		}
		if string(got) != want {
			t.Errorf("order %d, in %d parts: another sample than before, so that the same log would give other windows", seed, len(parts))
		}
	}
}

// A day's factor is the peers' median, so that one who does ten times the usual
// makes no day busy, and a day on which all do twice as much is no suspect's doing.
func TestPeerPace(t *testing.T) {
	p := newPeers([]string{"suspect"})
	for day := range int64(20) {
		for i := range 9 {
			n := 30
			if day == 7 {
				n = 60
			}
			if i == 0 && day == 9 {
				n = 300
			}
			for range n {
				p.add(fmt.Sprint("peer-", i), 0, day*24, 1)
			}
		}
		for range 1000 {
			p.add("suspect", 0, day*24, 1)
		}
	}
	p.add("seen once", 0, 24, 1)
	pace := p.pace()
	if pace.peers != 9 || pace.of(3) != 1 || pace.of(7) != 2 || pace.of(9) != 1 || pace.of(99) != 1 {
		t.Errorf("%d peers; usual day %g, busy day %g, one peer's rush %g, nobody's day %g; want 9, 1, 2, 1, 1: suspects and who has no usual pace are no peers",
			pace.peers, pace.of(3), pace.of(7), pace.of(9), pace.of(99))
	}
}
