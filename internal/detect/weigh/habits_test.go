package weigh

import "testing"

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
