package approval

import "testing"

func TestPlan(t *testing.T) {
	for _, c := range []struct {
		what              string
		recipients        int
		rate, daily, sent float64
		cost              float64
		seconds, days     int
	}{
		{"nobody", 0, 14, 50000, 0, 0, 0, 1},
		{"one", 1, 14, 50000, 0, 0, 1, 1},
		{"a thousand cost 10 cents", 1000, 14, 50000, 0, 0.10, 72, 1},
		{"cents are rounded", 1550, 14, 50000, 0, 0.16, 111, 1},
		{"seconds are rounded up", 29, 14, 50000, 0, 0, 3, 1},
		{"a slow sandbox", 200, 1, 200, 0, 0.02, 200, 1},
		{"just one over the day", 201, 1, 200, 0, 0.02, 201, 2},
		{"what was sent today counts", 200, 1, 200, 1, 0.02, 200, 2},
		{"nothing left today", 200, 1, 200, 200, 0.02, 200, 2},
		{"more sent than allowed", 200, 1, 200, 250, 0.02, 200, 2},
		{"many days", 120000, 14, 50000, 10000, 12, 8572, 3},
		{"exactly two days", 100000, 14, 50000, 0, 10, 7143, 2},
		{"no daily limit", 2000000, 500, -1, 12, 200, 4000, 1},
		{"sending is paused", 100, 0, 50000, 0, 0.01, 0, 1},
	} {
		out := Details{Recipients: c.recipients}
		out.plan(c.rate, c.daily, c.sent)
		if out.CostUSD != c.cost || out.Seconds != c.seconds || out.Days != c.days || out.Rate != c.rate {
			t.Errorf("%s: %v USD, %d s, %d days at %v a second; want %v USD, %d s, %d days at %v: the approver decides on these",
				c.what, out.CostUSD, out.Seconds, out.Days, out.Rate, c.cost, c.seconds, c.days, c.rate)
		}
	}
}
