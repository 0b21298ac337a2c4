package simulate

import (
	"reflect"
	"testing"
)

// The promises of docs/detection.md with fewer incidents, always the same ones.
func TestPromises(t *testing.T) {
	company := Companies(300, 1)
	const runs = 150
	for _, c := range []struct {
		name     string
		reports  int
		named    int // at least
		accused  int // at most
		scenario int
	}{
		{"exactly 40 % unrelated", 10, runs * 97 / 100, 1, 0},
		{"each unrelated with 0.4", 17, runs * 97 / 100, 1, 1},
		{"two insiders, both named", 17, runs * 70 / 100, 1, 10},
		{"nobody", 10, 0, 4, 12},
		{"nobody, one region's customers", 10, 0, 4, 13},
		{"nobody, complaints", 10, 0, 4, 15},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := company.Measure(Scenarios()[c.scenario], c.reports, runs, 1)
			t.Logf("%+v", p)
			if p.Named < c.named {
				t.Errorf("the right ones are named in %d of %d incidents, want %d", p.Named, runs, c.named)
			}
			if p.Accused > c.accused {
				t.Errorf("an innocent is accused in %d of %d incidents, want at most %d", p.Accused, runs, c.accused)
			}
		})
	}
}

func TestSameSeedSamePlay(t *testing.T) {
	c := Company{Agents: 20, Customers: 2000, Looks: 8000, Zipf: 0.8, Regions: 2, Busy: 0.5, Tickets: 0.9, Auditors: 0.1, Batch: true}
	s := Scenario{Theft: Theft{Insiders: 1, Stolen: 60, Days: 60, Unrelated: 0.4, WrongDates: 0.2}}
	var points []Point
	for range 2 {
		points = append(points, (&Pair{support: c.found(3)}).Measure(s, 8, 40, len(points)+1))
	}
	if !reflect.DeepEqual(points[0], points[1]) {
		t.Errorf("on one thread %+v, on two %+v", points[0], points[1])
	}
	if points[0].Named == 0 {
		t.Error("nobody is ever named")
	}
}
