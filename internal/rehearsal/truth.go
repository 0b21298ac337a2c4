package rehearsal

import (
	"maps"
	"slices"
	"time"
)

// Truth is what really happened, taken from the events as they were written.
type Truth struct {
	Customers int
	Insider   string   // principal in the log, and name of the IAM user
	Busiest   string   // the agent with the most work, who is honest
	Affected  []string // ids of all whom the insider read, sorted

	// Those of the affected who can be written to, by id: their address.
	Mail        map[string]string
	Unreachable []string          // in the directory, without a usable address
	Departed    []string          // not in the directory any more
	Bouncing    map[string]string // of Mail, those whose address bounces

	First, Last time.Time      // the insider's first and last look-up
	Events      int            // the insider's look-ups
	ByCountry   map[string]int // of the affected in the directory
	ByLanguage  map[string]int

	Reports, Explained int       // all reports; those of customers whom the insider read before the call
	Lines, Broken      int64     // lines of the log; broken ones among them
	LostFrom, LostTo   time.Time // hours that the log has lost

	// Planted are texts that may appear nowhere but in the people's own files:
	// ids, names and addresses of the affected, and ticket ids.
	Planted []string
}

func (p *plan) truth(s *seen, reports []report) Truth {
	t := Truth{
		Customers: len(p.customers), Insider: p.thief(), Busiest: p.agents[0].name,
		Mail: map[string]string{}, Bouncing: map[string]string{},
		ByCountry: map[string]int{}, ByLanguage: map[string]int{},
		Reports: len(reports), Lines: s.lines, Broken: s.broken, LostFrom: p.quiet.from, LostTo: p.quiet.to,
	}
	read := slices.Concat(s.byInsider...) // in order of time
	t.First, t.Last, t.Events = read[0].at, read[len(read)-1].at, len(read)
	firstRead := map[string]time.Time{}
	planted := map[string]bool{}
	for _, a := range read {
		c := p.customers[a.customer]
		if a.ticket != 0 {
			planted[ticketID(a.ticket)] = true
		}
		if _, again := firstRead[c.id]; again {
			continue
		}
		firstRead[c.id] = a.at
		for _, text := range []string{c.id, c.name, c.email} {
			planted[text] = true
		}
		t.count(c)
	}
	t.Affected = slices.Sorted(maps.Keys(firstRead))
	for _, word := range noAddress {
		delete(planted, word)
	}
	t.Planted = slices.Sorted(maps.Keys(planted))
	for _, r := range reports {
		if at, ok := firstRead[r.customer]; ok && at.Before(r.called) {
			t.Explained++
		}
	}
	return t
}

func (t *Truth) count(c customer) {
	if c.left {
		t.Departed = append(t.Departed, c.id)
		return
	}
	t.ByCountry[c.place.country]++
	t.ByLanguage[c.place.language]++
	switch {
	case !c.reachable():
		t.Unreachable = append(t.Unreachable, c.id)
		return
	case c.bounces():
		t.Bouncing[c.id] = c.email
	}
	t.Mail[c.id] = c.email
}
