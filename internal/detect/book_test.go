package detect

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
)

// inMemory makes a tally that stores nothing.
func inMemory() *tally { return newTally(nil, 0) }

// finding weighs a tally that stores nothing, and so cannot fail.
func finding(t *tally, set customerreport.Set, directorySize int) Finding {
	f, err := find(t, set, directorySize)
	if err != nil {
		panic(err)
	}
	return f
}

// A book writes tallies by hand.
type book struct{ *tally }

func newBook() book { return book{inMemory()} }

// reads notes that p looked up the customers numbered from..to-1, at that time.
func (b book) reads(p string, at time.Time, ticket string, from, to int) book {
	for c := from; c < to; c++ {
		b.keep(filter{actions: []string{DefaultAction}}, &accesslog.Record{Time: at, Principal: p, Action: DefaultAction, CustomerID: customerName(c), TicketID: ticket})
	}
	return b
}

func called(at time.Time, customers ...int) customerreport.Set {
	var s customerreport.Set
	for _, c := range customers {
		s.Reports = append(s.Reports, customerreport.Report{CustomerID: customerName(c), CalledAt: at})
	}
	return s
}
