package simulate

// A Scenario is a company and what happens in it.
type Scenario struct {
	Name    string
	Plain   bool // the textbook's company: no regions, tickets or times
	Theft   Theft
	Reports []int // numbers of reports to try
	Limit   bool  // to be compared with the oracle
}

// Textbook is a company in which look-ups tell nothing but who knew whom:
// workloads fall as Zipf's law has it, flattened at the head as in the rehearsal.
func Textbook(agents int) Company {
	return Company{Agents: agents, Customers: 120_000, Looks: 1_000_000, Zipf: 0.8, Flat: 1.0 / 15}
}

// Support is how support works: five regions with three queues each, customers
// who are in touch very unequally, tickets, auditors, and a job that reads everybody.
func Support(agents int) Company {
	c := Textbook(agents)
	c.Regions, c.Busy, c.Tickets, c.Auditors, c.Batch = 5, 0.8, 0.9, 0.02, true
	return c
}

// Scenarios is what `make bench-detect` plays.
func Scenarios() []Scenario {
	usual := Theft{Insiders: 1, Stolen: 680, Days: 60, Unrelated: 0.4, BusyReport: true}
	with := func(change func(*Theft)) Theft { t := usual; change(&t); return t }
	busy := Theft{BusyReport: true}
	nobody := func(change func(*Theft)) Theft { t := busy; change(&t); return t }
	innocent := func(change func(*Theft)) Theft { t := usual; t.Innocent = true; change(&t); return t }
	few, several := []int{7, 9, 11, 13}, []int{10, 17}
	return []Scenario{
		{"textbook, exactly 40 % unrelated", true, Theft{Insiders: 1, Stolen: 680, Days: 60, Unrelated: 0.4, Exactly: true, AfterLog: true}, []int{7, 8, 9, 10}, false},
		{"textbook, each unrelated with 0.4", true, Theft{Insiders: 1, Stolen: 680, Days: 60, Unrelated: 0.4, AfterLog: true}, []int{14, 15, 16, 17}, false},
		{"support, exactly 40 % unrelated", false, with(func(t *Theft) { t.Exactly = true }), []int{5, 7}, false},
		{"support, each unrelated with 0.2", false, with(func(t *Theft) { t.Unrelated = 0.2 }), []int{5, 7}, false},
		{"support, each unrelated with 0.4", false, usual, few, true},
		{"support, each unrelated with 0.6", false, with(func(t *Theft) { t.Unrelated = 0.6 }), []int{11, 15, 19, 23}, true},
		{"steals slowly, over 80 days", false, with(func(t *Theft) { t.Days = 80 }), few, true},
		{"hides among their own tickets", false, with(func(t *Theft) { t.OwnTickets = true }), []int{11, 15, 19, 23}, true},
		{"steals from one region only", false, with(func(t *Theft) { t.Region = true }), few, true},
		{"a third of the call dates are wrong", false, with(func(t *Theft) { t.WrongDates = 1.0 / 3 }), few, true},
		{"two insiders", false, with(func(t *Theft) { t.Insiders = 2 }), []int{11, 17, 23}, false},
		{"nobody, textbook", true, Theft{AfterLog: true}, several, false},
		{"nobody, busy customers report", false, busy, several, false},
		{"nobody, one region's customers report", false, nobody(func(t *Theft) { t.OneRegion = true }), several, false},
		{"nobody, one queue's customers report", false, nobody(func(t *Theft) { t.OneQueue = true }), several, false},
		{"nobody, 60 % of reports from one region", false, nobody(func(t *Theft) { t.OneRegion, t.Mostly = true, 0.6 }), several, false},
		{"nobody, 60 % of reports from one queue", false, nobody(func(t *Theft) { t.OneQueue, t.Mostly = true, 0.6 }), several, false},
		{"nobody, but one reads as a thief does", false, innocent(func(*Theft) {}), several, false},
		{"nobody, but one reads in the region that reports", false, innocent(func(t *Theft) { t.Region, t.OneRegion, t.Mostly = true, true, 0.6 }), several, false},
		{"nobody, those report who were in touch lately", false, nobody(func(t *Theft) { t.InTouch = true }), several, false},
		{"nobody, dates are those of complaints", false, nobody(func(t *Theft) { t.Complaints = true }), several, false},
	}
}

// Innocents are the kinds of support companies in which nobody is guilty.
func Innocents() (kinds []Theft) {
	for _, s := range Scenarios() {
		if s.Theft.Guiltless() && !s.Plain {
			kinds = append(kinds, s.Theft)
		}
	}
	return kinds
}
