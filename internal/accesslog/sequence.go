package accesslog

import (
	"fmt"
	"slices"
	"sort"
)

// A sequence is the numbers by which a log counts its records. What they leave out
// within an object is missing there: somebody took records out, or they were never
// written. The records need not stand in the order of their numbers.
type sequence struct {
	label string
	seen  int64       // records with a number
	runs  []numberRun // sorted, with numbers left out between them
	blind int64       // records since the last number that have none that could be read
	mixed bool        // there are too many runs
}

// A numberRun is numbers of which none is left out.
type numberRun struct {
	first, last int64
	line        int64 // of the record with the first number
	blind       int64 // records before it that have none that could be read
}

// maxRuns bounds what is held of one object. Numbers that several objects share
// make as many runs as they have records.
const (
	maxRuns = 1 << 12
	fewRuns = 10 // more, one for every four records, are no count
)

// newSequence is nil where the log has no such numbers.
func newSequence(m Mapping) *sequence {
	if m.names()[roleSequence] == "" {
		return nil
	}
	return &sequence{label: m.Sequence}
}

// begin forgets the object before.
func (s *sequence) begin() {
	if s != nil {
		s.seen, s.runs, s.blind, s.mixed = 0, s.runs[:0], 0, false
	}
}

// note takes the number of a record in a line; "" where it has none or is none.
func (s *sequence) note(text string, line int64) {
	if s == nil || s.mixed {
		return
	}
	n, ok := digits(text)
	if !ok {
		s.blind++
		return
	}
	run := numberRun{n, n, line, s.blind}
	s.seen, s.blind = s.seen+1, 0
	i := len(s.runs)
	if i > 0 && n <= s.runs[i-1].last {
		i = sort.Search(i, func(i int) bool { return n <= s.runs[i].last })
	}
	switch {
	case i < len(s.runs) && n >= s.runs[i].first: // again
	case i > 0 && s.runs[i-1].last == n-1:
		if s.runs[i-1].last = n; i < len(s.runs) && s.runs[i].first == n+1 {
			s.runs[i-1].last = s.runs[i].last
			s.runs = slices.Delete(s.runs, i, i+1)
		}
	case i < len(s.runs) && s.runs[i].first == n+1:
		s.runs[i].first, s.runs[i].line = n, line
	default:
		s.runs = slices.Insert(s.runs, i, run)
		s.mixed = len(s.runs) > maxRuns
	}
}

// settle says at the end of an object what the numbers leave out.
func (s *sequence) settle(name string, stats *Stats) {
	if s == nil || len(s.runs) == 0 {
		return
	}
	if s.mixed || len(s.runs) > fewRuns && 4*int64(len(s.runs)) > s.seen {
		stats.bad(name, s.runs[0].line, s.label+" does not count the records of this file one by one: whether some are missing cannot be told by it")
		return
	}
	for i, run := range s.runs[1:] {
		if before := s.runs[i].last; run.first-before-1 > run.blind {
			stats.lost(name, run.line, run.first-before-1-run.blind, fmt.Sprintf("%s goes from %d to %d before it", s.label, before, run.first))
		}
	}
}
