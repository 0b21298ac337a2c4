package detect

import (
	"runtime"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// The case that Tocsin is measured by, at 1:100: 12 reports, of which 5 have
// nothing to do with the thief, 300 agents with a million look-ups, and a job
// that reads 120,000 customers.
func TestTheInsiderIsNamed(t *testing.T) {
	w := world{agents: 300, customers: 120_000, lookups: 1_000_000, batch: true, insiders: []theft{{40, 680, 7}}, unrelated: 5}
	before := heap()
	log := inMemory()
	set := w.play(1, func(r *accesslog.Record) { log.keep(filter{actions: []string{DefaultAction}}, r) })
	used := (heap() - before) >> 20
	start := time.Now()
	f := finding(log.until(set.Latest()), set, 0)
	if f.Decision != Confident || f.Named[0] != agentName(40) || f.Reports != 12 || f.Customers != 120_000 || f.Principals != 301 {
		t.Fatalf("%s %v: %s", f.Decision, f.Named, f.Reason)
	}
	t.Logf("%s (%s, %d MB)", f.Reason, time.Since(start).Round(time.Millisecond), used)
	if used > 60 {
		t.Errorf("the look-ups take %d MB, want at most 60", used)
	}
	runtime.KeepAlive(log)
}

func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// decisions plays a world with many seeds and counts decisions; named counts who was named.
func decisions(w world, seeds int) (count map[string]int, named map[string]int) {
	count, named = map[string]int{}, map[string]int{}
	for seed := range uint64(seeds) {
		f := w.finding(seed)
		count[f.Decision]++
		if f.Decision == Confident {
			named[f.Named[0]]++
		}
	}
	return count, named
}

// A smaller company, so that many can be played: each agent sees more of it,
// which makes it harder.
var company = world{agents: 60, customers: 2_000, lookups: 5_000, batch: true}

const seeds = 40 // package simulate plays many more

func TestPower(t *testing.T) {
	w := company
	w.insiders, w.unrelated = []theft{{20, 70, 7}}, 5
	count, named := decisions(w, seeds)
	t.Logf("12 reports, 5 of them unrelated: %v", count)
	if named[agentName(20)] < seeds*93/100 {
		t.Errorf("the insider is named in %d of %d companies", named[agentName(20)], seeds)
	}
	if len(named) > 1 {
		t.Errorf("somebody else is named: %v", named)
	}
}

// Without an insider nobody must be named, not even where the customers who are
// in touch with support most are those who report most. There the plain test
// alone would accuse somebody in one company of ten, or, where few customers make
// most of the contacts, in nine of ten.
func TestNobodyInnocentIsNamed(t *testing.T) {
	even, busy := company, company
	even.unrelated = 12
	busy.unrelated, busy.busy, busy.busyReport = 12, 1, true
	crowded, extreme := busy, busy
	crowded.lookups *= 3
	extreme.busy, extreme.batch = 1.7, false
	for name, w := range map[string]world{"even": even, "busy customers report more": busy, "and are looked up more": crowded, "and are few": extreme} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			count, named := decisions(w, seeds)
			t.Logf("%v", count)
			if count[Confident] > 2 { // one in a hundred, and what so few companies may add by chance
				t.Errorf("%d of %d companies accuse somebody innocent: %v", count[Confident], seeds, named)
			}
		})
	}
}

func TestTwoInsiders(t *testing.T) {
	w := company
	w.insiders, w.unrelated = []theft{{20, 70, 6}, {30, 70, 6}}, 3
	both := 0
	for seed := range uint64(seeds / 2) {
		f := w.finding(seed)
		if f.Decision == NoBreach {
			t.Errorf("seed %d: no breach: %s", seed, f.Reason)
		}
		if f.Decision == NeedsHuman && len(f.Named) == 2 {
			both++
		}
	}
	t.Logf("both are named in %d of %d", both, seeds/2)
	if both < seeds/2*80/100 {
		t.Errorf("both insiders are named in %d of %d companies only", both, seeds/2)
	}
}
