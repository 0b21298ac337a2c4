package scope

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A visit is what one suspect did to one customer's record within one hour, on
// one side of the query's bounds.
type visit struct {
	First, Last int64 // nanoseconds into the hour
	Hour        int32 // since 1970 in UTC
	Fields      int32 // that were seen: place in the set's fieldTable
	Events      uint32
	Suspect     uint16 // place in Query.Principals
	Outside     bool   // before the query's From or from its To on
}

func (v visit) span() span {
	start := hourStart(int64(v.Hour))
	return span{start.Add(time.Duration(v.First)), start.Add(time.Duration(v.Last))}
}

// A set is what was found in a part of the log: what the suspects touched, at any
// time, and how much everybody did when. Its memory grows with the customers
// found, the objects and the peers, not with the log.
//
// Sets of parts of a log are merged in any order into the set of the whole. A
// part need not come from reading the log: whoever knows of an object when
// events happened, how many of whom, and what the suspects touched can fill in
// the same fields.
type set struct {
	Stats   accesslog.Stats
	Objects []*object
	InLog   []int64 // all events of each principal, of any action
	Peers   *peers
	rolls   []*roll // what the suspects touched
	book    *book   // all of the rolls, once it is tidy
	fields  *fieldTable
	pace    func() peerPace // the peers', when it was begun
	// Summarised is nil when everything was read.
	Summarised *Summarised

	object  *object  // that is being read
	touches touches  // in it, not yet in a roll
	ofDay   dayTally // of others in it, not yet with the peers
}

func newSet(q Query) *set {
	s := &set{InLog: make([]int64, len(q.Principals)), Peers: newPeers(q.Principals), fields: newFieldTable()}
	s.begin("")
	s.Objects = nil
	return s
}

// begin says of which object the next records are.
func (s *set) begin(name string) {
	s.object = &object{Name: name, Hours: map[int64]int64{}}
	s.Objects = append(s.Objects, s.object)
}

// end says that the object is read, and what could not be.
func (s *set) end(stats accesslog.Stats) {
	s.object.settle()
	s.ofDay.settle(s.Peers, 0)
	s.object.Damaged = len(stats.Damaged) > 0
	s.object.Bad = stats.Bad - int64(len(stats.Damaged))
	s.enrol()
}

// keep takes one record of the log.
func (s *set) keep(q *Query, r *accesslog.Record) error {
	hour := s.object.add(r.Time)
	suspect := s.Peers.add(r.Principal, r.Number, hour, 1)
	if suspect < 0 {
		return nil
	}
	s.InLog[suspect]++
	s.touch(q, suspect, hour, r)
	return nil
}

// tally takes records of others than the suspects.
func (s *set) tally(t *accesslog.Tally) {
	s.object.tally(t)
	hour := hourOf(t.First)
	if day := dayOf(hour); day != s.ofDay.day {
		s.ofDay.settle(s.Peers, day)
	}
	for _, of := range t.Each {
		if !s.ofDay.add(of) {
			s.Peers.add(of.Principal, of.Number, hour, of.Events)
		}
	}
}

// touch takes one record of a suspect.
func (s *set) touch(q *Query, suspect int, hour int64, r *accesslog.Record) {
	if !slices.Contains(q.Actions, r.Action) || r.CustomerID == "" {
		return
	}
	at := int64(r.Time.Sub(hourStart(hour)))
	v := visit{Hour: int32(hour), Suspect: uint16(suspect), Fields: s.fields.of(r.Fields), Outside: !q.within(r.Time), Events: 1, First: at, Last: at} // #nosec G115 -- see visit
	if s.touches.add(r, v); len(s.touches.visits) == maxTouches {
		s.enrol()
	}
}

// merge adds what was found in another part; other is not to be used after it.
func (s *set) merge(other *set) {
	s.Stats.Add(other.Stats)
	s.Objects = append(s.Objects, other.Objects...)
	for p, n := range other.InLog {
		s.InLog[p] += n
	}
	s.Summarised = s.Summarised.With(other.Summarised)
	s.Peers.merge(other.Peers)
	if other.enrol(); other.book != nil {
		other.rolls = []*roll{other.book.roll()}
	}
	s.adopt(other.rolls, other.fields)
}

// adopt takes over rolls with the table that numbers their fields.
func (s *set) adopt(rolls []*roll, fields *fieldTable) {
	if fields == s.fields {
		s.rolls = append(s.rolls, rolls...)
		return
	}
	table := s.fields.adopt(fields)
	for _, r := range rolls {
		for i := range r.visits {
			r.visits[i].Fields = table[r.visits[i].Fields]
		}
	}
	s.rolls = append(s.rolls, rolls...)
}

// beginPace takes the peers' pace while other things are done. From then on
// nobody is to be added.
func (s *set) beginPace() (pace func() peerPace) {
	if s.pace == nil {
		s.pace = sync.OnceValue(s.Peers.pace)
		go s.pace()
	}
	return s.pace
}

// tidy brings a merged set into one order, whatever the order of its parts.
func (s *set) tidy() {
	slices.SortFunc(s.Objects, func(a, b *object) int { return strings.Compare(a.Name, b.Name) })
	s.enrol()
	s.book, s.rolls = s.gather(s.rolls, processors(customersIn(s.rolls))), nil
}
