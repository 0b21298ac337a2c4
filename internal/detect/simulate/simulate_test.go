package simulate

import (
	"reflect"
	"testing"
)

// The promises of docs/detection.md in companies a third as large, with fewer
// incidents, always the same ones.
func TestPromises(t *testing.T) {
	small := func(c Company) []*world {
		c.Customers, c.Looks = 40_000, 333_000
		return []*world{c.found(1)}
	}
	company := Pair{small(Textbook(100)), small(Support(100))}
	const runs = 60
	for _, c := range []struct {
		name     string
		reports  int
		named    int // at least
		accused  int // at most
		scenario int
	}{
		{"exactly 40 % unrelated", 12, runs * 90 / 100, 1, 0},
		{"each unrelated with 0.4", 17, runs * 95 / 100, 1, 1},
		{"two insiders, both named", 17, runs * 60 / 100, 1, 10},
		{"nobody", 10, 0, 2, 12},
		{"nobody, one region's customers", 10, 0, 2, 13},
		{"nobody, one queue's customers", 17, 0, 2, 14},
		{"nobody, most reports from one queue", 17, 0, 2, 16},
		{"nobody, those in touch lately", 17, 0, 2, 19},
		{"nobody, complaints", 10, 0, 2, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Scenarios()[c.scenario]
			s.Theft.Stolen /= 3
			p := company.Measure(s, c.reports, runs, 2)
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

func tiny() *world {
	return Company{Agents: 20, Customers: 2000, Looks: 8000, Zipf: 0.8, Regions: 2, Busy: 0.5, Tickets: 0.9, Auditors: 0.1, Batch: true}.found(3)
}

func TestSameSeedSamePlay(t *testing.T) {
	s := Scenario{Theft: Theft{Insiders: 1, Stolen: 60, Days: 60, Unrelated: 0.4, WrongDates: 0.2}}
	var points []Point
	for range 2 {
		points = append(points, (&Pair{support: []*world{tiny()}}).Measure(s, 8, 40, len(points)+1))
	}
	if !reflect.DeepEqual(points[0], points[1]) {
		t.Errorf("on one thread %+v, on two %+v", points[0], points[1])
	}
	if points[0].Named == 0 {
		t.Error("nobody is ever named")
	}
}

// What is called a limit must be one: who knows more names the thief more often, and we know least.
func TestOracleIsALimit(t *testing.T) {
	p := &Pair{support: []*world{tiny()}}
	const runs, reports = 200, 6
	for name, theft := range map[string]Theft{
		"steals":                  {Insiders: 1, Stolen: 60, Days: 60, Unrelated: 0.4, BusyReport: true},
		"steals from one region":  {Insiders: 1, Stolen: 60, Days: 60, Unrelated: 0.4, BusyReport: true, Region: true},
		"hides among own tickets": {Insiders: 1, Stolen: 60, Days: 60, Unrelated: 0.4, BusyReport: true, OwnTickets: true},
	} {
		s := Scenario{Theft: theft}
		ours := p.Measure(s, reports, runs, 2).Named
		oracle, lags := p.Limit(s, reports, runs, 2, Bounds{}), p.Limit(s, reports, runs, 2, Bounds{Lags: true})
		t.Logf("%s: ours %d, the oracle %d, with lags %d of %d", name, ours, oracle, lags, runs)
		if slack := runs / 20; ours > oracle+slack || oracle > lags+slack {
			t.Errorf("%s: we name %d of %d, the oracle %d, one that knows lags %d: the oracle is wrong about the simulation", name, ours, runs, oracle, lags)
		}
	}
}
