package scope

import "time"

// withSeasons makes up for peers too few to say what a day was like: the
// suspect's own weekdays and ends of months, by medians, which a period out of
// the ordinary hardly moves.
func withSeasons(points []point) []point {
	out := append([]point(nil), points...)
	for _, season := range []func(time.Time) int{
		func(t time.Time) int { return int(t.Weekday()) },
		func(t time.Time) int { // the last four days of a month
			if t.AddDate(0, 0, 4).Month() != t.Month() {
				return 1
			}
			return 0
		},
	} {
		of := make([]int, len(out))
		paces, all := map[int][]float64{}, []float64{}
		for i, p := range out {
			of[i] = season(hourStart(p.day * 24))
			paces[of[i]] = append(paces[of[i]], p.count/p.factor)
			all = append(all, p.count/p.factor)
		}
		usual := median(all)
		for i := range out {
			if own := paces[of[i]]; len(own) >= minSeason {
				out[i].factor *= median(own) / usual
			}
		}
	}
	return out
}

// minSeason is how many days of a kind say what such days are like.
const minSeason = 6
