package weigh

import "testing"

// Only what the log knows of tickets is asked for; whoever avoids them is found by
// look-ups without, and whoever hides among them is not excused.
func TestHabits(t *testing.T) {
	for _, c := range []struct {
		tickets float64
		want    int
	}{{0, 1}, {1, 1}, {0.9, 2}} {
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
	cells := l.cells(make([]Report, 1), []float64{1}, func(int) [classes]float64 { return [classes]float64{10, 90} })
	if a, b := cells[0].score[0], cells[0].score[1]; a[noTicket] <= a[ticket] || b[ticket] <= 0 || a[noTicket] <= b[ticket] {
		t.Errorf("scores are %v for who avoids tickets and %v for who hides among them", a, b)
	}
}
