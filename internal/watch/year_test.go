package watch

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// An episode is an alarm about one principal that comes after a quiet week.
type episode struct {
	principal string
	day       int
	Score
}

// watched judges day by day, as the function does, and returns the episodes.
func watched(h *History, begin int64, from, to int, threshold float64, stop func(Score) bool) (out []episode) {
	last := map[string]int{}
	var earlier *Judge
	for d := from; d < to; d++ {
		day := begin + int64(d)*hoursOfDay
		j := NewJudge(h, day, nil, earlier)
		if j == nil {
			continue
		}
		if earlier == nil || day-earlier.day > hoursOfWeek {
			earlier = j
		}
		for _, s := range j.Scores(day, day+hoursOfDay, threshold) {
			at, seen := last[s.Principal]
			if !seen || d-at > 7 {
				out = append(out, episode{s.Principal, d, s})
			}
			last[s.Principal] = d
			if stop != nil && stop(s) {
				return out
			}
		}
	}
	return out
}

func BenchmarkHonestYear(b *testing.B) {
	for b.Loop() {
		c := newCompany(4711, 300, 56+365, 120_000) // not one that anything was chosen on
		h := c.history()
		found := watched(h, c.begin, 56, 56+365, 1, nil)
		for _, t := range []float64{1, 1.5, 2, 3, 4} {
			n := 0
			for _, e := range found {
				if e.Score.Score >= t {
					n++
				}
			}
			b.ReportMetric(float64(n)/365*30, fmt.Sprintf("alarms/month@%g", t))
		}
		slices.SortFunc(found, func(a, b episode) int { return cmp.Compare(b.Score.Score, a.Score.Score) })
		for i, e := range found {
			if i < 60 {
				b.Logf("%3d %s %s %s count %.0f expected %.1f score %.2f", e.day, e.principal, e.Window, e.Of, e.Count, e.Expected, e.Score.Score)
			}
		}
	}
}
