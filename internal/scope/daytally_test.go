package scope

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// Tallies summed up by day make the same peers as each on its own, whatever their
// order, without a number, and where a sum cannot be held.
func TestTalliesByDay(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		s, want := newSet(Query{Principals: []string{"3"}}), newPeers([]string{"3"})
		s.begin("object")
		for range 200 {
			at := time.Unix(int64(r.IntN(5*86400))-2*86400, 0).UTC()
			tally := &accesslog.Tally{First: at, Last: at}
			for number := range 8 {
				name := strconv.Itoa(number)
				if n := r.Uint32N([]uint32{9, math.MaxUint32}[r.IntN(50)/49]); n > 0 {
					tally.Each = append(tally.Each, accesslog.Tallied{Principal: name, Number: number, Events: n})
					want.add(name, number, hourOf(at), n)
				}
			}
			s.tally(tally)
		}
		s.end(accesslog.Stats{})
		if !reflect.DeepEqual(eventsByDay(s.Peers), eventsByDay(want)) {
			t.Fatalf("by day %v, each on its own %v", eventsByDay(s.Peers), eventsByDay(want))
		}
	}
}

// eventsByDay are the events of each principal by day.
func eventsByDay(p *peers) map[string]map[int64]uint32 {
	all := map[string]map[int64]uint32{}
	for name, row := range p.rows {
		all[name] = map[int64]uint32{}
		row.each(func(day int64, n uint32) { all[name][day] = n })
	}
	return all
}
