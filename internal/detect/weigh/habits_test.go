package weigh

import (
	"slices"
	"testing"
)

// Only what the log knows of tickets is asked for; whoever avoids them is found by
// look-ups without, and whoever hides among them is not excused.
func TestHabits(t *testing.T) {
	for _, c := range []struct {
		tickets float64
		want    int
	}{{0, 2}, {1, 2}, {0.9, 4}} {
		l := &Log{tickets: c.tickets}
		habits := l.learnHabits()
		if len(habits) != c.want {
			t.Errorf("with %.0f %% tickets %d habits are asked for, want %d", 100*c.tickets, len(habits), c.want)
		}
		for _, h := range habits {
			if sum := h.share[ticket] + h.share[noTicket]; sum < 0.999 || sum > 1.001 {
				t.Errorf("with %.0f %% tickets a habit's shares add up to %.2f", 100*c.tickets, sum)
			}
		}
	}
	l := &Log{tickets: 0.9, Customers: 1000, People: make([]Person, 2)}
	l.habits = l.learnHabits()
	cells := l.cells(make([]Report, 1), []float64{1}, haste{1, 1}, func(int) [classes]float64 { return [classes]float64{5, 45, 5, 45} })
	score := cells[0].score
	if avoids, hides := score[0], score[2]; avoids[noTicket] <= avoids[ticket] || hides[ticket] <= 0 || avoids[noTicket] <= hides[ticket] {
		t.Errorf("scores are %v for who avoids tickets and %v for who hides among them", avoids, hides)
	}
	for h := 0; h < len(l.habits); h += 2 {
		whenever, soon := score[h], score[h+1]
		for way := range ways {
			if whenever[way] != whenever[way+ways] || soon[way] <= whenever[way] || soon[way+ways] >= whenever[way] {
				t.Errorf("a look-up lately counts %d, one before %d; where what was taken is used soon %d and %d: want the first equal and the others on either side of it",
					whenever[way], whenever[way+ways], soon[way], soon[way+ways])
			}
		}
	}
}

// What is said of when the look-ups were must be what was counted: a person reads it.
func TestRecent(t *testing.T) {
	const call = 100 * Grace
	l := &Log{Customers: 20, Scale: 1, People: []Person{{Customers: 10, Each: 1}, {Each: 1}}, Lookers: make([][]int32, 20)}
	var reports []Report
	for c := range 10 {
		at := int64(call - 40*Grace)
		if c < 5 {
			at = call - 7*Grace
			reports = append(reports, Report{Call: call, Looks: []Look{{Who: 0, At: at}}})
		}
		p := &l.People[0]
		p.Without, p.Seen, l.Lookers[c] = append(p.Without, at), append(p.Seen, int32(c)), []int32{0}
	}
	slices.Sort(l.People[0].Without)
	l.Prepare()
	c := l.Cases(reports, Grace, 1)[0]
	if c.Recent != 5 || c.Usually != 2.5 {
		t.Errorf("%d look-ups were lately where %.1f are usual, want 5 where 2.5 are: half of all their look-ups were", c.Recent, c.Usually)
	}
	for _, k := range []struct {
		days  int64
		class int
	}{{2, noTicket}, {28, noTicket}, {29, noTicketBefore}} {
		if class, ok := (Look{At: call - k.days*Grace}).class(call); !ok || class != k.class {
			t.Errorf("a look-up %d days before is of class %d (%v), want %d", k.days, class, ok, k.class)
		}
	}
}

// Who serves customers who report just when they are in touch is compared with
// colleagues to whom the same happens.
func TestHaste(t *testing.T) {
	const call = 100 * Grace
	l := &Log{batch: make([]bool, 3)}
	for day := range int64(90) {
		l.times = append(l.times, day*Grace)
	}
	look := func(who int32, days int64) Look { return Look{Who: who, At: call - days*Grace} }
	for _, c := range []struct {
		name            string
		looks           []Look
		lately, earlier bool // more than usual
	}{
		{"as usual", []Look{look(1, 5), look(1, 40), look(1, 80), look(1, 100)}, false, false},
		{"lately", []Look{look(1, 5), look(1, 6), look(2, 7), look(2, 8)}, true, false},
		{"their own do not count", []Look{look(0, 5), look(0, 6), look(0, 7), look(0, 8)}, false, false},
	} {
		h := l.haste(0, []Report{{Call: call, Looks: c.looks}}, Grace)
		if h[lately] > 1.2 != c.lately || h[earlier] > 1.2 != c.earlier {
			t.Errorf("%s: chance is raised %.2f and %.2f times, want more than once lately: %v, earlier: %v", c.name, h[lately], h[earlier], c.lately, c.earlier)
		}
	}
}

// Who has more look-ups without a ticket than usual scores by what is usual, down to
// half; chance stays that of all they have, and who never has tickets is compared
// with all they have.
func TestRelief(t *testing.T) {
	l := &Log{tickets: 0.9, Customers: 10_000, People: make([]Person, 2)}
	l.habits = l.learnHabits()
	for _, c := range []struct {
		name          string
		without, with float64
		want          float64
	}{
		{"as usual", 100, 900, 1},
		{"a half more", 150, 900, 0.7},
		{"far more", 800, 900, 0.5},
		{"always without", 900, 0, 1},
		{"mostly without", 1000, 900, 1},
		{"none", 0, 900, 1},
	} {
		n := [classes]float64{noTicketBefore: c.without, ticketBefore: c.with}
		if got := l.relief(n); got < c.want-0.001 || got > c.want+0.001 {
			t.Errorf("%s: look-ups without a ticket score as %.2f of them, want %.2f", c.name, got, c.want)
		}
		cells := l.cells(make([]Report, 1), []float64{1}, haste{1, 1}, func(int) [classes]float64 { return n })
		if got := cells[0].p[noTicketBefore]; got != c.without/10_000 {
			t.Errorf("%s: the chance of such a look-up is %g, want %g: of all they have", c.name, got, c.without/10_000)
		}
	}
}
