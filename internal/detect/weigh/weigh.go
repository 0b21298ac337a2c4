// Package weigh is the statistics of detection: how much more likely one
// principal's theft makes the reports than chance does, and how often chance
// alone would reach that.
//
// # Evidence
//
// A report about customer c, called at time t, is either unrelated (its
// customer comes from everybody) or about a record that the source took (its
// customer is one of those whom the source looked up before t). For principal X
// the ratio of the two likelihoods is
//
//	1 − π + π · share(class) / p(X, c, class)   where X looked c up before t
//	1 − π                                       where not
//
// with π, the share of related reports, taken as one half. p(X, c, class) is the
// chance that X had looked up, in that way, a customer like c by then. The
// classes are look-ups with and without a ticket, within four weeks before the call and
// earlier. Somebody whose look-ups nearly
// all have a ticket has a small p for those without: how much a ticket excuses is
// so learned from the log; who has more of these than usual scores by fewer (see
// relief). The thief's share of each class is not known: four habits
// are asked for, to do without tickets or to hide among one's own, to be called soon or
// whenever, and the best counts, less what asking so often costs (see habit). Customers
// may also report just when they are in touch: how much is learned from when others
// looked them up (see haste). Look-ups within Grace before the call name nobody.
//
// # Customers alike
//
// "Like c" is learned from who else looked c up: by how many, since busy customers
// are looked up and complain more, and by whom, since X's customers are those of
// X's region, queue or team. The log's own blocks of customers are learned (see
// blocks), then how often X looks up those of each, and last it is checked, range by range,
// that as many of X's customers are found as that makes likely (see profile). Reports
// may be about some blocks more than others, whatever the cause: how much is
// learned from the reports themselves (see mix), so that X is compared with what X's
// work makes likely among customers like those who reported. So nobody is accused for
// sharing a queue with a thief, nor for being busy where busy customers complain more,
// and who takes a region's records stands out against those who serve the region.
//
// # Chance
//
// Scores are the logarithms of the ratios, as whole tenths, so that the
// distribution of their sum, when the reports' customers are drawn by chance from
// customers alike, is an exact convolution. A principal's q-value is the expected
// number of principals, innocent all, with their own workloads and blocks, whose score would
// be as large. Comparing scores, and not p-values, spends the permitted chance of
// a wrong name where it buys most: where much work makes a case hard to prove.
package weigh

// related is π. Scores depend on it little: all hits gain or lose the same.
const related = 0.5

// A Person is one principal's look-ups.
type Person struct {
	Customers int     // distinct customers looked up
	With      []int64 // when they were looked up first, in milliseconds, sorted: with a ticket
	Without   []int64 // and without one
	Each      float64 // customers that each of these times stands for; 1 where all are there
	Seen      []int32 // the sampled customers among them
}

// A Log is what the access log says about everybody. It may hold a random
// sample of customers only; then Person's lists are about those.
type Log struct {
	People    []Person
	Lookers   [][]int32 // for each sampled customer: who looked them up
	Customers int       // of the company
	Scale     float64   // customers for each sampled one; 1 where all are there

	tickets float64 // share of first look-ups with a ticket
	busy    float64 // how equal customers are: see prior

	batch    []bool // principals who read more than half of all customers: they tell nobody apart
	profiles []*profile
	habits   []habit
	times    []int64 // of some first look-ups of all but batch, sorted
	blocks   *blocks
	byNumber *Log // the same log, where customers are all of one block: matched by how many looked them up, and not by who
	groups   []group
	groupOf  []int // by principal
	crowds   []crowd
	kinds    []kind    // by principal
	common   []float64 // by block of principals and block: how many times more often than an average customer they look those up
}

// A Look is a reported customer's first look-up by somebody.
type Look struct {
	Who    int32
	At     int64 // milliseconds
	Ticket bool
}

// A Report is one customer who was called at a time, with everybody who looked them up.
type Report struct {
	Call  int64
	Looks []Look
}

// Prepare computes what all questions share. A Log must not be changed after it.
func (l *Log) Prepare() {
	l.batch = make([]bool, len(l.People))
	l.profiles = make([]*profile, len(l.People))
	with, all := 0, 0
	for i, p := range l.People {
		l.batch[i] = 2*p.Customers > l.Customers
		if !l.batch[i] {
			with += len(p.With)
			all += len(p.With) + len(p.Without)
		}
	}
	if all > 0 {
		l.tickets = float64(with) / float64(all)
	}
	l.habits = l.learnHabits()
	l.sampleTimes()
	l.popularity()
	l.workloads()
	byNumber := *l
	byNumber.profiles = make([]*profile, len(l.People))
	byNumber.blocks = byNumber.learn(1)
	byNumber.crowded()
	l.byNumber = &byNumber
	l.blocks = l.learn(manyBlocks)
	l.crowded()
}

// Replace returns a log in which one principal's look-ups are others, to play
// many thefts in one company. Others' overlap with them stays as it was.
func (l *Log) Replace(who int, p Person) *Log {
	out := *l
	out.People = append([]Person(nil), l.People...)
	out.People[who] = p
	out.profiles = append([]*profile(nil), l.profiles...)
	out.profiles[who] = nil
	if l.byNumber != nil {
		out.byNumber = l.byNumber.Replace(who, p)
	}
	return &out
}

// Warm computes everybody's profile, so that copies share them.
func (l *Log) Warm() {
	for x := range l.People {
		l.profile(x)
		l.byNumber.profile(x)
	}
}

// TicketShare is the share of all first look-ups that had a ticket.
func (l *Log) TicketShare() float64 { return l.tickets }
